import type { Candidate, DecisionMatrix, Job, Strategy, Urgent } from '../../src/index.ts'

/** The cost model's base key, section 8: compared from left to right, smaller is better. */
type Key = readonly (number | string)[]

const micro = (usd: number): number => Math.floor(usd * 1e6 + 0.5)
const ms = (hours: number): number => Math.floor(hours * 3.6e6 + 0.5)

const tieBreakers = ({ estimate, offer }: Candidate): Key => [
  ms(estimate.completionHours),
  estimate.interruptionsPerHour,
  offer.id,
]
const base = (one: Candidate): Key => [micro(one.estimate.totalUsd), ...tieBreakers(one)]
const hourly = (one: Candidate): Key => [micro(one.estimate.usdPerHour), ...tieBreakers(one)]
const withTime =
  (usdPerHour: number) =>
  (one: Candidate): Key => [
    micro(one.estimate.totalUsd + usdPerHour * one.estimate.completionHours),
    ...base(one),
  ]

const isLess = (one: Key, other: Key): boolean => {
  const index = one.findIndex((part, place) => part !== other[place])
  const first = one[index] ?? 0
  return index !== -1 && first < (other[index] ?? 0)
}

const smallest = (candidates: readonly Candidate[], keyOf: (one: Candidate) => Key): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>(
    (least, one) => (least === undefined || isLess(keyOf(one), keyOf(least)) ? one : least),
    undefined,
  )

const firstFilled = (...lists: readonly (readonly Candidate[])[]): readonly Candidate[] =>
  lists.find((list) => list.length > 0) ?? []

const cheapestUsd = (candidates: readonly Candidate[]): number =>
  Math.min(...candidates.map(({ estimate }) => estimate.totalUsd))

const urgentWinner = (strategy: Urgent, all: readonly Candidate[]): Candidate | undefined => {
  const { startWithinHours = 2 / 60, maxPremium, valueOfTimeUsdPerHour = 0 } = strategy
  const least = Math.min(...all.map(({ estimate }) => ms(estimate.waitHours)))
  const starting = firstFilled(
    all.filter(({ estimate }) => estimate.waitHours <= startWithinHours),
    all.filter(({ estimate }) => ms(estimate.waitHours) === least),
  )
  const affordable = starting.filter(
    ({ estimate }) => maxPremium === undefined || estimate.totalUsd <= maxPremium * cheapestUsd(all),
  )
  return smallest(firstFilled(affordable, all), withTime(valueOfTimeUsdPerHour))
}

/** The handbook's rule in its own order (architecture, section 3). */
const matrixWinner = (matrix: DecisionMatrix, all: readonly Candidate[], job: Job): Candidate | undefined => {
  const local = smallest(
    all.filter(({ offer }) => offer.site === 'local'),
    base,
  )
  const cloud = smallest(
    all.filter(({ offer }) => offer.site !== 'local'),
    base,
  )
  if (local === undefined || cloud === undefined) return local ?? cloud
  const localUsd = local.estimate.totalUsd
  const cloudUsd = cloud.estimate.totalUsd
  if (job.urgency === 'high' && local.estimate.waitHours > (matrix.longLocalWaitHours ?? 1)) return cloud
  if (
    (job.data?.inputGB ?? 0) > (matrix.largeInputGB ?? 10) &&
    cloudUsd < localUsd * (matrix.uploadCostFactor ?? 1.2) &&
    cloud.estimate.uploadHours > (matrix.slowUploadHours ?? 0.5)
  )
    return local
  if (job.confidentiality === 'public') return localUsd < cloudUsd ? local : cloud
  return localUsd <= cloudUsd * (matrix.localCostFactor ?? 1.1) ? local : cloud
}

/** Who wins among some candidates, by the table of the "Choosing" of docs/cost-model.md, without the strategies of the source. */
export const winnerOf = (strategy: Strategy, all: readonly Candidate[], job: Job): Candidate | undefined => {
  switch (strategy.kind) {
    case 'cost-first': {
      const isKnown = job.run?.refHours !== undefined || Object.keys(job.run?.hoursByGpu ?? {}).length > 0
      return smallest(all, (strategy.basis ?? (isKnown ? 'job' : 'hour')) === 'job' ? base : hourly)
    }
    case 'local-first': {
      const longest = strategy.maxLocalWaitHours ?? Number.POSITIVE_INFINITY
      const local = all.filter(
        ({ offer, estimate }) => offer.site === 'local' && estimate.waitHours <= longest,
      )
      return smallest(local, base) ?? winnerOf(strategy.fallback ?? { kind: 'cost-first' }, all, job)
    }
    case 'provider-priority':
      return smallest(
        firstFilled(
          ...strategy.order.map((provider) => all.filter(({ offer }) => offer.provider === provider)),
          strategy.others === 'exclude' ? [] : all,
        ),
        base,
      )
    case 'balanced':
      return smallest(all, withTime(strategy.valueOfTimeUsdPerHour))
    case 'urgent':
      return urgentWinner(strategy, all)
    case 'deadline': {
      const chanceOf = ({ estimate }: Candidate): number => estimate.deadlineChance ?? 1
      const sure = all.filter((one) => chanceOf(one) >= (strategy.confidence ?? 0.95) - 1e-12)
      return smallest(sure, base) ?? smallest(all, (one) => [-Math.round(chanceOf(one) * 1e9), ...base(one)])
    }
    case 'carbon': {
      const limit = (1 + strategy.maxCostIncrease) * cheapestUsd(all)
      return smallest(
        all.filter(({ estimate }) => estimate.totalUsd <= limit),
        (one) => [Math.floor((one.estimate.carbonGrams ?? 1e300) * 1000 + 0.5), ...base(one)],
      )
    }
    case 'decision-matrix':
      return matrixWinner(strategy, all, job)
  }
}
