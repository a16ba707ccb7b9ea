import { describe, expect, test } from 'vitest'
import {
  findGpuModel,
  type JobRun,
  type LimitingFactor,
  type Needs,
  type Offer,
  type Speed,
  termsOf,
} from '../../src/index.ts'
import { cheapest, cloudOffer, jobOf, refusalOf } from '../builders.ts'

const gpu = (model: string, changes: Partial<Offer> = {}): Offer =>
  cloudOffer({ gpu: { name: model, model }, ...changes })

const speedOn = (offer: Offer, run: JobRun, needs?: Needs): Speed | undefined =>
  termsOf(jobOf({ run, needs }), offer, cheapest)?.speed

const hoursOn = (offer: Offer, run: JobRun): number | undefined => {
  const complete = termsOf(jobOf({ run }), offer, cheapest)
  return complete && complete.work.refHours / complete.terms.speed
}

/** The more a job says, the better its speed on an L4 is known. */
const byTable: JobRun = { refHours: 2, referenceGpu: 'RTX 4090' }
const byBenchmark: JobRun = { ...byTable, benchmark: { name: 'dlperf', referenceScore: 100 } }
const byThroughput: JobRun = { ...byBenchmark, throughputByGpu: { 'RTX 4090': 10, L4: 4 } }
const byHours: JobRun = { ...byThroughput, hoursByGpu: { 'RTX 4090': 2, L4: 4 } }

describe('the speed of an L4 comes', () => {
  const scored = gpu('L4', { benchmarks: { dlperf: 45 } })

  test('first from the hours that the job was measured with', () => {
    expect(speedOn(scored, byHours)).toEqual({ speed: 0.5, basis: 'job-hours' })
  })

  test('then from the throughput that the job was measured with', () => {
    expect(speedOn(scored, byThroughput)).toEqual({ speed: 0.4, basis: 'job-throughput' })
  })

  test('then from a benchmark that the offer carries', () => {
    expect(speedOn(scored, byBenchmark)).toEqual({ speed: 0.45, basis: 'offer-benchmark' })
  })

  test('then from the table of GPUs', () => {
    expect(speedOn(gpu('L4'), byBenchmark)).toEqual({ speed: 300 / 1008, basis: 'gpu-table' })
  })
})

test('a model that was not measured falls back to the table', () => {
  expect(speedOn(gpu('H100-SXM5'), byHours)).toEqual({ speed: 3350 / 1008, basis: 'gpu-table' })
})

test('hours are found by the name that the source prints when the model is unknown', () => {
  const offer = cloudOffer({ gpu: { name: 'GPU of tomorrow' } })
  expect(speedOn(offer, { refHours: 2, hoursByGpu: { 'GPU of tomorrow': 1 } })?.speed).toBe(2)
})

test('the reference GPU has speed 1, although no table knows it', () => {
  const offer = cloudOffer({ gpu: { name: 'GPU of tomorrow' } })
  expect(speedOn(offer, { refHours: 2, referenceGpu: 'GPU of tomorrow' })?.speed).toBe(1)
})

test.each<[LimitingFactor, number, number]>([
  ['memory-bandwidth', 3350, 1008],
  ['fp32', 67, 82.6],
  ['tf32', 494.7, 82.6],
  ['bf16', 989.4, 165.2],
  ['fp16', 989.4, 165.2],
  ['fp8', 1978.9, 330.3],
])('a job that is limited by %s is compared by it', (limitedBy, figure, reference) => {
  expect(speedOn(gpu('H100-SXM5'), { ...byTable, limitedBy })?.speed).toBeCloseTo(figure / reference, 12)
})

describe('a share of a GPU', () => {
  const whole = 'A100-SXM4-80GB'
  const half = cloudOffer({ gpu: { name: 'slice', model: whole, fraction: 0.5, vramGiB: 40 } })

  test('has that share of the speed in the table', () => {
    const bandwidth = findGpuModel(whole)?.memoryBandwidthGBps ?? Number.NaN
    expect(speedOn(half, byTable)?.speed).toBeCloseTo((0.5 * bandwidth) / 1008, 12)
  })

  test('has that share of the throughput that was measured on the whole', () => {
    expect(speedOn(half, { refHours: 2, referenceGpu: whole, throughputByGpu: { [whole]: 10 } })?.speed).toBe(
      0.5,
    )
  })

  test('has the throughput that was measured on it by its own name', () => {
    const own = cloudOffer({ gpu: { name: 'slice', fraction: 0.5, vramGiB: 40 } })
    expect(
      speedOn(own, { refHours: 2, referenceGpu: whole, throughputByGpu: { [whole]: 10, slice: 6 } })?.speed,
    ).toBe(0.6)
  })

  test('has the score that was measured on it', () => {
    const scored = { ...half, benchmarks: { dlperf: 45 } }
    expect(speedOn(scored, byBenchmark)?.speed).toBe(0.45)
  })

  test('is not as fast as the whole on which the job was measured', () => {
    expect(hoursOn(half, { hoursByGpu: { [whole]: 7 } })).toBe(14)
  })
})

describe('several GPUs', () => {
  const eight = gpu('RTX 4090', { gpuCount: 8 })

  test('count as far as the job can use them', () => {
    expect(speedOn(eight, byTable, { gpuCount: 2, usableGpuCount: 4 })?.speed).toBeCloseTo(4 ** 0.95, 12)
  })

  test('count as far as the job needs them, when it does not say how many it can use', () => {
    expect(speedOn(eight, byTable, { gpuCount: 2 })?.speed).toBeCloseTo(2 ** 0.95, 12)
  })

  test('count as one for a job that asks for none', () => {
    expect(speedOn(eight, byTable)?.speed).toBe(1)
  })

  test('are compared with as many reference GPUs as were measured', () => {
    const run = { ...byTable, referenceGpuCount: 2 }
    expect(speedOn(eight, run, { usableGpuCount: 8 })?.speed).toBeCloseTo(4 ** 0.95, 12)
  })

  test('as many as were measured need no scaling', () => {
    expect(speedOn(eight, { ...byTable, referenceGpuCount: 8 }, { usableGpuCount: 8 })?.speed).toBe(1)
  })

  test.each<[string, JobRun]>([
    ['the table', byTable],
    ['measured throughput', { ...byTable, throughputByGpu: { 'RTX 4090': 10 } }],
    ['a benchmark', byBenchmark],
    ['a benchmark, where the hours of another GPU were measured', { ...byBenchmark, hoursByGpu: { L4: 9 } }],
  ])('of which one works are slower than several reference GPUs, by %s', (_, run) => {
    const one = gpu('RTX 4090', { benchmarks: { dlperf: 100 } })
    expect(speedOn(one, { ...run, referenceGpuCount: 4 })?.speed).toBeCloseTo(4 ** -0.95, 12)
  })

  test.each<[string, JobRun, number, boolean]>([
    ['several where one was measured', byTable, 4, true],
    ['one where one was measured', byTable, 1, false],
    ['one where several were measured', { ...byTable, referenceGpuCount: 4 }, 1, true],
    ['as many as were measured', { ...byTable, referenceGpuCount: 4 }, 4, false],
    [
      'one whose hours were measured',
      { ...byTable, referenceGpuCount: 4, hoursByGpu: { 'RTX 4090': 2 } },
      1,
      false,
    ],
    ['several of one whose hours were measured', { hoursByGpu: { 'RTX 4090': 2 } }, 4, true],
  ])('tell the exponent as assumed when it was used: %s', (_, run, usableGpuCount, isTold) => {
    const told = termsOf(jobOf({ run, needs: { usableGpuCount } }), eight, cheapest)?.assumptions ?? []
    expect(told.some(({ name }) => name === 'gpuScalingExponent')).toBe(isTold)
  })

  test('scale with the exponent of the policy', () => {
    const job = jobOf({ run: byTable, needs: { usableGpuCount: 4 } })
    const policy = { ...cheapest, defaults: { gpuScalingExponent: 0.5 } }
    expect(termsOf(job, eight, policy)?.terms.speed).toBe(2)
  })
})

describe('the hours on the reference device', () => {
  test('are those that the job states', () => {
    expect(hoursOn(gpu('RTX 4090'), byTable)).toBe(2)
  })

  test('are those of the reference GPU among the measured hours', () => {
    const run: JobRun = { referenceGpu: 'RTX 4090', hoursByGpu: { L4: 9, 'RTX 4090': 3 } }
    expect(termsOf(jobOf({ run }), gpu('L4'), cheapest)?.work.refHours).toBe(3)
  })

  test('leave the hours of a GPU as they were measured', () => {
    expect(hoursOn(gpu('L4'), { hoursByGpu: { L4: 9, 'RTX 4090': 3 } })).toBe(9)
  })

  test('of several reference GPUs leave the hours of one GPU as they were measured', () => {
    const run: JobRun = { ...byTable, referenceGpuCount: 4, hoursByGpu: { 'RTX 4090': 7 } }
    expect(hoursOn(gpu('RTX 4090'), run)).toBeCloseTo(7, 12)
  })

  test('belong to the GPU on which they were measured, when the stated reference was not measured', () => {
    const run: JobRun = { referenceGpu: 'H100-SXM5', hoursByGpu: { L4: 10.08 } }
    expect(hoursOn(gpu('RTX 4090'), run)).toBeCloseTo(3, 12)
  })

  test('belong to a measured GPU that took another time, when the job states no reference', () => {
    expect(hoursOn(gpu('RTX 4090'), { refHours: 10, hoursByGpu: { L4: 20.16 } })).toBeCloseTo(6, 12)
  })

  test('that come from the hours of one GPU are those of one, however many references were stated', () => {
    const benchmark = { name: 'dlperf', referenceScore: 100 }
    const run: JobRun = { referenceGpuCount: 4, hoursByGpu: { 'RTX 4090': 6 }, benchmark }
    expect(hoursOn(gpu('L4', { benchmarks: { dlperf: 50 } }), run)).toBeCloseTo(12, 12)
  })

  test('of none leave the work at none', () => {
    expect(hoursOn(gpu('L4'), { refHours: 0, hoursByGpu: { L4: 20 } })).toBe(0)
  })

  test('belong to the measured GPU that took as long, when the job states no reference', () => {
    const run: JobRun = { refHours: 10, hoursByGpu: { L4: 20, 'RTX 4090': 10 } }
    expect(hoursOn(gpu('H100-SXM5'), run)).toBeCloseTo((10 * 1008) / 3350, 12)
  })
})

describe('a GPU of which nothing is known', () => {
  const offer = cloudOffer({ gpu: { name: 'GPU of tomorrow' } })

  test('has no terms for a job whose run time is known', () => {
    expect(termsOf(jobOf(), offer, cheapest)).toBeUndefined()
  })

  test('is refused with the figure that would tell its speed', () => {
    expect(refusalOf(offer, { job: jobOf({ run: { refHours: 1, limitedBy: 'fp16' } }) })).toEqual({
      gate: 'estimate',
      kind: 'speed-unknown',
      needed: 'fp16',
      actual: 'GPU of tomorrow',
    })
  })

  test('is taken to be as fast as the reference when the run time is unknown anyway, and that is told', () => {
    const complete = termsOf(jobOf({ run: {} }), offer, cheapest)
    expect(complete?.speed).toEqual({ speed: 1, basis: 'assumed' })
    expect(complete?.assumptions).toContainEqual(expect.objectContaining({ name: 'speed', value: 1 }))
  })

  test('is not known by a figure that its model lacks', () => {
    expect(termsOf(jobOf({ run: { refHours: 1, limitedBy: 'fp8' } }), gpu('A100-SXM4-80GB'), cheapest)).toBe(
      undefined,
    )
  })
})
