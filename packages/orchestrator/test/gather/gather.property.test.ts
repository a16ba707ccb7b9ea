import type { Site } from '@aima/gpu-core'
import { builtAtMs } from '@aima/gpu-testing'
import fc from 'fast-check'
import { ok } from 'neverthrow'
import { expect, test } from 'vitest'
import { createGatherer, type Gatherer } from '../../src/gather/gatherer.ts'
import type { Gathering } from '../../src/gather/gathering.ts'
import { failure, listingOf, offerNamed, sourceThat } from './scene.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

const deadlineMs = 1000

/** What a source does on one call. */
const behaviour = fc.oneof(
  fc.record({
    kind: fc.constant('answer' as const),
    afterMs: fc.constantFrom(0, 1, 999, 1000, 1001, 5000),
    ids: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 }),
    claims: fc.constantFrom(undefined, 'local', 'cloud', 'moon'),
  }),
  fc.constantFrom(
    { kind: 'hang' as const },
    { kind: 'throw' as const },
    { kind: 'reject' as const },
    { kind: 'listen' as const },
    { kind: 'unauthorized' as const },
    { kind: 'down' as const },
  ),
  fc.record({ kind: fc.constant('garbage' as const), what: fc.anything() }),
)

type Behaviour = typeof behaviour extends fc.Arbitrary<infer T> ? T : never

const behave = (how: Behaviour | undefined, clock: VirtualClock, signal: AbortSignal): unknown => {
  switch (how?.kind) {
    case 'answer':
      return new Promise((resolve) => {
        const offers = how.ids.map((id) => ({ ...offerNamed(id), site: how.claims }))
        clock.after(how.afterMs, () => resolve(ok({ offers, warnings: [], observedAtMs: builtAtMs })))
      })
    case 'hang':
      return new Promise(() => undefined)
    case 'throw':
      throw new Error('thrown')
    case 'reject':
      return Promise.reject(new Error('rejected'))
    case 'listen':
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(failure({ kind: 'cancelled' })))
      })
    case 'unauthorized':
      return Promise.resolve(failure({ kind: 'unauthorized' }))
    case 'down':
      return Promise.resolve(failure({ kind: 'provider-failed', status: 500 }))
    case 'garbage':
      return how.what
    case undefined:
      return Promise.resolve(listingOf())
  }
}

const plan = fc.record({
  site: fc.constantFrom<Site>('local', 'cloud'),
  behaviours: fc.array(behaviour, { maxLength: 6 }),
})

const step = fc.oneof(
  fc.record({
    kind: fc.constant('gather' as const),
    vramGiB: fc.constantFrom(1, 2),
    cancelMs: fc.option(fc.nat(1200)),
  }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 500, 2000, 40_000) }),
  fc.record({ kind: fc.constant('jump' as const), ms: fc.constantFrom(-1e11, 1e11) }),
)

interface World {
  readonly clock: VirtualClock
  readonly gatherer: Gatherer
  readonly sites: readonly Site[]
  readonly running: Promise<void>[]
}

const worldOf = (plans: readonly (typeof plan extends fc.Arbitrary<infer T> ? T : never)[]): World => {
  const clock = createVirtualClock(builtAtMs)
  const sources = plans.map(({ site, behaviours }, index) => {
    let calls = 0
    const listOffers = (_query: unknown, { signal }: { signal: AbortSignal }): unknown =>
      behave(behaviours[calls++ % Math.max(behaviours.length, 1)], clock, signal)
    return { site, source: sourceThat(listOffers, { id: `source-${index}` }) }
  })
  const ages = { freshMs: 1000, staleMs: 20_000 }
  const gatherer = createGatherer({
    sources,
    clock,
    tell: () => undefined,
    sourceDeadlineMs: deadlineMs,
    cacheAges: { local: ages, 'gpu-cloud': ages, hyperscaler: ages },
    breakAfter: 2,
    breakForMs: 10_000,
  })
  return { clock, gatherer, sites: plans.map(({ site }) => site), running: [] }
}

const checkGathering = ({ offers, reports }: Gathering, sites: readonly Site[]): void => {
  expect(reports.map(({ source }) => source)).toEqual(sites.map((_, index) => `source-${index}`))
  expect(reports.map(({ site }) => site)).toEqual(sites)
  const ids = offers.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(reports.reduce((sum, report) => sum + report.offers, 0)).toBe(offers.length)
  const localOffers = reports.filter(({ site }) => site === 'local').reduce((sum, one) => sum + one.offers, 0)
  expect(offers.filter(({ site }) => site === 'local')).toHaveLength(localOffers)
  for (const { state, offers: count } of reports)
    if (state.kind === 'failed' || state.kind === 'skipped') expect(count).toBe(0)
    else if (state.kind !== 'fresh') expect(state.ageMs).toBeLessThanOrEqual(20_000)
}

const gatherOnce = async (
  { clock, gatherer, sites }: World,
  vramGiB: number,
  cancelMs: number | null,
): Promise<void> => {
  const controller = new AbortController()
  const startMs = clock.elapsedMs()
  const stop = cancelMs === null ? () => undefined : clock.after(cancelMs, () => controller.abort())
  const gathering = await gatherer.gather({ vramGiB }, { signal: controller.signal })
  stop()
  expect(clock.elapsedMs() - startMs).toBeLessThanOrEqual(Math.min(deadlineMs, cancelMs ?? deadlineMs))
  checkGathering(gathering, sites)
}

test('whatever sources do, a gathering ends in time and is whole, and nothing is left after closing', async () => {
  const unhandled: unknown[] = []
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', onUnhandled)
  await fc.assert(
    fc.asyncProperty(
      fc.array(plan, { maxLength: 4 }),
      fc.array(step, { minLength: 1, maxLength: 12 }),
      async (plans, steps) => {
        const world = worldOf(plans)
        const { clock, gatherer, running } = world
        for (const one of steps) {
          if (one.kind === 'gather') running.push(gatherOnce(world, one.vramGiB, one.cancelMs))
          else if (one.kind === 'pass') await clock.pass(one.ms)
          else clock.jumpTo(clock.nowMs() + one.ms)
        }
        running.push(gatherOnce(world, 1, null))
        await clock.settle()
        gatherer.close()
        await Promise.all(running)
        // What is left are the sources' own timers, of answers to come.
        await clock.pass(5000)
        expect(clock.pending()).toBe(0)
        const after = await gatherer.gather({})
        expect(after.offers).toEqual([])
        expect(after.reports.every(({ state }) => state.kind === 'skipped' && state.why === 'closed')).toBe(
          true,
        )
      },
    ),
    { numRuns: 500 },
  )
  process.off('unhandledRejection', onUnhandled)
  expect(unhandled).toEqual([])
})
