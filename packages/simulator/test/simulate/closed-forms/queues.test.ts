import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { simulate } from '../../../src/simulate.ts'
import type { Arrival } from '../../../src/workload/workload.ts'
import { arrivalAt, hourMs, optionsOf, ownedGpu, startMs, workFor } from '../scenario.ts'
import { errorsOff, type Measured, measureInBatches, printCheck } from './interval.ts'

interface Queue {
  readonly machines: number
  /** Share of their time in which they work. */
  readonly load: number
  /** Whether all jobs take an hour; else that is their mean. */
  readonly isEven: boolean
}

const jobCount = 12_000
/** The pool begins empty: the first jobs are not looked at. */
const warmUp = 1_200
const batches = 12

/** Jobs of an hour in the mean that come by chance. */
function* arrivals({ machines, load, isEven }: Queue): Generator<Arrival> {
  const random = createRandom(11, 'arrivals')
  let hours = 0
  for (let index = 0; index < jobCount; index += 1) {
    hours += random.exponential(load * machines)
    yield arrivalAt(hours, { id: `job-${index}`, run: workFor(isEven ? 1 : random.exponential(1)) })
  }
}

/** Chance that a job must wait. Source: A. K. Erlang, 1917. */
const erlangC = (machines: number, offered: number): number => {
  let blocked = 1
  for (let busy = 1; busy <= machines; busy += 1) blocked = (offered * blocked) / (busy + offered * blocked)
  const load = offered / machines
  return blocked / (1 - load * (1 - blocked))
}

/** Mean wait and chance to wait; of even jobs after Pollaczek and Khinchine. */
const exactOf = ({ machines, load, isEven }: Queue): { readonly wait: number; readonly share: number } => {
  if (isEven) return { wait: load / (2 * (1 - load)), share: load }
  const share = erlangC(machines, load * machines)
  return { wait: share / (machines * (1 - load)), share }
}

const runQueue = async (queue: Queue) => {
  const waits: number[] = []
  const simulated = await simulate({
    ...optionsOf({
      jobs: arrivals(queue),
      localGpus: Array.from({ length: queue.machines }, (_, index) => ownedGpu(`gpu-${index}`)),
      reconsiderHours: Number.POSITIVE_INFINITY,
      ranked: 1,
    }),
    keepJobs: false,
    onEvent: (event) => {
      if (event.kind !== 'ended') return
      expect(event.outcome.end).toBe('done')
      waits[Number(event.outcome.jobId.slice(4))] = event.outcome.waitHours
    },
  })
  return { waits: waits.slice(warmUp), summary: simulated._unsafeUnwrap().summary }
}

const expectNear = (what: string, measured: Measured, exact: number): void => {
  printCheck(what, measured, exact)
  expect(Math.abs(errorsOff(measured, exact)), what).toBeLessThan(4)
}

/** First come, first served, worked out without any engine. */
const servedInOrder = (queue: Queue): readonly number[] => {
  const freeFrom = Array.from({ length: queue.machines }, () => 0)
  return [...arrivals(queue)].map(({ atMs, job }) => {
    const hours = (atMs - startMs) / hourMs
    const first = freeFrom.indexOf(Math.min(...freeFrom))
    const begin = Math.max(hours, freeFrom[first] ?? 0)
    freeFrom[first] = begin + (job.run?.refHours ?? 0)
    return begin - hours
  })
}

const queues: readonly Queue[] = [
  { machines: 1, load: 0.3, isEven: false },
  { machines: 1, load: 0.6, isEven: false },
  { machines: 1, load: 0.9, isEven: false },
  { machines: 2, load: 0.5, isEven: false },
  { machines: 2, load: 0.9, isEven: false },
  { machines: 5, load: 0.7, isEven: false },
  { machines: 5, load: 0.9, isEven: false },
  { machines: 1, load: 0.5, isEven: true },
  { machines: 1, load: 0.8, isEven: true },
]

test.each(queues)(
  '$machines GPUs at a load of $load (even jobs: $isEven) wait as the formula says',
  async (queue) => {
    const { machines, load, isEven } = queue
    const name = `M/${isEven ? 'D' : 'M'}/${machines} at ${load}`
    const { waits, summary } = await runQueue(queue)
    const exact = exactOf(queue)
    const inOrder = servedInOrder(queue).slice(warmUp)
    const furthest = Math.max(...waits.map((wait, index) => Math.abs(wait - (inOrder[index] ?? Number.NaN))))
    process.stdout.write(
      `${name}, each wait: furthest from first come, first served ${furthest.toExponential(1)} h\n`,
    )
    expect(furthest).toBeLessThan(1e-6)
    expectNear(`${name}, mean wait h`, measureInBatches(waits, batches), exact.wait)
    const late = waits.map((wait) => (wait > 1e-9 ? 1 : 0))
    expectNear(`${name}, share that waits`, measureInBatches(late, batches), exact.share)
    // Both the time between jobs and their length spread by their mean.
    const error = load * Math.sqrt((isEven ? 1 : 2) / jobCount)
    expectNear(`${name}, utilisation`, { mean: summary.localUtilisation, error }, load)
  },
)

test('the chance to wait is that of tables', () => {
  expect(erlangC(1, 0.3)).toBeCloseTo(0.3, 12)
  expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12)
  expect(erlangC(5, 4)).toBeCloseTo(0.5541, 4)
})
