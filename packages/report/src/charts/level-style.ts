import { fieldKey } from '../marks.ts'
import { type Level, levels } from './concurrency.ts'
import type { LegendEntry } from './figure.ts'

/** How jobs of a level look. */
interface LevelStyle {
  readonly name: string
  readonly colour: string
  readonly ink: string
  /** Share of a row's height, so that levels differ without colour. */
  readonly height: number
}

/** Looks of the levels: the more sensitive, the higher the bar. */
export const levelStyles: Readonly<Record<Level, LevelStyle>> = {
  confidential: { name: 'confidential', colour: 'var(--series-5)', ink: 'var(--on-series-5)', height: 1 },
  internal: { name: 'internal', colour: 'var(--series-2)', ink: 'var(--on-series-2)', height: 0.75 },
  public: { name: 'public', colour: 'var(--series-6)', ink: 'var(--on-series-6)', height: 0.5 },
}

/** The legend of levels. */
export const levelLegend = (): readonly LegendEntry[] =>
  levels.map((level) => {
    const { name, colour, height } = levelStyles[level]
    return { key: fieldKey(colour, height), text: `${name} job` }
  })
