import { expect, test } from 'vitest'
import type { Strategy } from '../../packages/core/src/index.ts'
import { decideOn, jobWith, plantedSecret, startMarkets } from './markets.ts'

const briefly = async (strategy: Strategy): Promise<string> =>
  decideOn(await startMarkets({ strategy, localCost: 'full' }), jobWith())

test('every adapter answers over its sockets or its tool', async () => {
  const { orchestrator } = await startMarkets({ strategy: { kind: 'cost-first' } })
  const { offers, reports } = await orchestrator.gather()
  expect(reports.map(({ source, site, state, offers }) => [source, site, state.kind, offers])).toEqual([
    ['local', 'local', 'fresh', 1],
    ['slurm', 'local', 'fresh', 14],
    ['kubernetes', 'local', 'fresh', 13],
    ['prometheus', 'local', 'fresh', 8],
    ['runpod', 'cloud', 'fresh', 12],
    ['vastai', 'cloud', 'fresh', 11],
    ['scaleway', 'cloud', 'fresh', 9],
    ['aws', 'cloud', 'fresh', 16],
    ['gcp', 'cloud', 'fresh', 28],
    ['azure', 'cloud', 'fresh', 18],
    ['skypilot-catalog', 'cloud', 'fresh', 4],
  ])
  expect(JSON.stringify({ offers, reports })).not.toContain(plantedSecret)
})

test('cost-first takes the bid of a marketplace, with its interruptions', async () => {
  expect(await briefly({ kind: 'cost-first' })).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX 4090, vastai machine 901, spot
      0.54 USD (up to 0.65 USD), result in 2.48 h
      Why: it costs least. Next is 1 × RTX 4090, runpod anywhere, on demand: 0.15 USD dearer, 27.6 min sooner.
      Refused: 125 of 134 offers:
        125 × technical: GPU model is not among RTX 4090"
  `)
})

test('local-first takes the GPU of this machine, though it costs more', async () => {
  expect(await briefly({ kind: 'local-first' })).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX 4090, local house, owned
      1.47 USD (up to 1.76 USD), result in 2 h
      Why: it is local and free soon enough. Next is 1 × RTX 4090, prometheus desk:9835, owned: equally dear, at the same time.
      Refused: 125 of 134 offers:
        125 × technical: GPU model is not among RTX 4090"
  `)
})

test('provider-priority takes the first provider that has anything', async () => {
  const strategy: Strategy = { kind: 'provider-priority', order: ['scaleway', 'runpod', 'vastai'] }
  expect(await briefly(strategy)).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX 4090, runpod anywhere, on demand
      0.69 USD (up to 0.83 USD), result in 2.03 h
      Why: its provider is no. 2 of the list, the first that has anything. Next is 1 × RTX 4090, runpod EU-RO-1, on demand: 0.71 USD dearer, at the same time.
      Refused: 125 of 134 offers:
        125 × technical: GPU model is not among RTX 4090"
  `)
})

test('provider-priority asks nobody else when the others are excluded', async () => {
  const strategy: Strategy = { kind: 'provider-priority', order: ['runpod'], others: 'exclude' }
  const markets = await startMarkets({ strategy })
  const decided = (await markets.orchestrator.decide(jobWith()))._unsafeUnwrap()
  expect(decided.decision.chosen.offer.provider).toBe('runpod')
  expect(decided.reports.filter(({ state }) => state.kind !== 'skipped').map(({ source }) => source)).toEqual(
    ['runpod', 'skypilot-catalog'],
  )
})
