import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Took } from './measure.ts'

/** The whole target takes minutes, so a part of it is run unless SIMULATE_JOBS=100000. */
const { SIMULATE_JOBS = '5000' } = process.env
const targetJobs = Number(SIMULATE_JOBS)

const limitMs = 3_600_000

const node = join(import.meta.dirname, '../../../../node_modules/.bin/node')

/** Measures in a process of its own: Vitest's loader would double the time. */
const measure = async (jobs: number, offers: number, flags: readonly string[] = []): Promise<Took> => {
  const script = join(import.meta.dirname, 'measure.ts')
  const { stdout } = await promisify(execFile)(node, [
    '--conditions=@aima/source',
    ...flags,
    script,
    String(jobs),
    String(offers),
  ])
  const took: Took = JSON.parse(stdout)
  expect(took).toMatchObject({ done: jobs, violations: 0 })
  return took
}

const measureAloud = async (jobs: number, offers: number): Promise<Took> => {
  const took = await measure(jobs, offers)
  const { seconds, processorSeconds, decideSeconds, changes } = took
  console.log(
    `${jobs} jobs, ${offers} offers, ${changes} changes: ${seconds.toFixed(1)} s ` +
      `(${processorSeconds.toFixed(1)} s of the processor with the start), ${(jobs / seconds).toFixed(0)} jobs/s, ` +
      `${((100 * decideSeconds) / seconds).toFixed(0)} % of the time in core's decide`,
  )
  return took
}

test(
  'jobs per second with 1 000 and 10 000 moving offers',
  async () => {
    await measureAloud(10_000, 1_000)
    await measureAloud(1_000, 10_000)
  },
  limitMs,
)

test(
  'a job costs as much among many as among few',
  async () => {
    const costs: number[] = []
    for (const jobs of [5_000, 10_000, 20_000])
      costs.push((await measureAloud(jobs, 200)).processorSeconds / jobs)
    console.log(
      `ms of the processor for each job: ${costs.map((cost) => (cost * 1e3).toFixed(2)).join(', ')}`,
    )
    const [fewest = Number.NaN, , most = Number.NaN] = costs
    expect(most / fewest).toBeLessThan(1.5)
  },
  limitMs,
)

test(
  'memory does not grow with the jobs that have ended',
  async () => {
    const { heaps } = await measure(20_000, 200, ['--expose-gc'])
    console.log(
      `MB after each eighth of 20000 jobs: ${heaps.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')}`,
    )
    const [first = Number.NaN] = heaps
    expect((heaps.at(-1) ?? Number.NaN) / first).toBeLessThan(1.3)
  },
  limitMs,
)

test(
  'the target: 100 000 jobs over 5 000 offers that move about once an hour',
  async () => {
    const { seconds, decideSeconds } = await measureAloud(targetJobs, 5_000)
    console.log(`at this pace, 100000 jobs take ${((seconds / targetJobs) * 1e5).toFixed(0)} s`)
    // Whatever the machine, most of the time is core's.
    expect((seconds - decideSeconds) / decideSeconds).toBeLessThan(1)
  },
  limitMs,
)
