import { type Decision, decide, type Job, type Offer, type Policy, singleHardware } from '@aima/gpu-core'
import { buildJob, buildLocalOffer, buildOffer, builtAtMs } from '@aima/gpu-testing'
import fc from 'fast-check'
import type { FleetDecision } from '../../src/fleet/fleet-decision.ts'

export const nowMs = builtAtMs

export const cheapest: Policy = { strategy: { kind: 'cost-first' } }

/** A job of so many hours on an RTX 4090. */
export const jobOf = (id: string, refHours: number, changes: Partial<Job> = {}): Job => ({
  ...buildJob({ id, run: { refHours, referenceGpu: 'RTX 4090', restartHours: 0 } }),
  ...changes,
})

/** A local RTX 4090 for 0.15 USD/h with a UUID of its own. */
export const localOf = (id: string, changes: Partial<Offer> = {}): Offer =>
  buildLocalOffer({ id, launch: { uuids: [`GPU-${id}`] }, ...changes })

/** A rented RTX 4090, of which there are many. */
export const rentedOf = (id: string, usdPerHour: number, changes: Partial<Offer> = {}): Offer =>
  buildOffer({ id, price: { usdPerHour }, ...changes })

/** Offers that were given, by job. */
export const givenIn = ({ jobs }: FleetDecision): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    jobs.map(({ job, decision }) => [job.id, decision.kind === 'decision' ? decision.chosen.offer.id : null]),
  )

const chosenOffers = ({ jobs }: FleetDecision): readonly Offer[] =>
  jobs.flatMap(({ decision }) => (decision.kind === 'decision' ? [decision.chosen.offer] : []))

/** Hardware that was given twice. */
export const givenTwice = (fleet: FleetDecision): readonly string[] => {
  const names = chosenOffers(fleet).flatMap(singleHardware)
  return names.filter((name, index) => names.indexOf(name) !== index)
}

/** What jobs cost, those that cannot be placed first. */
export interface Total {
  readonly unplaced: number
  readonly usd: number
}

export const isAtMost = (one: Total, other: Total): boolean =>
  one.unplaced < other.unplaced || (one.unplaced === other.unplaced && one.usd <= other.usd + 1e-6)

export const totalOf = ({ unplaced, totalUsd }: FleetDecision): Total => ({ unplaced, usd: totalUsd })

/** Gives each job in turn what core decides of what is left. */
export const firstComeFirstServed = (
  jobs: readonly Job[],
  offers: readonly Offer[],
  policy: Policy,
): Total => {
  const taken = new Set<string>()
  let unplaced = 0
  let usd = 0
  for (const job of jobs) {
    const left = offers.filter((offer) => !singleHardware(offer).some((name) => taken.has(name)))
    const chosen = decide(job, left, policy, { nowMs, ranked: 1 }).map(
      (decision: Decision) => decision.chosen,
    )
    if (chosen.isErr()) unplaced += 1
    else {
      usd += chosen.value.estimate.totalUsd
      for (const name of singleHardware(chosen.value.offer)) taken.add(name)
    }
  }
  return { unplaced, usd }
}

/** The least that all jobs can cost together, by trying everything. */
export const optimum = (jobs: readonly Job[], offers: readonly Offer[], policy: Policy): Total => {
  const choices = jobs.map((job) => {
    const decision = decide(job, offers, policy, { nowMs, ranked: Number.POSITIVE_INFINITY })
    return decision
      .map(({ chosen, alternatives }) => [chosen, ...alternatives])
      .unwrapOr([])
      .map(({ offer, estimate }) => ({ names: singleHardware(offer), usd: estimate.totalUsd }))
  })
  const from = (index: number, taken: ReadonlySet<string>): Total => {
    const own = choices[index]
    if (own === undefined) return { unplaced: 0, usd: 0 }
    const without = from(index + 1, taken)
    let best: Total = { unplaced: without.unplaced + 1, usd: without.usd }
    for (const { names, usd } of own) {
      if (names.some((name) => taken.has(name))) continue
      const rest = from(index + 1, new Set([...taken, ...names]))
      const total = { unplaced: rest.unplaced, usd: rest.usd + usd }
      if (!isAtMost(best, total)) best = total
    }
    return best
  }
  return from(0, new Set())
}

const hours = fc.integer({ min: 1, max: 400 }).map((tenths) => tenths / 10)

const job = fc
  .record({
    refHours: hours,
    confidentiality: fc.constantFrom('internal' as const, 'public' as const, 'confidential' as const),
    inputGB: fc.constantFrom(0, 0, 50, 400),
    vramGiB: fc.constantFrom(undefined, undefined, 24, 40),
  })
  .map(({ refHours, confidentiality, inputGB, vramGiB }) =>
    jobOf('job', refHours, {
      confidentiality,
      needs: { vramGiB },
      data: { inputGB, outputGB: 0, imageGB: 0, scratchGB: 0, uplinkMbps: 500 },
    }),
  )

const model = fc.constantFrom(
  { name: 'NVIDIA GeForce RTX 4090', model: 'RTX 4090', vramGiB: 24 },
  { name: 'NVIDIA L40S', model: 'L40S', vramGiB: 48 },
  { name: 'NVIDIA GeForce RTX 3090', model: 'RTX 3090', vramGiB: 24 },
)

const local = fc
  .record({
    gpu: model,
    powerKW: fc.constantFrom(0.3, 0.5, 3),
    uuids: fc.uniqueArray(fc.constantFrom('GPU-1', 'GPU-2', 'GPU-3', 'GPU-4'), { maxLength: 2 }),
    exclusiveKey: fc.constantFrom(undefined, undefined, undefined, 'box'),
  })
  .map(({ gpu, powerKW, uuids, exclusiveKey }) =>
    localOf('local', {
      gpu,
      gpuCount: Math.max(1, uuids.length),
      energy: { powerKW, pue: 1 },
      exclusiveKeys: exclusiveKey === undefined ? undefined : [exclusiveKey],
      launch: { uuids },
    }),
  )

const rented = fc
  .record({
    gpu: model,
    cents: fc.integer({ min: 10, max: 300 }),
    exclusiveKey: fc.constantFrom(undefined, undefined, 'machine 7', 'machine 8'),
  })
  .map(({ gpu, cents, exclusiveKey }) =>
    rentedOf('rented', cents / 100, {
      gpu,
      exclusiveKeys: exclusiveKey === undefined ? undefined : [exclusiveKey],
    }),
  )

const numbered = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] =>
  items.map((item, index) => ({ ...item, id: `${item.id}-${index}` }))

/** Jobs and offers that get into each other's way. */
export const arbitraryFleet = (sizes: { readonly jobs: number; readonly offers: number }) =>
  fc.record({
    jobs: fc.array(job, { minLength: 1, maxLength: sizes.jobs }).map(numbered),
    offers: fc
      .record({
        locals: fc.array(local, { minLength: 1, maxLength: sizes.offers }),
        rents: fc.array(rented, { maxLength: 3 }),
      })
      .map(({ locals, rents }) => [...numbered(locals), ...numbered(rents)]),
  })
