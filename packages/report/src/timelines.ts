import { figureHtml, legendHtml } from './charts/figure.ts'
import { type Span, staysOf } from './charts/job-stay.ts'
import { levelLegend } from './charts/level-style.ts'
import { timeline } from './charts/timeline.ts'
import { timelineWindow } from './charts/timeline-window.ts'
import { type Html, html } from './html.ts'
import type { Subject } from './subject.ts'
import { durationText, momentText } from './time-text.ts'

/** Most bars of all timelines together, so that the file stays small, and of one, so that they can be told apart. */
const mostBars = { together: 2000, each: 320 }

/** More owned hardware than this is added up, without bars. */
const mostHardware = 24

const hoursOf = ({ fromMs, untilMs }: Span): number => (untilMs - fromMs) / 3_600_000

/** What all timelines have in common. */
const introduction = (shown: Span, whole: Span, seed: number): Html => {
  const part =
    hoursOf(shown) < hoursOf(whole)
      ? ` This is ${durationText(hoursOf(shown))} of ${durationText(hoursOf(whole))}, for all jobs would be too many to tell apart.`
      : ''
  return html`<p>From ${momentText(shown.fromMs)} until ${momentText(shown.untilMs)}, seed ${seed}.${part}
Own hardware has rows, and a bar lasts from the begin of a job's set-up until the machine is given back. Clouds have areas: how many jobs ran there at once, the most sensitive at the bottom.</p>
${legendHtml(levelLegend())}`
}

/**
 * Draws a timeline for each strategy whose jobs were kept, all of the same stretch of time.
 *
 * @param subject - What the report is about.
 * @param window - The stretch; absent: chosen so that bars can be told apart.
 * @returns Nothing when no jobs were kept.
 */
export const timelinesHtml = ({ strategies }: Subject, window: Span | undefined): readonly Html[] => {
  const kept = strategies
    .filter(({ sample }) => sample.jobs.length > 0)
    .map((strategy) => ({ strategy, stays: staysOf(strategy.sample) }))
  if (kept.length === 0) return []
  const whole = {
    fromMs: Math.min(...kept.map(({ strategy }) => strategy.sample.startMs)),
    untilMs: Math.max(...kept.map(({ strategy }) => strategy.sample.endMs)),
  }
  const bars = kept.map(({ strategy, stays }) =>
    strategy.sample.summary.hardware.length > mostHardware
      ? []
      : stays.filter(({ site }) => site === 'local'),
  )
  const most = Math.max(1, Math.min(mostBars.each, Math.floor(mostBars.together / kept.length)))
  const shown = window ?? timelineWindow(bars, { whole, most })
  const parts = kept.map(
    ({ strategy, stays }, index) =>
      html`<div class="part"><h3>${strategy.name}</h3>
${figureHtml(timeline(strategy, { id: `timeline-${index + 1}`, stays, window: shown }))}</div>`,
  )
  return [introduction(shown, whole, kept[0]?.strategy.sample.seed ?? 0), ...parts]
}
