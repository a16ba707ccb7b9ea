import { readFileSync } from 'node:fs'
import type { StockedType } from '../src/convert.ts'
import type { WireServer } from '../src/wire.ts'

/** The present of the fixtures: 2026-10-01 12:00 UTC. */
export const nowMs = Date.UTC(2026, 9, 1, 12)

/** Rate of the tests (USD per EUR), invented. */
export const usdPerEur = 1.1

/** A list of a zone before anybody has checked it: rows by the name of their type. */
export type Rows = Readonly<Record<string, unknown>>

/** Lists by zone. */
export type RowsByZone = Readonly<Record<string, Rows>>

const read = (name: string): RowsByZone =>
  JSON.parse(readFileSync(new URL(`./__fixtures__/${name}.json`, import.meta.url), 'utf8'))

/** Types of each zone; the README beside them says where their facts come from. */
export const serversByZone: RowsByZone = read('servers')

/** Stock of each zone. */
export const stockByZone: RowsByZone = read('availability')

/** A checked type with the least that it must have. */
export const serverOf = (changes: Partial<WireServer> = {}): WireServer => ({ gpu: 1, ...changes })

/** An L4 in Paris, of which more is not known. */
export const typeOf = (
  server: Partial<WireServer> = {},
  changes: Partial<StockedType> = {},
): StockedType => ({
  zone: 'fr-par-2',
  type: 'L4-1-24G',
  server: serverOf(server),
  stock: undefined,
  ...changes,
})
