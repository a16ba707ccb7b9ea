import type { Policy } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { Market } from '../market/market.ts'
import { type Simulate, simulate as simulateAsUsual } from '../simulate.ts'
import type { SimulationOptions, SimulationProgress } from '../simulation-options.ts'
import type { Workload } from '../workload/workload.ts'
import type { CompareError } from './compare-error.ts'

/** How far a comparison has come. */
export interface CompareProgress {
  /** Name of the policy whose simulation runs. */
  readonly policy: string
  /** Its seed. */
  readonly seed: number
  /** Simulations that have ended. */
  readonly finishedRuns: number
  /** Simulations in all. */
  readonly runs: number
  /** How far the one that runs has come; null: it begins. */
  readonly simulation: SimulationProgress | null
}

/** What is compared. Everything else is as in a single simulation, and the same for all policies. */
export interface CompareOptions extends Omit<SimulationOptions, 'policy' | 'jobs' | 'market' | 'seed'> {
  /** The policies by name (1 or more). Names that are whole numbers come first, as in any object. */
  readonly policies: Readonly<Record<string, Policy>>
  /** What must be run, or what makes it of a seed. It is read once for each policy, so a generator that has begun does not do. */
  readonly jobs: Workload | ((seed: number) => Workload)
  /** What can be rented, or what makes it of a seed. */
  readonly market: Market | ((seed: number) => Market)
  /** The seeds (whole numbers, each once), or how many: 1, 2, 3 and so on. Default 5; one alone says nothing of chance. */
  readonly seeds?: readonly number[] | number | undefined
  /** Name of the policy that the others are held against. Default the first. */
  readonly baseline?: string | undefined
  /** Ends it before its time, between simulations or within one. */
  readonly signal?: AbortSignal | undefined
  /** Is told when a simulation begins, and now and then how far it has come. */
  readonly onProgress?: ((progress: CompareProgress) => void) | undefined
  /** What simulates. Default {@link simulate}. */
  readonly simulate?: Simulate | undefined
}

/** The options that a simulation has too, the same for all policies. */
type SharedOptions = Omit<
  CompareOptions,
  'policies' | 'jobs' | 'market' | 'seeds' | 'baseline' | 'onProgress' | 'simulate'
>

/** What is to be run. */
export interface Plan extends Pick<CompareOptions, 'jobs' | 'market' | 'onProgress'> {
  /** What simulates. */
  readonly simulate: Simulate
  /** Name and rules of each policy. */
  readonly policies: readonly (readonly [name: string, policy: Policy])[]
  /** The seeds. */
  readonly seeds: readonly number[]
  /** Name of the policy that the others are held against. */
  readonly baseline: string
  /** What is handed on to each simulation as it is. */
  readonly shared: SharedOptions
}

const defaultSeeds = 5

const unsound = (path: string, expected: string): Result<never, CompareError> =>
  err({ kind: 'unsound-comparison', path, expected })

const seedsOf = (seeds: readonly number[] | number): Result<readonly number[], CompareError> => {
  if (typeof seeds === 'number')
    return Number.isSafeInteger(seeds) && seeds >= 1
      ? ok(Array.from({ length: seeds }, (_, index) => index + 1))
      : unsound('seeds', 'a whole number of 1 or more, or a list')
  if (seeds.length === 0) return unsound('seeds', 'at least one')
  if (!seeds.every(Number.isSafeInteger)) return unsound('seeds', 'whole numbers')
  // A seed that counts twice would make the intervals narrower than they are.
  return new Set(seeds).size === seeds.length ? ok(seeds) : unsound('seeds', 'each seed once')
}

/** Finds the baseline among the names. */
const baselineOf = (names: readonly string[], wanted: string | undefined): Result<string, CompareError> => {
  const baseline = wanted ?? names[0]
  if (baseline === undefined) return unsound('policies', 'at least one')
  if (names.includes(baseline)) return ok(baseline)
  return unsound('baseline', `one of ${names.map((name) => JSON.stringify(name)).join(', ')}`)
}

/**
 * Checks what is to be compared, as far as that can be done without simulating.
 *
 * @param options - What is compared.
 * @returns What is to be run, or `unsound-comparison`.
 * @example
 * planOf({ policies: {}, jobs: [] })._unsafeUnwrapErr().path // => 'policies'
 */
export const planOf = (options: CompareOptions): Result<Plan, CompareError> => {
  const { policies, jobs, market, seeds, baseline, onProgress, ...rest } = options
  const { simulate = simulateAsUsual, ...shared } = rest
  const handedOn = { jobs, market, onProgress, simulate, shared }
  return seedsOf(seeds ?? defaultSeeds).andThen((all) =>
    baselineOf(Object.keys(policies), baseline).map((against) => ({
      ...handedOn,
      policies: Object.entries(policies),
      seeds: all,
      baseline: against,
    })),
  )
}
