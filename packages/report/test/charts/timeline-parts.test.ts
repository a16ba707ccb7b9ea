import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { concurrency } from '../../src/charts/concurrency.ts'
import { hardwareRows } from '../../src/charts/hardware-rows.ts'
import { type JobStay, staysOf } from '../../src/charts/job-stay.ts'
import { lanesOf } from '../../src/charts/timeline-lanes.ts'
import { at, cloudStay, outcome, result, stay } from '../built.ts'

const span = { fromMs: at(0), untilMs: at(10) }

const jobStay = (from: number, until: number, fields: Partial<JobStay> = {}): JobStay => ({
  ...stay({ fromMs: at(from), untilMs: at(until) }),
  jobId: 'job-1',
  confidentiality: 'internal',
  workload: null,
  ...fields,
})

describe('concurrency', () => {
  test('counts what runs at each moment', () => {
    const steps = concurrency([jobStay(1, 4), jobStay(2, 3, { confidentiality: 'public' })], span)
    expect(steps.map(({ atMs, running, total }) => [atMs, running.internal, running.public, total])).toEqual([
      [at(0), 0, 0, 0],
      [at(1), 1, 0, 1],
      [at(2), 1, 1, 2],
      [at(3), 1, 0, 1],
      [at(4), 0, 0, 0],
      [at(10), 0, 0, 0],
    ])
  })

  test('does not count two for a job that follows another', () => {
    const steps = concurrency([jobStay(0, 5), jobStay(5, 9)], span)
    expect(Math.max(...steps.map(({ total }) => total))).toBe(1)
  })

  test('cuts what began before and ends after', () => {
    expect(concurrency([jobStay(-5, 50)], span).map(({ total }) => total)).toEqual([1, 0])
  })

  property.prop([
    fc.array(
      fc.tuple(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true })),
      {
        minLength: 200,
        maxLength: 400,
      },
    ),
  ])('keeps the highest number where there are too many changes to draw', (times) => {
    const stays = times.map(([from, hours]) => jobStay(from, from + hours))
    const steps = concurrency(stays, span)
    const most = Math.max(
      ...stays.map(
        ({ fromMs }) => stays.filter((other) => other.fromMs <= fromMs && other.untilMs > fromMs).length,
      ),
    )
    expect(steps.length).toBeLessThanOrEqual(302)
    expect(Math.max(...steps.map(({ total }) => total))).toBe(most)
    expect(steps.every(({ atMs }, index) => atMs >= (steps[index - 1]?.atMs ?? span.fromMs))).toBe(true)
  })
})

describe('lanesOf', () => {
  test('gives owned hardware rows, also what stood idle', () => {
    const simulated = result({
      hardware: ['gpu-a', 'gpu-b'],
      jobs: [outcome({ stays: [stay({ hardware: ['gpu-b'] })] })],
    })
    const { hardware, clouds } = lanesOf(staysOf(simulated), simulated, span)
    expect(hardware.map(({ name, stays }) => [name, stays.length])).toEqual([
      ['gpu-a', 0],
      ['gpu-b', 1],
    ])
    expect(clouds).toEqual([])
  })

  test('shows a job on every GPU that it holds', () => {
    const simulated = result({
      hardware: ['gpu-a', 'gpu-b'],
      jobs: [outcome({ stays: [stay({ hardware: ['gpu-a', 'gpu-b'] })] })],
    })
    const { hardware } = lanesOf(staysOf(simulated), simulated, span)
    expect(hardware.map(({ stays }) => stays.length)).toEqual([1, 1])
  })

  test('names hardware without names by its offer', () => {
    const simulated = result({ hardware: [], jobs: [outcome({ stays: [stay({ hardware: [] })] })] })
    expect(lanesOf(staysOf(simulated), simulated, span).hardware.map(({ name }) => name)).toEqual([
      'own/rack-1/0',
    ])
  })

  test('gives clouds by provider, the busiest first, and adds up the rest', () => {
    const cloud = (provider: string) => outcome({ jobId: provider, stays: [cloudStay({ provider })] })
    const jobs = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'g'].map(cloud)
    const simulated = result({ jobs })
    const { clouds } = lanesOf(staysOf(simulated), simulated, span)
    expect(clouds.map(({ name, stays }) => [name, stays.length])).toEqual([
      ['g', 2],
      ['a', 1],
      ['b', 1],
      ['c', 1],
      ['d', 1],
      ['2 others', 2],
    ])
  })

  test('leaves out what is not within the stretch', () => {
    const simulated = result({ jobs: [outcome({ stays: [stay({ fromMs: at(20), untilMs: at(21) })] })] })
    expect(lanesOf(staysOf(simulated), simulated, span).hardware[0]?.stays).toEqual([])
  })
})

describe('hardwareRows', () => {
  const place = { left: 100, right: 1100, top: 0, rowPx: 25, span }
  const shapesOf = (stays: readonly JobStay[]) => hardwareRows([{ name: 'gpu', stays }], place).slice(1)

  test('draws a bar from the begin of a stay to its end', () => {
    expect(shapesOf([jobStay(2, 4, { confidentiality: 'confidential' })])[0]).toMatchObject({
      shape: { x: 300, width: 199.4, y: 2.5, height: 20 },
    })
  })

  test('draws more sensitive jobs higher', () => {
    const heights = (['public', 'internal', 'confidential'] as const).map(
      (confidentiality) => shapesOf([jobStay(2, 4, { confidentiality })])[0],
    )
    expect(heights).toMatchObject([
      { shape: { height: 10 } },
      { shape: { height: 15 } },
      { shape: { height: 20 } },
    ])
  })

  test('shows also the shortest job', () => {
    expect(shapesOf([jobStay(2, 2.0001)])[0]).toMatchObject({ shape: { width: 1 } })
  })

  test('names a job where there is room', () => {
    expect(shapesOf([jobStay(2, 4)])[1]).toMatchObject({ style: { text: 'job-1' } })
  })

  test('does not name a job where there is none', () => {
    expect(shapesOf([jobStay(2, 2.3)])).toHaveLength(1)
  })

  test('cuts bars at the ends', () => {
    expect(shapesOf([jobStay(-5, 50)])[0]).toMatchObject({ shape: { x: 100, width: 999.4 } })
  })
})
