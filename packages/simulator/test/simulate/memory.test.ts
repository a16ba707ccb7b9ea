import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { simulate } from '../../src/simulate.ts'
import type { Arrival } from '../../src/workload/workload.ts'
import { arrivalAt, marketOf, optionsOf, ownedGpu, rentedGpu, spotGpu, workFor } from './scenario.ts'

/** Memory in use after everything that is garbage has been collected (MiB). */
const liveMiB = (): number => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** Jobs that run, wait, move, give up and are refused. */
function* manyJobs(count: number): Generator<Arrival> {
  const kinds = [
    {},
    { confidentiality: 'confidential' as const },
    { needs: { vramGiB: 80 } },
    { labels: { team: 'red' } },
    { data: { inputGB: 10, outputGB: 1, uplinkMbps: 1000 } },
  ]
  for (let index = 0; index < count; index += 1)
    yield arrivalAt(index * 0.3, { id: `job-${index}`, run: workFor(0.2), ...kinds[index % kinds.length] })
}

test('memory stays the same however many jobs have ended', async () => {
  const live = new Map<number, number>()
  let ended = 0
  await simulate({
    ...optionsOf({
      jobs: manyJobs(60_001),
      localGpus: [ownedGpu('box')],
      market: marketOf([
        spotGpu('spot', { spotRisk: { interruptionsPerHour: 1, recoverWaitHours: 0.1 } }),
        rentedGpu('cloud', { capacity: { availability: 0.7, bootHours: 0 } }),
      ]),
      ranked: 1,
    }),
    keepJobs: false,
    onEvent: ({ kind }) => {
      if (kind !== 'ended') return
      ended += 1
      if (ended === 20_000 || ended === 60_000) live.set(ended, liveMiB())
    },
  })
  const [after20k = Number.NaN, after60k = Number.NaN] = live.values()
  process.stdout.write(
    `heap after 20 000 jobs ${after20k.toFixed(2)} MiB, after 60 000 ${after60k.toFixed(2)} MiB\n`,
  )
  expect(after60k - after20k).toBeLessThan(2)
})
