import { type Measure, measureFacts } from '@aima/gpu-simulator'
import { type Html, html } from './html.ts'
import { moneyText, numberText, percentText, signedText } from './number-text.ts'
import type { Strategy, Subject } from './subject.ts'

const listText = new Intl.ListFormat('en-US')

/** Equal but for the rounding of sums. */
const isEqual = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-9 * Math.abs(one)

/** The best strategies in a measure. */
const bestIn = (strategies: readonly Strategy[], measure: Measure): readonly Strategy[] => {
  const known = strategies.flatMap((strategy) => {
    const { mean } = strategy.means[measure]
    return mean === null ? [] : [{ strategy, mean }]
  })
  const means = known.map(({ mean }) => mean)
  const best = measureFacts[measure].better === 'lower' ? Math.min(...means) : Math.max(...means)
  return known.filter(({ mean }) => isEqual(mean, best)).map(({ strategy }) => strategy)
}

/** How far from the baseline, and whether that may be chance. */
const againstBaseline = (strategy: Strategy, measure: Measure, subject: Subject): string => {
  const difference = strategy.differences?.[measure]
  const base = subject.strategies.find(({ name }) => name === subject.baseline)?.means[measure].mean
  if (difference === undefined || difference.mean === null || !base) return ''
  const chance = { true: '', false: ', which may be chance', null: ', of one seed only' }
  return ` (${signedText(difference.mean / base, percentText)} % against ${subject.baseline}${chance[`${difference.excludesZero}`]})`
}

const bestLine = (
  subject: Subject,
  measure: Measure,
  write: { readonly claim: string; readonly unit: string; readonly text: (value: number) => string },
): readonly Html[] => {
  const best = bestIn(subject.strategies, measure)
  const [first] = best
  const mean = first?.means[measure].mean ?? null
  if (first === undefined || mean === null) return []
  if (best.length === subject.strategies.length)
    return [html`<li>${write.claim}: all alike, ${write.text(mean)} ${write.unit}.</li>`]
  const names = listText.format(best.map(({ name }) => name))
  return [
    html`<li>${write.claim}: <strong>${names}</strong>, ${write.text(mean)} ${write.unit}${againstBaseline(first, measure, subject)}.</li>`,
  ]
}

/** Cost and time of strategies that leave work undone are not those of the same work. */
const undoneLine = ({ strategies }: Subject): readonly Html[] => {
  const most = Math.max(...strategies.map(({ means }) => means.doneShare.mean ?? 0))
  const behind = strategies.filter(({ means }) => (means.doneShare.mean ?? 0) < most - 0.0005)
  if (behind.length === 0) return []
  const texts = behind.map(({ name, means }) => `${name} (${percentText(means.doneShare.mean ?? 0)} %)`)
  return [
    html`<li>Not all get as many jobs done as the best (${percentText(most)} %): ${texts.join(', ')}. What is not done costs nothing, so compare their cost with care.</li>`,
  ]
}

/**
 * Says in a few sentences which strategy is best in what.
 *
 * @param subject - What the report is about.
 * @returns A list; null when there is nothing to compare.
 */
export const findingsHtml = (subject: Subject): Html | null => {
  if (subject.strategies.length < 2) return null
  return html`<ul class="findings">
${[
  ...bestLine(subject, 'totalUsd', { claim: 'Cheapest', unit: 'USD', text: moneyText }),
  ...bestLine(subject, 'completionHours', { claim: 'Soonest', unit: 'h on average', text: numberText }),
  ...bestLine(subject, 'lateShare', {
    claim: 'Fewest late',
    unit: '% of the jobs with a deadline',
    text: percentText,
  }),
  ...undoneLine(subject),
]}
</ul>`
}
