import type { Offer } from '../offer.ts'
import { type Refusal, rejectionUnits } from '../rejection.ts'
import type { Phrases, Template } from './phrases.ts'

/** Writes numbers, times and offers in one language. */
export interface Writer {
  /** The language's phrases. */
  readonly phrases: Phrases
  /** Fills the places of a template. */
  readonly fill: (template: Template, values: Readonly<Record<string, string>>) => string
  /** A plain number with up to three significant digits. */
  readonly number: (value: number) => string
  /** Money (USD). */
  readonly usd: (value: number) => string
  /** A share as percentage. */
  readonly percent: (share: number) => string
  /** A duration in the unit that suits it. */
  readonly hours: (value: number) => string
  /** An offer in a few words. */
  readonly offer: (offer: Offer) => string
  /** What a rule needs, or what an offer has, with its unit; times are told from `nowMs`. */
  readonly fact: (refusal: Refusal, side: 'needed' | 'actual', nowMs: number) => string
}

const msUnit = 'ms since 1970-01-01 UTC'

const fill = (template: Template, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)

/** Decimals with which an amount of money is worth printing. */
const moneyDecimals = (value: number): number => (Math.abs(value) > 0 && Math.abs(value) < 0.1 ? 4 : 2)

/**
 * Makes a writer for one language.
 *
 * @param phrases - The language's phrases.
 */
export const writerFor = (phrases: Phrases): Writer => {
  const plain = new Intl.NumberFormat(phrases.language, { maximumSignificantDigits: 3, useGrouping: false })
  const money = [2, 4].map(
    (decimals) =>
      new Intl.NumberFormat(phrases.language, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }),
  )
  const share = new Intl.NumberFormat(phrases.language, { style: 'percent', maximumFractionDigits: 1 })
  const precise = new Intl.NumberFormat(phrases.language, { maximumFractionDigits: 3, useGrouping: false })
  const number = (value: number): string => plain.format(value)

  const hours = (value: number): string => {
    const minutes = Math.abs(value) * 60
    if (minutes === 0) return '0 min'
    if (minutes < 1) return `${number(minutes * 60)} s`
    if (minutes < 120) return `${number(minutes)} min`
    return minutes < 48 * 60 ? `${number(minutes / 60)} h` : `${number(minutes / 1440)} d`
  }
  const usd = (value: number): string =>
    `${money[moneyDecimals(value) === 2 ? 0 : 1]?.format(value) ?? String(value)} USD`

  const when = (atMs: number, nowMs: number): string => {
    const duration = hours((atMs - nowMs) / 3_600_000)
    return fill(atMs >= nowMs ? phrases.inTime : phrases.ago, { duration })
  }
  const withUnit = (value: number, unit: string | undefined, nowMs: number): string => {
    if (unit === msUnit) return when(value, nowMs)
    if (unit === 'h') return hours(value)
    if (unit === 'USD' || unit === 'USD/h') return `${usd(value)}${unit === 'USD' ? '' : '/h'}`
    return unit === undefined ? precise.format(value) : `${precise.format(value)} ${unit}`
  }
  const fact: Writer['fact'] = (refusal, side, nowMs) => {
    const value = refusal[side]
    if (value === null) return phrases.unknown
    if (typeof value === 'number') return withUnit(value, rejectionUnits[refusal.kind], nowMs)
    if (typeof value === 'string') return value
    return 'tflops' in value
      ? `${precise.format(value.tflops)} TFLOP/s ${value.precision}`
      : value.length === 0
        ? '–'
        : value.join(', ')
  }
  const offer = ({ gpu, gpuCount, provider, place, purchase }: Offer): string => {
    const where = place.zone ?? place.region
    const at = where === provider ? provider : `${provider} ${where}`
    return `${gpuCount} × ${gpu.model ?? gpu.name}, ${at}, ${phrases.purchase[purchase]}`
  }
  return { phrases, fill, number, usd, percent: (value) => share.format(value), hours, offer, fact }
}
