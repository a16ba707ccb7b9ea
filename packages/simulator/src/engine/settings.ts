import { type Assumption, decide, grantSite, type Offer, type Policy } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { Market } from '../market/market.ts'
import type { Recovery, SimulationError, SimulationOptions } from '../simulation-options.ts'
import type { Workload } from '../workload/workload.ts'

/** Defaults of {@link SimulationOptions}. Source: assumptions, each of them reported where it is used. */
const defaultSettings = { seed: 1, retryHours: 0.5, giveUpHours: 24, reconsiderHours: 1, ranked: 3 } as const

/** How long a lost machine is avoided (min). Source: assumption, as in the orchestrator: a pool that is short changes within minutes. */
export const lossIsRememberedMinutes = 10

/** Share of its expected wait after which a job in the queue is decided again, if that is longer than `reconsiderHours` (0 to 1). Source: assumption. */
export const reconsiderShareOfWait = 0.1

/** What nobody can state, and what nevertheless enters the numbers. */
const fixed: readonly Assumption[] = [
  { name: 'simulation lossIsRemembered', value: lossIsRememberedMinutes, unit: 'min', basis: 'fixed' },
  { name: 'simulation reconsiderShareOfWait', value: reconsiderShareOfWait, unit: '', basis: 'fixed' },
]

/** {@link SimulationOptions}, checked and complete. */
export interface Settings {
  /** What must be run. */
  readonly jobs: Workload
  /** What can be rented. */
  readonly market: Market
  /** The same, with its site. */
  readonly rented: readonly Offer[]
  /** The owned GPUs, with their site. */
  readonly owned: readonly Offer[]
  /** The rules. */
  readonly policy: Policy
  /** Seed of all that is random. */
  readonly seed: number
  /** What a job does without capacity. */
  readonly recovery: Recovery
  /** After how long a job that no offer takes is decided again (ms). */
  readonly retryMs: number
  /** For how long a job waits that no offer takes (ms). */
  readonly giveUpMs: number
  /** After how long a job that waits for owned hardware is decided again (ms). */
  readonly reconsiderMs: number
  /** When it ends (ms since 1970-01-01 UTC). */
  readonly untilMs: number
  /** How many candidates are worked out in full. */
  readonly ranked: number
  /** Who decides. */
  readonly decide: typeof decide
  /** Defaults that were used, and numbers that are fixed. */
  readonly assumptions: readonly Assumption[]
}

const hourMs = 3_600_000

type Numbers = Readonly<Record<string, readonly [value: number, isSound: boolean, expected: string]>>

const faultIn = (numbers: Numbers): SimulationError | undefined => {
  const fault = Object.entries(numbers).find(([, [, isSound]]) => !isSound)
  return fault && { kind: 'unsound-input', path: fault[0], expected: fault[1][2] }
}

const duplicateIn = (offers: readonly Offer[]): SimulationError | undefined => {
  const seen = new Set<string>()
  for (const { id } of offers) {
    if (seen.has(id))
      return { kind: 'unsound-input', path: `offers['${id}'].id`, expected: 'an id of its own' }
    seen.add(id)
  }
  return undefined
}

const assumptionsOf = (options: SimulationOptions): readonly Assumption[] => {
  const noted = (name: 'retryHours' | 'giveUpHours' | 'reconsiderHours'): readonly Assumption[] =>
    options[name] === undefined
      ? [{ name: `simulation ${name}`, value: defaultSettings[name], unit: 'h', basis: 'default' }]
      : []
  const recovery: readonly Assumption[] =
    options.recovery === undefined
      ? [{ name: 'simulation recovery', value: 'failover', unit: '', basis: 'default' }]
      : []
  return [...recovery, ...noted('retryHours'), ...noted('giveUpHours'), ...noted('reconsiderHours'), ...fixed]
}

/**
 * Checks options and fills in what they leave out.
 *
 * @param options - The options.
 * @returns The settings, or `unsound-input` with the path of the first fault.
 */
export const settingsOf = (options: SimulationOptions): Result<Settings, SimulationError> => {
  const { market, untilMs = Number.POSITIVE_INFINITY } = options
  const { seed, retryHours, giveUpHours, reconsiderHours, ranked } = {
    seed: options.seed ?? defaultSettings.seed,
    retryHours: options.retryHours ?? defaultSettings.retryHours,
    giveUpHours: options.giveUpHours ?? defaultSettings.giveUpHours,
    reconsiderHours: options.reconsiderHours ?? defaultSettings.reconsiderHours,
    ranked: options.ranked ?? defaultSettings.ranked,
  }
  const rented = grantSite(market.offers, 'cloud')
  const owned = grantSite(options.localGpus ?? [], 'local')
  const fault =
    faultIn({
      'market.startMs': [market.startMs, Number.isFinite(market.startMs), 'ms since 1970-01-01 UTC'],
      seed: [seed, Number.isSafeInteger(seed), 'a whole number'],
      retryHours: [retryHours, retryHours > 0 && Number.isFinite(retryHours), 'hours above 0'],
      giveUpHours: [giveUpHours, giveUpHours >= 0, 'hours of 0 or more'],
      reconsiderHours: [reconsiderHours, reconsiderHours > 0, 'hours above 0'],
      ranked: [ranked, ranked >= 1, '1 or more'],
      untilMs: [untilMs, untilMs >= market.startMs, 'ms since 1970-01-01 UTC, after the start of the market'],
    }) ?? duplicateIn([...owned, ...rented])
  if (fault !== undefined) return err(fault)
  return ok({
    jobs: options.jobs,
    market,
    rented,
    owned,
    policy: options.policy,
    seed,
    recovery: options.recovery ?? 'failover',
    retryMs: retryHours * hourMs,
    giveUpMs: giveUpHours * hourMs,
    reconsiderMs: reconsiderHours * hourMs,
    untilMs,
    ranked,
    decide: options.decide ?? decide,
    assumptions: assumptionsOf(options),
  })
}
