import type { Offer } from '@aima/gpu-core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlaceOptions } from '../../src/options.ts'
import { attemptsOf, placingFixture } from './placing-fixture.ts'
import { jobsOf, type Ledger, launchesOf, type Scenario, scenario } from './scenario.ts'
import { createVirtualClock, inVirtualTime, quiet } from './virtual-clock.ts'

const runs = { numRuns: 1_000, seed: 20_260_901 } as const

const answers: Readonly<Record<Scenario['confirm'], PlaceOptions<string>['confirm']>> = {
  yes: () => true,
  no: async () => false,
  never: () => new Promise(() => undefined),
  nobody: undefined,
}

const priced = ({ offers, priceSteps }: Scenario, elapsedMs: number): readonly Offer[] => {
  const step = priceSteps[Math.floor(elapsedMs / 1_000) % priceSteps.length] ?? 1
  return offers.map((offer) =>
    offer.price?.usdPerHour === undefined
      ? offer
      : { ...offer, price: { usdPerHour: offer.price.usdPerHour * step } },
  )
}

/** Places all jobs of a scenario at once, and waits until every launch that ever ends has ended. */
const play = async (plot: Scenario) => {
  const ledger: Ledger = { machines: [], launches: [], running: new Set() }
  const clock = createVirtualClock()
  let gatherings = 0
  const fixture = placingFixture([], {
    clock,
    // Longer than any scenario: nobody here renews the leases of what has been placed.
    leaseMs: 100_000_000,
    momentMs: 500,
    gather: async () => {
      gatherings += 1
      if (plot.failsToGather && gatherings % 3 === 0) throw new Error('down')
      return { offers: priced(plot, clock.elapsedMs()), reports: [], nowMs: clock.nowMs() }
    },
  })
  const launch = launchesOf(plot, clock, ledger)
  const placing = jobsOf(plot).map((job, index) => {
    const cancel = new AbortController()
    const cancelAtMs = plot.jobs[index]?.cancelAtMs
    if (cancelAtMs !== undefined) clock.after(cancelAtMs, () => cancel.abort())
    return fixture.start(
      { launch, signal: cancel.signal, confirm: answers[plot.confirm], launchTimeoutMs: 1_000 },
      job,
    )
  })
  const placed = await inVirtualTime(Promise.all(placing), clock)
  for (let turn = 0; turn < 10; turn += 1) {
    clock.advance(1_000)
    await quiet()
  }
  return { ledger, placed, fixture }
}

test('at most one machine is kept for each job, and every other reaches onOrphan exactly once', async () => {
  let orphans = 0
  await fc.assert(
    fc.asyncProperty(scenario, async (plot) => {
      const { ledger, placed, fixture } = await play(plot)
      const kept = placed.flatMap((one) => (one.isOk() ? [one.value.machine] : []))
      const orphaned = fixture.orphans.map(({ machine }) => machine)
      orphans += orphaned.length
      expect([...kept, ...orphaned].sort()).toEqual([...ledger.machines].sort())
      expect(fixture.events.filter(({ kind }) => kind === 'orphaned')).toHaveLength(orphaned.length)
    }),
    runs,
  )
  expect(orphans).toBeGreaterThan(300)
})

test('leases are held by those who were placed, and by launches that never end, and no hardware twice', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (plot) => {
      const { ledger, placed, fixture } = await play(plot)
      const placements = placed.flatMap((one) => (one.isOk() ? [one.value] : []))
      const tokens = placements.flatMap(({ leases }) => leases.map(({ token }) => token))
      const known = new Set([...tokens, ...ledger.running])
      expect(fixture.leases.holding().filter(({ token }) => !known.has(token))).toEqual([])
      for (const token of tokens)
        expect(fixture.leases.holding().map((lease) => lease.token)).toContain(token)
      const resources = placements.flatMap(({ leases }) => leases.map(({ resource }) => resource))
      expect(new Set(resources).size).toBe(resources.length)
      for (const { candidate, leases } of placements)
        expect(leases.length > 0).toBe(candidate.offer.site === 'local')
    }),
    runs,
  )
})

test('every candidate of a job that was not placed has one attempt that says why', async () => {
  let unplaced = 0
  await fc.assert(
    fc.asyncProperty(scenario, async (plot) => {
      for (const one of (await play(plot)).placed) {
        const attempts = attemptsOf(one)
        expect(attempts.map(({ rank }) => rank)).toEqual(attempts.map((_, index) => index + 1))
        expect(new Set(attempts.map(({ offerId }) => offerId)).size).toBe(attempts.length)
        expect(attempts.findIndex(({ outcome }) => outcome.kind === 'placed')).toBe(
          one.isOk() ? attempts.length - 1 : -1,
        )
        if (one.isOk() || one.error.kind !== 'not-placed') continue
        unplaced += 1
        expect(attempts).toHaveLength(one.error.decision.counts.candidates)
      }
    }),
    runs,
  )
  expect(unplaced).toBeGreaterThan(50)
})

test('a confidential job is launched and placed on local offers only', async () => {
  let launches = 0
  await fc.assert(
    fc.asyncProperty(scenario, async (plot) => {
      const { ledger, placed } = await play(plot)
      const confidential = ledger.launches.filter(({ job }) => job.confidentiality === 'confidential')
      launches += confidential.length
      expect(confidential.filter(({ offer }) => offer.site !== 'local')).toEqual([])
      for (const [index, one] of placed.entries())
        if (plot.jobs[index]?.confidentiality === 'confidential')
          expect(attemptsOf(one).filter(({ offerId }) => !offerId.startsWith('local'))).toEqual([])
    }),
    runs,
  )
  expect(launches).toBeGreaterThan(100)
})

test('the same scenario gives the same attempts', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (plot) => {
      const [one, other] = [await play(plot), await play(plot)]
      expect(other.placed.map(attemptsOf)).toEqual(one.placed.map(attemptsOf))
      expect(other.fixture.orphans).toEqual(one.fixture.orphans)
      expect(other.fixture.events).toEqual(one.fixture.events)
    }),
    { ...runs, numRuns: 400 },
  )
})
