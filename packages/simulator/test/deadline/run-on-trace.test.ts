import type { DeadlineJob, DeadlinePolicy, Sight } from '@aima/gpu-deadline'
import { expect, test } from 'vitest'
import { runOnTrace } from '../../src/deadline/run-on-trace.ts'
import { zoneAtOnePrice } from '../../src/deadline/spot-zone.ts'
import { scripted, toScript } from './scripted.ts'

/** Ticks of 10 min, 1 min to start; on-demand 6 USD/h is 1 USD a tick, spot 1.2 USD/h is 0.2 USD. */
const job: DeadlineJob = {
  workSeconds: 1800,
  deadlineSeconds: 6000,
  startSeconds: 60,
  tickSeconds: 600,
  onDemandUsdPerHour: 6,
}

const run = (script: string, available: string, changes: Partial<DeadlineJob> = {}) =>
  runOnTrace({
    job: { ...job, ...changes },
    zone: zoneAtOnePrice(Array.from(available, Number), 1.2),
    policy: scripted(script),
  })._unsafeUnwrap()

test('pays the tick in which the work ends in full', () => {
  const result = run('dddd', '0000')
  expect(result.costUsd).toBeCloseTo(4, 12)
  expect(result).toMatchObject({ finishedSeconds: 2400, starts: 1, losses: 0, isLate: false })
})

test('loses a spot machine at the start of a tick without spot, and keeps its progress', () => {
  const result = run('ss.ss', '11011')
  expect(result.costUsd).toBeCloseTo(0.8, 12)
  expect(result).toMatchObject({ finishedSeconds: 3000, starts: 2, losses: 1 })
})

test('takes nothing where spot is chosen and cannot be had', () => {
  expect(toScript(run('sssss', '01111').machines)).toBe('.ssss')
})

test('a move between machines is a start', () => {
  const result = run('dsss', '1111')
  expect(result.costUsd).toBeCloseTo(1.6, 12)
  expect(result).toMatchObject({ starts: 2, losses: 0 })
})

test('a start may last longer than a tick', () => {
  const result = run('ddddd', '00000', { startSeconds: 900 })
  expect(result.finishedSeconds).toBe(3000)
})

test('the net starts on-demand when there is no tick to spare', () => {
  const result = run('', '', { deadlineSeconds: 3600 })
  expect(toScript(result.machines)).toBe('..dddd')
  expect(result.isLate).toBe(false)
})

test('the net leaves a spot machine that makes progress', () => {
  const result = run('sss', '1111', { deadlineSeconds: 2400 })
  expect(toScript(result.machines)).toBe('dddd')
  const later = run('ssss', '1111', { deadlineSeconds: 3000 })
  expect(toScript(later.machines)).toBe('ssss')
})

test('a job that cannot be done in time is late, and done', () => {
  expect(run('', '', { deadlineSeconds: 1200 })).toMatchObject({ isLate: true, finishedSeconds: 2400 })
})

test('pays each tick at its own price', () => {
  const zone = { isAvailable: Uint8Array.of(1, 1, 1, 1), spotUsdPerHour: Float64Array.of(0.6, 1.2, 1.8, 2.4) }
  const result = runOnTrace({ job, zone, policy: scripted('ssss') })._unsafeUnwrap()
  expect(result.costUsd).toBeCloseTo(1, 12)
})

test('a policy sees the past and the present tick, and nothing later', () => {
  const seen: Sight[] = []
  const watching: DeadlinePolicy = {
    name: 'watching',
    begin: () => (sight) => {
      seen.push({ ...sight, availableSoFar: sight.availableSoFar.slice() })
      return 'spot'
    },
  }
  runOnTrace({ job, zone: zoneAtOnePrice([1, 0, 1, 1, 1, 1], 1.2), policy: watching })._unsafeUnwrap()
  expect(seen.map(({ availableSoFar }) => [...availableSoFar].join(''))).toEqual([
    '1',
    '10',
    '101',
    '1011',
    '10111',
  ])
  expect(seen[1]).toMatchObject({ running: 'none', doneSeconds: 540, leftSeconds: 1260, slackSeconds: 4080 })
})

test('a policy sees no start of a machine that was lost or given up', () => {
  const starts: number[] = []
  const watching: DeadlinePolicy = {
    name: 'watching',
    begin:
      () =>
      ({ tick, remainingStartSeconds }) => {
        starts.push(remainingStartSeconds)
        return tick === 2 ? 'on-demand' : tick < 2 ? 'spot' : 'none'
      },
  }
  const slow = { ...job, startSeconds: 1000, deadlineSeconds: 12_000 }
  runOnTrace({ job: slow, zone: zoneAtOnePrice([1, 0, 1], 1.2), policy: watching })._unsafeUnwrap()
  expect(starts.slice(0, 5)).toEqual([0, 0, 0, 400, 0])
})

test('names the fields that are out of range', () => {
  const wrong = { ...job, workSeconds: Number.NaN, startSeconds: -1 }
  const result = runOnTrace({ job: wrong, zone: zoneAtOnePrice([], 1), policy: scripted('') })
  expect(result._unsafeUnwrapErr()).toEqual({
    kind: 'invalid-deadline-job',
    fields: ['workSeconds', 'startSeconds'],
  })
})
