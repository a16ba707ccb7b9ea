import { expect, test } from 'vitest'
import {
  arrivalAt,
  at,
  marketOf,
  outcomesOf,
  ownedGpu,
  rentedGpu,
  resultOf,
  staysOf,
  workFor,
} from './scenario.ts'

const secret = (hours: number, id: string, refHours: number) =>
  arrivalAt(hours, { id, confidentiality: 'confidential', run: workFor(refHours) })

test('a confidential job waits at home, however cheap and free the cloud is', async () => {
  const { a, b, c } = await outcomesOf({
    jobs: [secret(0, 'a', 5), secret(0, 'b', 5), arrivalAt(0, { id: 'c' })],
    localGpus: [ownedGpu('box')],
    market: marketOf([rentedGpu('cloud', { price: { usdPerHour: 0.001 } })]),
    policy: { strategy: { kind: 'urgent' } },
  })
  expect(staysOf(a)).toEqual(['box 0 0 5 done'])
  expect(staysOf(b)).toEqual(['box 5 5 10 done'])
  expect(staysOf(c)).toEqual(['cloud 0 0 1 done'])
})

test('without a local GPU it is refused, and says for what', async () => {
  const { a } = await outcomesOf({
    jobs: [secret(0, 'a', 1)],
    market: marketOf([rentedGpu('cloud')]),
  })
  expect(a).toMatchObject({ end: 'refused', refusals: { 'site-not-allowed': 1 }, stays: [] })
})

test('an offer of the market is never local, whatever it says', async () => {
  const lying = { ...ownedGpu('liar'), site: 'local' }
  const { jobs, violations } = await resultOf({
    jobs: [secret(0, 'a', 1), secret(1, 'b', 1)],
    market: marketOf([lying], [{ kind: 'listed', atMs: at(0.5), offer: { ...lying, id: 'liar-2' } }]),
  })
  expect(jobs.map(({ end }) => end)).toEqual(['refused', 'refused'])
  expect(violations).toEqual([])
})

test('nor when the local GPUs are closed', async () => {
  const { a } = await outcomesOf({
    jobs: [secret(0, 'a', 1)],
    localGpus: [ownedGpu('box', { capacity: { bootHours: 0, openWindows: [] } })],
    market: marketOf([rentedGpu('cloud')]),
    giveUpHours: 1,
  })
  expect(a).toMatchObject({ end: 'gave-up', refusals: { 'site-not-allowed': 1, closed: 1 }, stays: [] })
})
