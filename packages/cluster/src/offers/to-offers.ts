import {
  type Capacity,
  Energy,
  type ListedOffer,
  Network,
  Ownership,
  unknownModels,
  type Warning,
} from '@aima/gpu-core'
import { Result } from 'neverthrow'
import type { z } from 'zod'
import {
  Benchmarks,
  type ClusterGpu,
  type ClusterOptions,
  type PerGpu,
  WaitHours,
} from '../cluster-options.ts'
import { countsUpTo } from './counts.ts'
import type { GpuGroup } from './gpu-group.ts'

/** What the offers of one listing share. */
export interface OfferContext {
  /** Id of the source, which begins the ids of its offers. */
  readonly source: string
  /** Provider of the offers. */
  readonly provider: string
  /** What the user told of the cluster. */
  readonly options: ClusterOptions
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

const isChoice = <T>(value: PerGpu<T>): value is (gpu: ClusterGpu) => T | undefined =>
  typeof value === 'function'

/** A function that fails later than it returns must not end this process. */
const ignoreFailure = (value: unknown): void => {
  if (value instanceof Promise) value.catch(() => undefined)
}

/** What a function of the user throws, or what is no such value, counts as no answer: a listing ends with a result. */
const answerOf = <T>(choose: () => unknown, schema: z.ZodType<T>): T | undefined =>
  Result.fromThrowable(() => {
    const answer = choose()
    ignoreFailure(answer)
    return schema.safeParse(answer).data
  })().unwrapOr(undefined)

const valueFor = <T>(value: PerGpu<T> | undefined, gpu: ClusterGpu, schema: z.ZodType<T>): T | undefined =>
  isChoice(value) ? answerOf(() => value(gpu), schema) : value

/** What the user told of the GPUs of a group. */
interface Told {
  readonly ownership: Ownership | undefined
  readonly energy: Energy | undefined
  readonly network: Network | undefined
  readonly benchmarks: Benchmarks | undefined
}

const toldOf = (gpu: ClusterGpu, { ownership, energy, network, benchmarks }: ClusterOptions): Told => ({
  ownership: valueFor(ownership, gpu, Ownership),
  energy: valueFor(energy, gpu, Energy),
  network: valueFor(network, gpu, Network),
  benchmarks: valueFor(benchmarks, gpu, Benchmarks),
})

const times = (amount: number | undefined, gpus: number): number | undefined =>
  amount === undefined ? undefined : amount * gpus

const ownershipOf = (one: Ownership | undefined, gpus: number): Ownership | undefined =>
  one && {
    ...one,
    capexUsd: times(one.capexUsd, gpus),
    residualUsd: times(one.residualUsd, gpus),
    maintenanceUsdPerHour: times(one.maintenanceUsdPerHour, gpus),
    shadowUsdPerHour: times(one.shadowUsdPerHour, gpus),
  }

const energyOf = (one: Energy | undefined, gpus: number): Energy | undefined =>
  one && { ...one, powerKW: times(one.powerKW, gpus) }

const waitOf = ({ waits = {} }: ClusterOptions, gpu: ClusterGpu): number | undefined => {
  if (typeof waits === 'function') return answerOf(() => waits(gpu), WaitHours)
  return Object.hasOwn(waits, gpu.node) ? waits[gpu.node] : undefined
}

const clusterGpu = ({ node, gpu: { name, model } }: GpuGroup): ClusterGpu => ({ node, name, model })

/** A slash in a name would let two ids be the same. */
const idPart = (text: string): string => text.replaceAll('%', '%25').replaceAll('/', '%2F')

/** Where the cluster chooses the devices, an offer may get any of its node, whose processors and memory all of them share. */
const exclusiveKeysOf = ({ node, devicesOf }: GpuGroup, count: number, source: string): readonly string[] => {
  const nodeKey = `${source}/${idPart(node)}`
  return devicesOf?.(count).map((device) => `${nodeKey}/${device}`) ?? [nodeKey]
}

const offerOf = (
  group: GpuGroup,
  { count, capacity, told }: { readonly count: number; readonly capacity: Capacity; readonly told: Told },
  { source, provider, options, nowMs }: OfferContext,
): ListedOffer => {
  const { node, gpu } = group
  const gpus = count * (gpu.fraction ?? 1)
  const isBusy = capacity.stock === 'busy'
  return {
    id: `${source}/${idPart(node)}/${idPart(group.key)}/x${count}`,
    source,
    provider,
    providerKind: 'local',
    purchase: 'owned',
    gpu,
    gpuCount: count,
    host: isBusy ? group.host : group.freeHost,
    place: { region: options.cluster ?? source, zone: node, country: options.country },
    ownership: ownershipOf(told.ownership, gpus),
    energy: energyOf(told.energy, gpus),
    capacity,
    network: told.network,
    benchmarks: told.benchmarks,
    exclusiveKeys: exclusiveKeysOf(group, count, source),
    observedAtMs: nowMs,
    assumptions: group.assumptions.length === 0 ? undefined : group.assumptions,
    launch: group.launchOf(count),
  }
}

/** Free GPUs by sensible counts; where none is free, or nobody knows, one offer that is busy. */
const offersOf = (group: GpuGroup, context: OfferContext): readonly ListedOffer[] => {
  const { total, free = 0, isFull, isPromised, canJoin, bootHours } = group
  if (total < 1) return []
  const named = clusterGpu(group)
  const told = toldOf(named, context.options)
  if (free < 1 || isFull) {
    const capacity: Capacity = { stock: 'busy', allocHours: waitOf(context.options, named), bootHours }
    return [offerOf(group, { count: canJoin ? total : 1, capacity, told }, context)]
  }
  const capacity: Capacity = { stock: isPromised ? 'low' : 'available', bootHours }
  const counts = canJoin ? countsUpTo(free) : [1]
  return counts.map((count) => offerOf(group, { count, capacity, told }, context))
}

const byId = (one: ListedOffer, other: ListedOffer): number => (one.id < other.id ? -1 : 1)

/**
 * Makes offers of groups of GPUs: one for each sensible count that is free, and one that is busy where none is.
 *
 * @param groups - The groups. Those of one node have different keys.
 * @param context - What the offers share.
 * @returns The offers, sorted by id, and a warning for each name that is in no table.
 */
export const toOffers = (
  groups: readonly GpuGroup[],
  context: OfferContext,
): { readonly offers: readonly ListedOffer[]; readonly warnings: readonly Warning[] } => {
  const offers = groups.flatMap((group) => offersOf(group, context)).sort(byId)
  return { offers, warnings: unknownModels(offers) }
}
