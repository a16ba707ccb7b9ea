import type { ListedOffer } from '@aima/gpu-core'
import type { SiteConfiguration } from '../configuration/site-configuration.ts'
import type { Machine } from '../inventory.ts'
import { capacityOf } from './capacity.ts'
import { energyOf, ownershipOf } from './costs.ts'
import { digestOf, shortKey } from './gpu-keys.ts'
import { hostOf } from './host-facts.ts'
import { launchOf } from './launch.ts'
import { interconnectOf } from './links.ts'
import type { Part } from './part.ts'

/** Whom an offer comes from, and where its GPUs are. */
export interface OfferContext {
  /** Id of the source. */
  readonly source: string
  /** Host. */
  readonly host: string
  /** The machine. */
  readonly machine: Machine
  /** What is configured about its place. */
  readonly site: SiteConfiguration
  /** Whether GPUs are offered of which nobody knows whether they are in use. */
  readonly offersUnknown: boolean
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** Fields that say where offers of a place come from; whatever is absent is unknown. */
export const originOf = (
  site: SiteConfiguration,
  { source, nowMs }: Pick<OfferContext, 'source' | 'nowMs'>,
): Pick<
  ListedOffer,
  | 'source'
  | 'provider'
  | 'providerKind'
  | 'purchase'
  | 'place'
  | 'trust'
  | 'certifications'
  | 'network'
  | 'observedAtMs'
> => ({
  source,
  provider: 'local',
  providerKind: 'local',
  purchase: 'owned',
  place: site.place ?? { region: 'local' },
  trust: site.trust ?? 'owned',
  certifications: site.certifications,
  network: site.network,
  observedAtMs: nowMs,
})

/** Name of what an offer holds: the same GPUs have the same name in every listing. */
const nameOf = (parts: readonly Part[]): string => {
  const keys = parts.map(({ key }) => key).sort()
  return keys.length === 1 ? (keys[0] ?? '') : `group/${keys.length}/${digestOf(keys.join('\n'))}`
}

/** Scores count for a group only when all of its GPUs have the same ones. */
const benchmarksOf = (parts: readonly Part[]): ListedOffer['benchmarks'] => {
  const [first, ...others] = parts.map(({ settings }) => settings.benchmarks)
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : undefined
}

/** Memory of the smallest, because a job is spread evenly. */
const gpuOf = (parts: readonly Part[], first: Part): ListedOffer['gpu'] => {
  const sizes = parts.map(({ gpu }) => gpu.reportedVramGiB).filter((size) => size !== undefined)
  return {
    ...first.gpu,
    reportedVramGiB: sizes.length === parts.length ? Math.min(...sizes) : undefined,
    interconnect: parts.length === 1 ? undefined : interconnectOf(parts.map(({ device }) => device)),
  }
}

/**
 * Makes an offer of parts of GPUs: one, or whole GPUs of one kind.
 *
 * @param parts - The first part, and the others.
 * @param context - Whom it comes from, and where it is.
 */
export const toOffer = (parts: readonly [Part, ...Part[]], context: OfferContext): ListedOffer => {
  const [first] = parts
  const { source, host, machine, site } = context
  const { energy, assumptions } = energyOf(parts, site)
  const prefix = `${source}/${shortKey(host)}`
  return {
    ...originOf(site, context),
    id: `${prefix}/${nameOf(parts)}`,
    access: first.settings.access ?? site.access,
    gpu: gpuOf(parts, first),
    gpuCount: parts.length,
    host: hostOf(machine, first.device, site.diskGB),
    ownership: ownershipOf(parts, site),
    energy,
    capacity: capacityOf(parts, context),
    benchmarks: benchmarksOf(parts),
    exclusiveKeys: parts.flatMap(({ hardware }) => hardware.map((name) => `${prefix}/${name}`)),
    assumptions,
    launch: launchOf(host, parts),
  }
}
