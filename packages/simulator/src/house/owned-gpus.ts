import {
  checkOptions,
  findGpuModel,
  type GpuModel,
  Host,
  type InvalidOptions,
  type ListedOffer,
  Ownership,
  resolveGpuModel,
  type UnknownGpuModel,
} from '@aima/gpu-core'
import { ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { type HouseFacts, offeredGpuOf, toOwnedOffer } from './owned-offer.ts'

/** GPUs of one kind in one machine of the house. */
export interface OwnedGpusOptions extends HouseFacts {
  /** Model, in any usual spelling, such as `RTX 4090`. */
  readonly model: string
  /** How many (1 to 64). */
  readonly count: number
  /** Name of the machine, and beginning of the offers' ids; it must differ between machines. Default `house`. */
  readonly hostName?: string | undefined
  /** Also list every two of them as one offer, which excludes those of its GPUs. Default false. */
  readonly alsoPairs?: boolean | undefined
  /** Power of one GPU at work (kW). Default: its rated power. */
  readonly powerKW?: number | undefined
  /**
   * Share of the machine that comes with one GPU. What is absent: 16 processors, 64 GiB of memory, 1000 GB of disk, x86_64, and a driver
   * that its owner can replace, so that any CUDA version is there which supports the GPU. All are assumptions.
   */
  readonly host?: Host | undefined
}

const OwnedGpusOptions: z.ZodType<OwnedGpusOptions> = z.strictObject({
  model: z.string().min(1).max(128),
  count: z.int().min(1).max(64),
  hostName: z.string().min(1).max(200).optional(),
  alsoPairs: z.boolean().optional(),
  powerKW: z.number().positive().optional(),
  host: Host.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 alpha-2 code in capitals')
    .optional(),
  pue: z.number().min(1).optional(),
  gridGPerKWh: z.number().min(0).optional(),
  ownership: Ownership.optional(),
  observedAtMs: z.number().optional(),
})

const defaultHost: Host = {
  vcpus: 16,
  ramGiB: 64,
  disk: { kind: 'fixed', sizeGB: 1000 },
  architecture: 'x86_64',
  driver: { kind: 'from-image' },
}

const findModel = (name: string): Result<GpuModel, UnknownGpuModel> => {
  const canonical = findGpuModel(name)
  return canonical === undefined ? resolveGpuModel(name).map(({ model }) => model) : ok(canonical)
}

const singlesOf = (count: number): readonly (readonly number[])[] =>
  Array.from({ length: count }, (_, index) => [index + 1])

const pairsOf = (count: number): readonly (readonly number[])[] =>
  singlesOf(count).flatMap(([one = 0]) =>
    Array.from({ length: count - one }, (_, index) => [one, one + index + 1]),
  )

const toOffers = (options: OwnedGpusOptions, model: GpuModel): readonly ListedOffer[] => {
  const { count, hostName = 'house', alsoPairs = false, powerKW, host } = options
  const groups = alsoPairs ? [...singlesOf(count), ...pairsOf(count)] : singlesOf(count)
  const gpu = offeredGpuOf(model.driverName, model)
  const hostPerGpu = { ...defaultHost, ...host }
  return groups.map((gpus) =>
    toOwnedOffer({ host: hostName, gpus, gpu, powerKW, model, hostPerGpu }, options),
  )
}

/**
 * Lists GPUs that the house owns, each as an offer of its own, and on request every two of them.
 *
 * @param options - The GPUs. Of an ambiguous form the slowest is taken, as core does.
 * @returns The offers, `invalid-options`, or why there is no such model: `unknown-gpu-name`, `ambiguous-gpu-name` (give the memory),
 *   `vram-mismatch`, `gpu-slice`.
 * @example
 * const offers = ownedGpus({ model: 'RTX 4090', count: 2, alsoPairs: true })._unsafeUnwrap()
 * offers.map(({ id }) => id) // => ['house/gpu-1', 'house/gpu-2', 'house/gpu-1+2']
 * @example
 * ownedGpus({ model: 'RTX 9999', count: 1 })._unsafeUnwrapErr().kind // => 'unknown-gpu-name'
 */
export const ownedGpus = (
  options: OwnedGpusOptions,
): Result<readonly ListedOffer[], InvalidOptions | UnknownGpuModel> =>
  checkOptions(OwnedGpusOptions, options).andThen((checked) =>
    findModel(checked.model).map((model) => toOffers(checked, model)),
  )
