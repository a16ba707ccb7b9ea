import { readFileSync } from 'node:fs'
import type { WireOffer } from '../src/wire.ts'

/** The present of the fixtures: 2026-09-01 12:00 UTC. */
export const nowMs = Date.UTC(2026, 8, 1, 12)

/** Rows of `__fixtures__/search.json`; its README says where their facts come from. */
export const fixtureRows: readonly WireOffer[] = JSON.parse(
  readFileSync(new URL('./__fixtures__/search.json', import.meta.url), 'utf8'),
).offers

/** A checked row with the least that a row must have. */
export const rowOf = (changes: Partial<WireOffer> = {}): WireOffer => ({
  id: 1,
  gpu_name: 'RTX 4090',
  num_gpus: 1,
  ...changes,
})
