import type { ListError, OfferQuery, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { gpuOf } from './accelerators.ts'
import { ask } from './client.ts'
import { type ComputeConnection, missingPart } from './inventory.ts'
import type { Machine } from './machine.ts'
import { machinePriceOf } from './machine-price.ts'
import type { PriceBook } from './price-book.ts'
import { WireAdvice } from './wire-compute.ts'

/** What Google expects of Spot machines of one type in one zone. */
export interface SpotAdvice {
  /** Chance to get one (0 to 1); undefined: not told. */
  readonly obtainability: number | undefined
  /** How long most of them run before they are taken away (h); undefined: not told. */
  readonly uptimeHours: number | undefined
}

/** Advice by {@link adviceKey}. */
export type AdviceByPlace = ReadonlyMap<string, SpotAdvice>

/**
 * Key of advice.
 *
 * @param machine - A machine with a zone.
 */
export const adviceKey = ({ zone, type }: Pick<Machine, 'zone' | 'type'>): string => `${zone} ${type}`

/** A type of machine in a region, and its zones. */
export interface AdviceQuestion {
  /** Region. */
  readonly region: string
  /** Type of machine. */
  readonly type: string
  /** Zones that have it. */
  readonly zones: readonly string[]
}

const memoryOf = ({ accelerator, fraction, gpuCount }: Machine): number =>
  (gpuOf(accelerator, fraction).vramGiB ?? 0) * gpuCount

const fits = (machine: Machine, { gpuCount = 1, vramGiB = 0, allowedModels }: OfferQuery): boolean => {
  const gpu = gpuOf(machine.accelerator, machine.fraction)
  const isAllowed = allowedModels === undefined || allowedModels.includes(gpu.model ?? '')
  return isAllowed && machine.gpuCount >= gpuCount && (gpu.vramGiB ?? 0) >= vramGiB
}

/**
 * Picks what to ask advice for: of all that a query may want, the cheapest GPU memory first. Attached GPUs are left out, because the
 * advice does not know them.
 *
 * @param machines - The machines.
 * @param circumstances - Prices, the query, and how many questions may be asked.
 */
export const adviceQuestions = (
  machines: readonly Machine[],
  { book, query, most }: { readonly book: PriceBook; readonly query: OfferQuery; readonly most: number },
): readonly AdviceQuestion[] => {
  const zones = new Map<string, { readonly machine: Machine; readonly zones: string[] }>()
  for (const machine of machines) {
    if (machine.isAttached || machine.zone === undefined || !fits(machine, query)) continue
    const key = `${machine.region} ${machine.type}`
    const known = zones.get(key) ?? { machine, zones: [] }
    known.zones.push(machine.zone)
    zones.set(key, known)
  }
  return [...zones.values()]
    .flatMap(({ machine, zones: its }) =>
      machinePriceOf(machine, book, 'spot').match(
        ({ usdPerHour }) => [{ machine, its, usdPerGiB: usdPerHour / memoryOf(machine) }],
        () => [],
      ),
    )
    .sort((one, other) => one.usdPerGiB - other.usdPerGiB)
    .slice(0, most)
    .map(({ machine: { region, type }, its }) => ({ region, type, zones: its.sort() }))
}

const bodyOf = ({ type, zones }: AdviceQuestion) => ({
  distributionPolicy: {
    targetShape: 'ANY_SINGLE_ZONE',
    zones: zones.map((zone) => ({ zone: `zones/${zone}` })),
  },
  instanceFlexibilityPolicy: { instanceSelections: { only: { machineTypes: [type] } } },
  instanceProperties: { scheduling: { provisioningModel: 'SPOT' } },
  size: 1,
})

/** Versions of the interface that know the advice: which of them takes Spot has changed. Source: @google-cloud/compute 7.8.0. */
const versions = ['beta', 'v1'] as const

const isUnknownThere = (error: ListError): boolean =>
  error.kind === 'provider-failed' && (error.status === 400 || error.status === 404)

const askAdvice = async (
  connection: ComputeConnection,
  question: AdviceQuestion,
): Promise<Result<WireAdvice, ListError>> => {
  const [first, second] = versions.map((version) => () => {
    const path = `/compute/${version}/projects/${connection.projectId}/regions/${question.region}/advice/capacity`
    return ask(connection, { path, method: 'POST', json: bodyOf(question), isIdempotent: true }, WireAdvice)
  })
  if (first === undefined || second === undefined) return ok({})
  const read = await first()
  return read.isErr() && isUnknownThere(read.error) ? second() : read
}

/** Such as `3600s`. */
const hoursOf = (duration: string | null | undefined): number | undefined => {
  const [, seconds] = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(duration ?? '') ?? []
  return Number(seconds) > 0 ? Number(seconds) / 3600 : undefined
}

const lastWord = (path: string | null | undefined): string => (path ?? '').split('/').at(-1) ?? ''

/** The scores are of the zones that the recommendation names, and of no other. */
const adviceIn = (
  { recommendations }: WireAdvice,
  question: AdviceQuestion,
): readonly [string, SpotAdvice][] =>
  (recommendations ?? []).toReversed().flatMap(({ scores, shards }) => {
    const advice = {
      obtainability: scores?.obtainability ?? undefined,
      uptimeHours: hoursOf(scores?.estimatedUptime),
    }
    const zones = (shards ?? [])
      .map(({ zone }) => lastWord(zone))
      .filter((zone) => question.zones.includes(zone))
    return zones.map((zone): [string, SpotAdvice] => [adviceKey({ zone, type: question.type }), advice])
  })

/** What came of the questions about a region. */
export interface RegionAdvice {
  /** The advice. */
  readonly byPlace: AdviceByPlace
  /** What went wrong; undefined: nothing. */
  readonly warning: Warning | undefined
  /** Whether the credentials forbid it, so that no other region need be asked. */
  readonly isForbidden: boolean
}

/**
 * Asks for advice on the types of one region, one after another. A type that the advice does not know costs its advice, any other
 * failure that of all further ones; the warning is one.
 *
 * @param connection - Compute Engine.
 * @param questions - Of one region.
 * @returns The advice; the error when somebody cancelled.
 * Source: `advice.capacity` of the Compute Engine API beta. Its history (`advice.capacityHistory`) is not asked: its preemption rate
 *   is a share of the machines that stopped on a day, and no rate by the hour.
 */
export const readAdvice = async (
  connection: ComputeConnection,
  questions: readonly AdviceQuestion[],
): Promise<Result<RegionAdvice, ListError>> => {
  const byPlace = new Map<string, SpotAdvice>()
  let warning: Warning | undefined
  for (const question of questions) {
    const read = await askAdvice(connection, question)
    if (read.isOk()) for (const [key, advice] of adviceIn(read.value, question)) byPlace.set(key, advice)
    else {
      if (read.error.kind === 'cancelled') return err(read.error)
      const isForbidden = read.error.kind === 'unauthorized'
      const part = isForbidden ? 'the Spot advice' : `the Spot advice of ${question.region}`
      warning ??= missingPart(part, 'compute.advice.capacity', read.error)
      if (!isUnknownThere(read.error)) return ok({ byPlace, warning, isForbidden })
    }
  }
  return ok({ byPlace, warning, isForbidden: false })
}
