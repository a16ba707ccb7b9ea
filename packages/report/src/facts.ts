import { type Html, html } from './html.ts'
import { lineKey } from './marks.ts'
import { countText } from './number-text.ts'
import { meanOver, type Strategy, type Subject } from './subject.ts'
import { durationText, momentText } from './time-text.ts'

/** Beyond this many seeds a list says no more than a number. */
const mostSeeds = 12

const fact = (name: string, value: Html | string): Html => html`<dt>${name}</dt><dd>${value}</dd>`

const seedsText = (seeds: readonly number[]): string =>
  seeds.length > mostSeeds
    ? `${seeds.length}: ${seeds.slice(0, mostSeeds).join(', ')} …`
    : seeds.join(', ') || 'none'

const timeText = (strategies: readonly Strategy[]): string => {
  const startMs = Math.min(...strategies.map(({ sample }) => sample.startMs))
  const endMs = Math.max(...strategies.map(({ sample }) => sample.endMs))
  return `${momentText(startMs)} to ${momentText(endMs)} (${durationText((endMs - startMs) / 3_600_000)})`
}

/** The number of jobs, and of what they were. */
const workText = (first: Strategy): string => {
  const each = first.summaries.length > 1 ? ' in each simulation' : ''
  const jobs = `${countText(meanOver(first, (summary) => summary.jobs))} jobs${each}`
  const deadlines = meanOver(first, ({ withDeadline }) => withDeadline)
  return deadlines > 0 ? `${jobs}; of the done ones ${countText(deadlines)} had a deadline` : jobs
}

const workloadsText = ({ sample }: Strategy): string => {
  const counts = new Map<string, number>()
  for (const { workload } of sample.jobs)
    counts.set(workload ?? 'of no class', (counts.get(workload ?? 'of no class') ?? 0) + 1)
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
    .slice(0, 8)
    .map(([workload, count]) => `${countText(count)} ${workload}`)
    .join(', ')
}

const hardwareText = ({ sample }: Strategy): string => {
  const { hardware } = sample.summary
  return hardware.length === 0 ? 'none' : `${hardware.length} pieces, see the timelines`
}

const strategyItem = ({ name, policy, mark }: Strategy): Html =>
  html`<li><details><summary>${lineKey(mark)}${name}</summary><pre>${JSON.stringify(policy, null, 2)}</pre></details></li>`

/**
 * Says what was simulated.
 *
 * @param subject - What the report is about.
 */
export const factsHtml = ({ market, seeds, baseline, strategies }: Subject): Html => {
  const [first] = strategies
  return html`<dl class="facts">
${fact('Market', market)}
${first === undefined ? '' : [fact('Time', timeText(strategies)), fact('Work', workText(first))]}
${first === undefined || first.sample.jobs.length === 0 ? '' : fact('Classes of work', workloadsText(first))}
${first === undefined ? '' : fact('Own hardware', hardwareText(first))}
${fact(seeds.length > 1 ? 'Seeds' : 'Seed', seedsText(seeds))}
${baseline === null ? '' : fact('Baseline', baseline)}
</dl>
<h3>${strategies.length === 1 ? 'Strategy' : 'Strategies'}</h3>
<ul class="strategies">${strategies.map(strategyItem)}</ul>`
}
