import type { Comparison, SimulationResult } from '@aima/gpu-simulator'
import { costAgainstCompletion } from './charts/cost-against-completion.ts'
import { cumulativeCost } from './charts/cumulative-cost.ts'
import { type Figure, figureHtml } from './charts/figure.ts'
import type { Span } from './charts/job-stay.ts'
import { refusalReasons } from './charts/refusals.ts'
import { spendingByItem, spendingByProvider } from './charts/spending.ts'
import { factsHtml } from './facts.ts'
import { findingsHtml } from './findings.ts'
import { type Html, html, textOf } from './html.ts'
import { assumptionsHtml, violationsHtml } from './notes.ts'
import { countText } from './number-text.ts'
import { pageHtml, type Section } from './page.ts'
import { differencesTable, resultsTable } from './results-table.ts'
import { type Subject, subjectOf } from './subject.ts'
import { tableHtml } from './table.ts'
import { timelinesHtml } from './timelines.ts'

/** How a report is written. */
export interface ReportOptions {
  /** Title. Default `Strategies compared`, or `Simulation` of a single result. */
  readonly title?: string | undefined
  /** A sentence under the title, such as who asked what. Default: how many jobs, strategies and seeds. */
  readonly lead?: string | undefined
  /** The stretch of time that the timelines show. Default: all of it if its jobs can be told apart, else the busiest stretch that can. */
  readonly timeline?: Span | undefined
}

const count = (number: number, one: string, many: string): string =>
  `${countText(number)} ${number === 1 ? one : many}`

const leadOf = ({ strategies, seeds, market }: Subject): string => {
  const jobs = strategies[0]?.sample.summary.jobs ?? 0
  return `${count(jobs, 'job', 'jobs')} under ${count(strategies.length, 'strategy', 'strategies')} and ${count(seeds.length, 'seed', 'seeds')}. Market: ${market}.`
}

const notKept = html`<p class="note">The simulations did not keep their jobs, so this cannot be drawn.</p>`
const nothingThere = html`<p class="note">There is nothing to draw.</p>`

const drawn = (figure: Figure | null, otherwise: Html): Html =>
  figure === null ? otherwise : figureHtml(figure)

const results = (subject: Subject): readonly Html[] => {
  const differences = differencesTable(subject)
  return [
    findingsHtml(subject) ?? html``,
    tableHtml(resultsTable(subject)),
    ...(differences === null ? [] : [html`<h3>Difference to the baseline</h3>`, tableHtml(differences)]),
  ]
}

/** A single strategy has nothing to be held against. */
const comparedSections = (subject: Subject): readonly Section[] =>
  subject.strategies.length < 2
    ? []
    : [
        {
          id: 'front',
          heading: 'Cost against completion',
          isJoined: false,
          content: [drawn(costAgainstCompletion(subject), nothingThere)],
        },
      ]

const sectionsOf = (subject: Subject, { timeline }: ReportOptions): readonly Section[] => {
  const timelines = timelinesHtml(subject, timeline)
  const section = (id: string, heading: string, content: readonly Html[]): Section => ({
    id,
    heading,
    content,
    isJoined: false,
  })
  return [
    { ...section('simulated', 'What was simulated', [factsHtml(subject)]), isJoined: true },
    { ...section('results', 'Results', results(subject)), isJoined: true },
    ...comparedSections(subject),
    { ...section('over-time', 'Cost over time', [drawn(cumulativeCost(subject), notKept)]), isJoined: true },
    section('timelines', 'GPUs and jobs over time', timelines.length === 0 ? [notKept] : timelines),
    section('money', 'Where the money went', [
      html`<h3>By provider</h3>`,
      drawn(spendingByProvider(subject), nothingThere),
      html`<h3>By item</h3>`,
      drawn(spendingByItem(subject), nothingThere),
    ]),
    {
      ...section('refused', 'Why offers were refused', [drawn(refusalReasons(subject), nothingThere)]),
      isJoined: true,
    },
    { ...section('assumed', 'Assumptions', [assumptionsHtml(subject)]), isJoined: true },
  ]
}

/**
 * Writes a comparison of strategies, or one simulation, as one HTML file that anybody can open, read and print.
 *
 * The charts are SVG. The file needs neither network nor scripts, follows the reader's light or dark system, has all numbers of the charts in tables, and is the
 * same for the same input. Names of jobs, strategies and providers are text, whatever is in them.
 *
 * @param input - What `compare` or `simulate` of `@aima/gpu-simulator` gave. Without kept jobs, timelines and costs over time are left out.
 * @param options - Title and what the timelines show.
 * @example
 * renderReport({ market: 'none', seeds: [], baseline: '', policies: [], violations: [] }).startsWith('<!DOCTYPE html>') // => true
 */
export const renderReport = (input: Comparison | SimulationResult, options: ReportOptions = {}): string => {
  const subject = subjectOf(input)
  return textOf(
    pageHtml({
      title: options.title ?? (subject.strategies.length === 1 ? 'Simulation' : 'Strategies compared'),
      lead: options.lead ?? leadOf(subject),
      warning: violationsHtml(subject),
      sections: subject.strategies.length === 0 ? [] : sectionsOf(subject, options),
    }),
  )
}
