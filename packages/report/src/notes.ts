import type { Invariant } from '@aima/gpu-simulator'
import { type Html, html } from './html.ts'
import type { Subject } from './subject.ts'
import { momentText } from './time-text.ts'

const invariantTexts: Readonly<Record<Invariant, string>> = {
  'off-site': 'a confidential job ran off-site',
  'used-twice': 'two jobs had the same hardware at the same time',
  'unaccounted-job': 'a job is not accounted for',
  'unexplained-dollar': 'no line of a bill explains some money',
  'time-went-back': 'something happened before what came before it',
}

/** A page is no place for thousands of lines of the same defect. */
const mostViolations = 100

/**
 * Lists the rules that were broken.
 *
 * @param subject - What the report is about.
 * @returns The list; null when none was broken.
 */
export const violationsHtml = ({ violations }: Subject): Html | null => {
  if (violations.length === 0) return null
  const left = violations.length - mostViolations
  return html`<section class="violations joined" role="alert">
<h2>Broken rules: ${violations.length}</h2>
<p>There should be none. Each is a defect of the simulation, so do not rely on the numbers below.</p>
<ul>
${violations
  .slice(0, mostViolations)
  .map(
    ({ policy, seed, violation: { invariant, atMs, jobId, detail } }) =>
      html`<li><strong>${invariantTexts[invariant]}</strong>: ${detail} (${policy}, seed ${seed}, ${momentText(atMs)}${jobId === null ? '' : `, job ${jobId}`})</li>`,
  )}
${left > 0 ? html`<li>and ${left} more</li>` : ''}
</ul>
</section>`
}

/**
 * Lists every default that entered a number in any strategy, each once.
 *
 * @param subject - What the report is about.
 */
export const assumptionsHtml = ({ strategies }: Subject): Html => {
  const lines = new Map(
    strategies
      .flatMap(({ sample }) => sample.assumptions)
      .map(({ name, value, unit, basis }) => {
        const amount = typeof value === 'number' ? Number(value.toPrecision(6)) : value
        const line = html`<li><code>${name}</code>: ${amount}${unit === '' ? '' : ` ${unit}`} (${basis})</li>`
        return [JSON.stringify([name, value, unit, basis]), line] as const
      })
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
  return lines.size === 0
    ? html`<p>No default entered a number: everything was stated.</p>`
    : html`<p>Nobody stated these numbers, so defaults stood in for them.</p>
<ul class="assumptions">
${[...lines.values()]}
</ul>`
}
