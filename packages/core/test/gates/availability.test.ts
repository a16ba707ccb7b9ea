import { describe, expect, test } from 'vitest'
import { type Capacity, failureFits, type RememberedFailure } from '../../src/index.ts'
import { cloudOffer, hourMs, localOffer, nowMs, refusalOf, spotOffer } from '../builders.ts'

const having = (capacity: Capacity) => localOffer({ capacity: { bootHours: 0, ...capacity } })

describe('stock', () => {
  test('of none is refused', () => {
    expect(refusalOf(having({ stock: 'none', allocHours: 0 }))).toEqual({
      gate: 'availability',
      kind: 'out-of-stock',
      needed: 'stock',
      actual: 'none',
    })
  })

  test('that no attempt ever finds is refused', () => {
    expect(refusalOf(having({ availability: 0 }))?.kind).toBe('out-of-stock')
  })

  test.each(['low', 'available'] as const)('that is %s passes', (stock) => {
    expect(refusalOf(having({ stock }))).toBeUndefined()
  })

  test('that is unknown passes', () => {
    expect(refusalOf(cloudOffer({ capacity: undefined }))).toBeUndefined()
  })
})

describe('a busy GPU', () => {
  test('is refused when nobody knows until when', () => {
    expect(refusalOf(having({ stock: 'busy' }))).toEqual({
      gate: 'availability',
      kind: 'busy-without-end',
      needed: 'a known end',
      actual: 'busy',
    })
  })

  test('passes when its end is known', () => {
    expect(refusalOf(having({ stock: 'busy', allocHours: 3 }))).toBeUndefined()
  })

  test('passes when the chance to get it is known', () => {
    expect(refusalOf(having({ stock: 'busy', availability: 0.1 }))).toBeUndefined()
  })
})

describe('opening hours', () => {
  const openBetween = (...windows: readonly (readonly [number, number])[]) =>
    having({
      openWindows: windows.map(([from, until]) => ({
        fromMs: nowMs + from * hourMs,
        untilMs: nowMs + until * hourMs,
      })),
    })

  test('before they begin refuse with the next opening', () => {
    expect(refusalOf(openBetween([20, 22], [2, 9]))).toEqual({
      gate: 'availability',
      kind: 'closed',
      needed: nowMs,
      actual: nowMs + 2 * hourMs,
    })
  })

  test('that are over for good refuse without a next opening', () => {
    expect(refusalOf(openBetween([-9, -1]))?.actual).toBeNull()
  })

  test('that begin right now let a job in', () => {
    expect(refusalOf(openBetween([0, 2]))).toBeUndefined()
  })

  test('that end right now let no job in', () => {
    expect(refusalOf(openBetween([-2, 0]))?.kind).toBe('closed')
  })

  test('that end when the job is done let it in', () => {
    expect(refusalOf(openBetween([-1, 1]))).toBeUndefined()
  })

  test('that end before the job is done refuse it with both times', () => {
    expect(refusalOf(openBetween([-1, 0.5]))).toEqual({
      gate: 'availability',
      kind: 'closes-too-early',
      needed: nowMs + hourMs,
      actual: nowMs + 0.5 * hourMs,
    })
  })

  test('that follow on each other without a gap count as one', () => {
    expect(refusalOf(openBetween([-1, 0.5], [0.5, 2]))).toBeUndefined()
  })

  test('that follow on each other end with the last of them', () => {
    expect(refusalOf(openBetween([-1, 0.2], [0.2, 0.7], [0.8, 5]))?.actual).toBe(nowMs + 0.7 * hourMs)
  })

  test('that are not stated are always', () => {
    expect(refusalOf(having({}))).toBeUndefined()
  })
})

describe('a failure that is remembered', () => {
  const failed = (where: Partial<RememberedFailure>): RememberedFailure => ({
    untilMs: nowMs + hourMs,
    reason: 'no-capacity',
    ...where,
  })

  test('refuses what it speaks of until it is forgotten', () => {
    expect(refusalOf(cloudOffer(), { failures: [failed({ offerId: 'cloud' })] })).toEqual({
      gate: 'availability',
      kind: 'failed-recently',
      needed: nowMs + hourMs,
      actual: 'no-capacity',
    })
  })

  test('is forgotten at its time', () => {
    expect(refusalOf(cloudOffer(), { failures: [failed({ untilMs: nowMs })] })).toBeUndefined()
  })

  test('does not hide one that still counts', () => {
    const failures = [failed({ untilMs: nowMs - 1 }), failed({ reason: 'no-quota' })]
    expect(refusalOf(cloudOffer(), { failures })?.actual).toBe('no-quota')
  })

  const offer = spotOffer({ place: { region: 'eu-1', zone: 'eu-1a', country: 'DE' } })

  test.each<Partial<RememberedFailure>>([
    { offerId: 'spot' },
    { source: 'test-source' },
    { provider: 'aws' },
    { region: 'eu-1' },
    { zone: 'eu-1a' },
    { purchase: 'spot' },
    { gpu: 'RTX 4090', gpuCount: 1 },
    { provider: 'aws', region: 'eu-1', zone: 'eu-1a', purchase: 'spot' },
  ])('fits by %j', (where) => {
    expect(failureFits(failed(where), offer)).toBe(true)
  })

  test.each<Partial<RememberedFailure>>([
    { offerId: 'other' },
    { source: 'other' },
    { provider: 'gcp' },
    { region: 'eu-2' },
    { zone: 'eu-1b' },
    { purchase: 'on-demand' },
    { gpu: 'NVIDIA GeForce RTX 4090' },
    { gpuCount: 2 },
    { provider: 'aws', region: 'eu-2' },
  ])('does not fit by %j', (where) => {
    expect(failureFits(failed(where), offer)).toBe(false)
  })

  test('a GPU without a model is meant by its printed name', () => {
    expect(failureFits(failed({ gpu: 'X9' }), { ...offer, gpu: { name: 'X9' } })).toBe(true)
  })
})
