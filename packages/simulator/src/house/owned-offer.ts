import type { Assumption, GpuModel, Host, ListedOffer, OfferedGpu, Ownership } from '@aima/gpu-core'

/** What all GPUs of a house have in common. */
export interface HouseFacts {
  /** ISO 3166-1 alpha-2 code of the country; absent: unknown, which no residency rule accepts. */
  readonly country?: string | undefined
  /** Power usage effectiveness of the building (1 or more). Default: what the policy assumes. */
  readonly pue?: number | undefined
  /** Carbon intensity of the grid (g CO2e per kWh). Default: unknown. */
  readonly gridGPerKWh?: number | undefined
  /** What one GPU costs its owner, and the tariff. Default: the tariff that the policy assumes. */
  readonly ownership?: Ownership | undefined
  /** When the offers are listed (ms since 1970-01-01 UTC). Default 0; the cost of owned GPUs does not age. */
  readonly observedAtMs?: number | undefined
}

/** GPUs of one machine that one job can have together. */
export interface OwnedPart {
  /** Name of the machine, unique in the house. */
  readonly host: string
  /** Numbers of the GPUs in it (from 1), one or more. */
  readonly gpus: readonly number[]
  /** The GPU. */
  readonly gpu: OfferedGpu
  /** Power of one GPU at work (kW); undefined: that of the model, if there is one. */
  readonly powerKW: number | undefined
  /** Facts of the model; undefined: it is not known. */
  readonly model: GpuModel | undefined
  /** Share of the machine that comes with one GPU. */
  readonly hostPerGpu: Host
}

const times = (value: number | undefined, count: number): number | undefined =>
  value === undefined ? undefined : value * count

const ownershipOf = (one: Ownership, count: number): Ownership => ({
  ...one,
  capexUsd: times(one.capexUsd, count),
  residualUsd: times(one.residualUsd, count),
  maintenanceUsdPerHour: times(one.maintenanceUsdPerHour, count),
  shadowUsdPerHour: times(one.shadowUsdPerHour, count),
})

const hostOf = ({ disk, ...one }: Host, count: number): Host => ({
  ...one,
  vcpus: times(one.vcpus, count),
  ramGiB: times(one.ramGiB, count),
  disk: disk?.kind === 'fixed' ? { kind: 'fixed', sizeGB: disk.sizeGB * count } : disk,
})

const ratedKW = (model: GpuModel | undefined): number | undefined =>
  model?.tdpWatts === undefined ? undefined : model.tdpWatts / 1000

/** Core says the same of offers that do not state their power. */
const ratedPower = (value: number): Assumption => ({
  name: 'powerKW',
  value,
  unit: 'kW',
  basis: 'rated power of the GPUs',
})

const idOf = ({ host, gpus }: OwnedPart): string => `${host}/gpu-${gpus.join('+')}`

/**
 * Makes an offer of GPUs that are owned: free, without wait, and theirs alone.
 *
 * @param part - The GPUs.
 * @param facts - What all GPUs of the house have in common.
 * @example
 * const part = { host: 'rack', gpus: [1, 2], gpu: { name: 'L4' }, powerKW: 0.1, model: undefined, hostPerGpu: { vcpus: 8 } }
 * const offer = toOwnedOffer(part, {})
 * ;[offer.id, offer.exclusiveKeys, offer.energy?.powerKW, offer.host?.vcpus] // => ['rack/gpu-1+2', ['rack/gpu-1', 'rack/gpu-2'], 0.2, 16]
 */
export const toOwnedOffer = (part: OwnedPart, facts: HouseFacts): ListedOffer => {
  const { host, gpus, gpu, model, hostPerGpu } = part
  const count = gpus.length
  const powerKW = times(part.powerKW ?? ratedKW(model), count)
  const isRated = part.powerKW === undefined && powerKW !== undefined
  return {
    id: idOf(part),
    source: 'house',
    provider: 'local',
    providerKind: 'local',
    purchase: 'owned',
    gpu,
    gpuCount: count,
    host: hostOf(hostPerGpu, count),
    place: { region: 'local', country: facts.country },
    trust: 'owned',
    ownership: facts.ownership && ownershipOf(facts.ownership, count),
    energy: { powerKW, pue: facts.pue, gridGPerKWh: facts.gridGPerKWh },
    capacity: { stock: 'available', allocHours: 0 },
    exclusiveKeys: gpus.map((number) => `${host}/gpu-${number}`),
    observedAtMs: facts.observedAtMs ?? 0,
    assumptions: isRated ? [ratedPower(powerKW)] : undefined,
    launch: { host, gpus: [...gpus] },
  }
}

/**
 * Tells what core's table knows of a GPU, in the shape of an offer.
 *
 * @param name - Name as it is printed.
 * @param model - The model; undefined: it is not known, and the offer has a name only.
 * @example
 * offeredGpuOf('G2', undefined) // => { name: 'G2' }
 */
export const offeredGpuOf = (name: string, model: GpuModel | undefined): OfferedGpu =>
  model === undefined
    ? { name }
    : {
        name,
        model: model.model,
        vendor: model.vendor,
        vramGiB: model.vramGiB,
        computeCapability: model.computeCapability,
      }
