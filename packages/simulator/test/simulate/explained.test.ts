import { explain } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { simulate } from '../../src/simulate.ts'
import { streamSimulation } from '../../src/stream-simulation.ts'
import { arrivalAt, marketOf, optionsOf, ownedGpu, rentedGpu, resultOf, workFor } from './scenario.ts'

const house = {
  jobs: [
    arrivalAt(0, { id: 'secret', confidentiality: 'confidential', run: workFor(2) }),
    arrivalAt(1, { id: 'second', confidentiality: 'confidential', run: workFor(1) }),
    arrivalAt(1, { id: 'too-large', confidentiality: 'confidential', needs: { vramGiB: 900 } }),
  ],
  localGpus: [ownedGpu('box')],
  market: marketOf([rentedGpu('cloud')]),
}

test('each decision is kept with its explanation, in the language that is asked for', async () => {
  const { decisions, summary } = await resultOf({ ...house, explainIn: 'en' })
  expect(decisions).toHaveLength(summary.decisions)
  expect(decisions.map(({ jobId, cause, offerId }) => [jobId, cause, offerId]).slice(0, 3)).toEqual([
    ['secret', 'arrived', 'box'],
    ['second', 'arrived', 'box'],
    ['too-large', 'arrived', null],
  ])
  expect(decisions[0]?.explanation).toMatch(/^Job secret: 1 × RTX 4090, local, owned/)
  expect(decisions[2]?.explanation).toMatch(/900 GiB/)
  const german = await resultOf({ ...house, explainIn: 'de' })
  expect(german.decisions[0]?.explanation).not.toBe(decisions[0]?.explanation)
  expect(german.summary).toEqual((await resultOf(house)).summary)
})

test('they are those that core makes of what is told', async () => {
  const { decisions } = await resultOf({ ...house, explainIn: 'en' })
  const told: string[] = []
  for (const event of streamSimulation(optionsOf(house))._unsafeUnwrap())
    if (event.kind === 'decided') told.push(explain(event.decision(), { locale: 'en' }))
  expect(decisions.map(({ explanation }) => explanation)).toEqual(told)
})

test('nobody pays for explanations that nobody asked for', async () => {
  expect((await simulate(optionsOf(house)))._unsafeUnwrap().decisions).toEqual([])
})
