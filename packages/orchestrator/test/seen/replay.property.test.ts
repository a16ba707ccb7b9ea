import type { Job, Offer } from '@aima/gpu-core'
import { arbitraryJob, arbitraryOffers, arbitraryPolicy, builtAtMs } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replay } from '../../src/seen/replay.ts'
import { logOf, openLog } from './logs.ts'

const failure = fc.record({
  untilMs: fc.constant(builtAtMs + 5),
  reason: fc.constantFrom('no-capacity', 'no-quota'),
  provider: fc.constantFrom('aws', 'local', 'runpod'),
})

const question = fc.record({
  job: arbitraryJob(),
  offers: arbitraryOffers({ maxLength: 12 }),
  policy: arbitraryPolicy(),
  options: fc.record({
    nowMs: fc.constantFrom(builtAtMs, builtAtMs + 3_600_000),
    failures: fc.array(failure, { maxLength: 2 }),
    ranked: fc.constantFrom(1, 3, 20, Number.POSITIVE_INFINITY),
  }),
})

const questions = fc.array(question, { minLength: 1, maxLength: 4 })

test('every decision is reproduced byte for byte', async () => {
  let decisions = 0
  await fc.assert(
    fc.asyncProperty(questions, async (asked) => {
      const report = replay(await logOf(asked))._unsafeUnwrap()
      expect(report.differences).toEqual([])
      expect(report.reproduced).toBe(asked.length)
      decisions += report.reproduced
    }),
    { numRuns: 200 },
  )
  console.log(`${decisions} decisions reproduced`)
})

test('a byte that was changed, taken away or added is found, wherever it is', async () => {
  await fc.assert(
    fc.asyncProperty(questions, fc.nat(), fc.integer({ min: 33, max: 126 }), async (asked, where, code) => {
      const text = await logOf(asked)
      const place = where % (text.length - 1)
      const byte = String.fromCharCode(code)
      const [head, there, tail] = [text.slice(0, place), text.slice(place, place + 1), text.slice(place + 1)]
      for (const changed of [head + byte + tail, head + tail, head + byte + there + tail]) {
        if (changed === text) continue
        const report = replay(changed)
        const isSound = report.isOk() && report.value.differences.length === 0
        // An end of line between two lines may be doubled.
        expect(isSound && changed.replaceAll('\n\n', '\n') !== text).toBe(false)
      }
    }),
    { numRuns: 300 },
  )
})

const planted = ['Operation Nightfall', 'sk-PLANTED-7f3a', 'case 4711', 'witness-interviews']

const plant = (job: Job): Job => ({
  ...job,
  id: 'case 4711',
  confidentiality: 'confidential',
  workload: 'witness-interviews',
  labels: {
    ...job.labels,
    operation: 'Operation Nightfall',
    'case 4711': 'yes',
    team: 'Operation Nightfall',
  },
})

const withKey = (offer: Offer): Offer => ({ ...offer, launch: { token: 'sk-PLANTED-7f3a', machine: 'x' } })

test('nothing confidential and no secret is in the log or in what is told', async () => {
  await fc.assert(
    fc.asyncProperty(questions, async (asked) => {
      const { clock, file, told, log } = openLog()
      file.fail(1)
      for (const { job, offers, ...rest } of asked)
        log.record({ ...rest, job: plant(job), offers: offers.map(withKey) })
      await clock.pass(2000)
      const all = file.text() + JSON.stringify(told)
      for (const secret of planted) expect(all).not.toContain(secret)
      expect(replay(file.text())._unsafeUnwrap()).toMatchObject({ reproduced: asked.length, differences: [] })
    }),
    { numRuns: 200 },
  )
})
