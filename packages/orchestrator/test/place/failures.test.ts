import { decide, failureFits, type Offer } from '@aima/gpu-core'
import { buildJob, buildLocalOffer, buildOffer, builtAtMs } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createFailureMemory } from '../../src/place/failure-memory.ts'
import { lessonOf, type RememberedKind } from '../../src/place/failure-scope.ts'
import { cheapest } from './placing-fixture.ts'
import { createVirtualClock } from './virtual-clock.ts'

const failed = buildOffer({ id: 'failed', provider: 'aws', place: { region: 'eu-1', zone: 'a' } })

/** Offers that each differ from the one that failed in one more respect. */
const others: Readonly<Record<string, Offer>> = {
  itself: failed,
  'its zone': { ...failed, id: 'other' },
  'its region': { ...failed, id: 'other', place: { region: 'eu-1', zone: 'b' } },
  'its type': { ...failed, id: 'other', place: { region: 'us-1' } },
  'its purchase model': { ...failed, id: 'other', purchase: 'spot' },
  'its provider': { ...failed, id: 'other', gpuCount: 8 },
  'another provider': { ...failed, id: 'other', provider: 'gcp' },
}

const spoken = (
  kind: RememberedKind,
  offer: Offer,
  from: Readonly<Record<string, Offer>>,
): readonly string[] => {
  const failure = { ...lessonOf({ kind }, offer).facts, untilMs: 1 }
  return Object.keys(from).filter((name) => from[name] !== undefined && failureFits(failure, from[name]))
}

describe('a failure of', () => {
  test.each<[RememberedKind, readonly string[], number]>([
    ['no-capacity', ['itself', 'its zone'], 10],
    ['no-quota', ['itself', 'its zone', 'its region', 'its type'], 60],
    ['price-moved', ['itself'], 5],
    [
      'unauthorized',
      ['itself', 'its zone', 'its region', 'its type', 'its purchase model', 'its provider'],
      15,
    ],
    ['bad-request', ['itself'], 60],
    ['unknown', ['itself'], 2],
    ['timed-out', ['itself'], 10],
  ])('%s speaks of %j, for %d min', (kind, of, minutes) => {
    expect(spoken(kind, failed, others)).toEqual(of)
    expect(lessonOf({ kind }, failed).ttlMs).toBe(minutes * 60_000)
  })

  test('no-capacity speaks of the region where the offer names no zone', () => {
    const anywhere = { ...failed, place: { region: 'eu-1' } }
    expect(spoken('no-capacity', anywhere, others)).toEqual(['itself', 'its zone', 'its region'])
  })

  test('no-capacity speaks of a single machine where the offer is one', () => {
    const single = { ...failed, exclusiveKeys: ['box'] }
    expect(spoken('no-capacity', single, { itself: single, another: { ...single, id: 'other' } })).toEqual([
      'itself',
    ])
  })

  test.each<RememberedKind>(['no-capacity', 'no-quota', 'unauthorized'])(
    '%s speaks of one owned machine only',
    (kind) => {
      const owned = { itself: buildLocalOffer(), another: buildLocalOffer({ id: 'local-2' }) }
      expect(spoken(kind, owned.itself, owned)).toEqual(['itself'])
    },
  )

  test('a GPU without a model speaks of its printed name', () => {
    const nameless = { ...failed, gpu: { name: 'Mystery X1' } }
    expect(lessonOf({ kind: 'no-quota' }, nameless).facts.gpu).toBe('Mystery X1')
  })

  test('a provider that says how long counts before the table', () => {
    expect(lessonOf({ kind: 'no-quota', retryAfterMs: 7 }, failed).ttlMs).toBe(7)
  })
})

describe('the memory of failures', () => {
  const setUp = (most?: number) => {
    const clock = createVirtualClock()
    return { clock, memory: createFailureMemory({ clock, most }) }
  }
  const of = (provider: string, ttlMs: number) => ({ facts: { provider, reason: 'unauthorized' }, ttlMs })

  test('forgets when the time of a failure is over', () => {
    const { clock, memory } = setUp()
    memory.remember(of('aws', 1_000))
    clock.advance(999)
    expect(memory.recall()).toEqual([{ provider: 'aws', reason: 'unauthorized', untilMs: builtAtMs + 1_000 }])
    clock.advance(1)
    expect(memory.recall()).toEqual([])
  })

  test('is what core refuses by', () => {
    const { memory } = setUp()
    memory.remember(lessonOf({ kind: 'unauthorized' }, failed))
    const options = { nowMs: builtAtMs, failures: memory.recall() }
    const decided = decide(buildJob(), [failed], cheapest, options)
    expect(decided._unsafeUnwrapErr()).toMatchObject({ rejections: [{ kind: 'failed-recently' }] })
  })

  test('takes the later word on the same failure', () => {
    const { memory } = setUp()
    memory.remember(of('aws', 9_000))
    memory.remember(of('aws', 1_000))
    expect(memory.recall().map(({ untilMs }) => untilMs - builtAtMs)).toEqual([1_000])
  })

  test('forgets first what would end first when it is full', () => {
    const { memory } = setUp(2)
    for (const [provider, ttlMs] of [
      ['aws', 300],
      ['gcp', 100],
      ['azure', 200],
    ] as const)
      memory.remember(of(provider, ttlMs))
    expect(memory.recall().map(({ provider }) => provider)).toEqual(['aws', 'azure'])
  })

  test('never holds more than it may', () => {
    const { memory } = setUp()
    for (let index = 0; index < 2_000; index += 1) memory.remember(of(`p-${index}`, 1_000))
    expect(memory.recall()).toHaveLength(256)
  })

  test.each([0, -1, Number.NaN])('takes in nothing for %d ms', (ttlMs) => {
    const { memory } = setUp()
    memory.remember(of('aws', ttlMs))
    expect(memory.recall()).toEqual([])
  })

  test.each([-1, 1])('keeps its times when the clock of the machine is set by %d years', (years) => {
    const { clock, memory } = setUp()
    memory.remember(of('aws', 1_000))
    const nowMs = builtAtMs + years * 365 * 24 * 3_600_000
    clock.set(nowMs)
    expect(memory.recall().map(({ untilMs }) => untilMs)).toEqual([nowMs + 1_000])
    clock.advance(1_000)
    expect(memory.recall()).toEqual([])
  })
})
