import { type Job, parseJob } from '@aima/gpu-core'
import { expect } from 'vitest'
import type { JobClass } from '../../src/workload/job-class.ts'
import type { Arrival, Workload } from '../../src/workload/workload.ts'

export const hourMs = 3_600_000

/** A class with a spread in everything. */
export const buildClass = (changes: Partial<JobClass> = {}): JobClass => ({
  workload: 'video',
  weight: 1,
  confidentiality: { public: 1, internal: 2, confidential: 1 },
  urgency: { low: 1, normal: 1, high: 1 },
  refHours: { kind: 'lognormal', median: 2, percentile90: 8 },
  inputGB: { kind: 'exponential', mean: 40 },
  outputShare: 0.1,
  deadline: { timesWork: 2, plusHours: 1 },
  template: { needs: { vramGiB: 24 }, run: { referenceGpu: 'RTX 4090' } },
  ...changes,
})

export const buildArrival = (id: string, atMs: number): Arrival => ({
  atMs,
  job: { id, confidentiality: 'public' },
})

export const idsOf = (workload: Workload): readonly string[] => Array.from(workload, ({ job }) => job.id)

export const timesOf = (workload: Workload): readonly number[] => Array.from(workload, ({ atMs }) => atMs)

export const jobsOf = (workload: Workload): readonly Job[] => Array.from(workload, ({ job }) => job)

/** What every workload promises: order, ids of their own, sound jobs, and the same again. */
export const expectSound = (workload: Workload): void => {
  const arrivals = [...workload]
  const times = timesOf(arrivals)
  expect(times).toEqual([...times].sort((one, other) => one - other))
  expect(new Set(idsOf(arrivals)).size).toBe(arrivals.length)
  const faults = jobsOf(arrivals).flatMap((job) =>
    parseJob(job).match(
      () => [],
      ({ issues }) => issues,
    ),
  )
  expect(faults).toEqual([])
  expect(JSON.stringify([...workload])).toBe(JSON.stringify(arrivals))
}
