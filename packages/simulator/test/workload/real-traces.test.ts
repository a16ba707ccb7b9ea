import { describe, expect, test } from 'vitest'
import { readAlibabaPods } from '../../src/workload/job-traces/alibaba-pods.ts'
import { readGenaiRequests } from '../../src/workload/job-traces/genai-requests.ts'
import { readPhillyJobs } from '../../src/workload/job-traces/philly-jobs.ts'
import { takeFirst } from '../../src/workload/part-of-workload.ts'
import { expectSound, jobsOf } from './arrivals.ts'
import { hasTraces, unpacked } from './shared-traces.ts'

describe.skipIf(!hasTraces)('real jobs', () => {
  test('of Philly have the durations that are known of them', () => {
    const { workload, jobs, leftOut } = readPhillyJobs(unpacked('jobs-philly-2017.csv.gz'))._unsafeUnwrap()
    // 82 248 lines with the header.
    expect([jobs, leftOut]).toEqual([82_247, { withoutGpu: 0, withoutDuration: 0, tooManyGpus: 0 }])
    const hours = jobsOf(workload)
      .map(({ run }) => run?.refHours ?? 0)
      .sort((one, other) => one - other)
    expect((hours[Math.floor(jobs / 2)] ?? 0) * 60).toBeCloseTo(19, 0)
    expect(hours[Math.floor(jobs * 0.9)]).toBeCloseTo(3.1, 1)
    expect(hours.reduce((sum, one) => sum + one, 0) / jobs).toBeCloseTo(3.6, 1)
    expectSound(takeFirst(workload, 2000))
  })

  test('of Alibaba are asked for on certain models by a third', () => {
    const { workload, jobs, leftOut } = readAlibabaPods(
      unpacked('jobs-alibaba-gpu-2023.csv.gz'),
    )._unsafeUnwrap()
    expect(jobs + leftOut.withoutGpu + leftOut.withoutDuration).toBe(8152)
    expect(leftOut.withoutGpu).toBe(1088)
    const bound = jobsOf(workload).filter(({ needs }) => needs?.allowedModels !== undefined)
    expect(bound.length / jobs).toBeGreaterThan(0.3)
    expect(bound.length / jobs).toBeLessThan(0.36)
    expectSound(workload)
  })

  test('of the image service are as many as there are requests', () => {
    const { workload, jobs, leftOut } = readGenaiRequests(
      unpacked('requests-alibaba-genai-2026.csv.gz'),
    )._unsafeUnwrap()
    expect(jobs + leftOut.withoutDuration).toBe(26_823)
    expect(leftOut.withoutDuration).toBe(30)
    expectSound(takeFirst(workload, 2000))
  })
})
