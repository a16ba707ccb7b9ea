import { readWord } from './cell.ts'

/** What tells one GPU from another. */
export interface Identity {
  /** Place in nvidia-smi's order. */
  readonly index?: number | undefined
  /** UUID. */
  readonly uuid?: string | undefined
  /** PCI address as `dddd:bb:dd.f`, in small letters. */
  readonly pciAddress?: string | undefined
}

/**
 * A UUID. One of zeros only, as recordings carry it after masking, says nothing.
 *
 * @param cell - Such as `GPU-9a9a6c50-2a47-2f51-a902-b82c3b127e94`.
 * @returns The UUID; undefined where there is none.
 * @example
 * toUuid('GPU-00000000-0000-0000-0000-000000000000') // => undefined
 */
export const toUuid = (cell: string | undefined): string | undefined => {
  const text = readWord(cell)
  return text === undefined || /\s/.test(text) || /^(?:[A-Z]+-)?[0-]+$/.test(text) ? undefined : text
}

/** GPUs after their identities were checked. */
export interface Distinct<Gpu extends Identity> {
  /** The GPUs; an identity that several claim is taken from all of them. */
  readonly gpus: readonly Gpu[]
  /** One sentence for each identity that was claimed more than once. */
  readonly ambiguities: readonly string[]
}

const repeated = (values: readonly (string | undefined)[]): readonly string[] => {
  const known = values.filter((value) => value !== undefined)
  return [...new Set(known.filter((value, place) => known.indexOf(value) !== place))]
}

const isTwin = (one: Identity, other: Identity): boolean =>
  one.uuid !== undefined &&
  one.pciAddress !== undefined &&
  one.uuid === other.uuid &&
  one.pciAddress === other.pciAddress

/**
 * Takes away identities that do not tell GPUs apart, and keeps the GPUs. One that is told of twice, with the same UUID at the same
 * address, is one GPU.
 *
 * @param told - GPUs of one view.
 * @returns Each of them once, with what was ambiguous.
 * @example
 * distinguish([{ uuid: 'GPU-1', pciAddress: '0000:01:00.0' }, { uuid: 'GPU-1', pciAddress: '0000:02:00.0' }]).ambiguities // => ['2 GPUs say that they are GPU-1']
 */
export const distinguish = <Gpu extends Identity>(told: readonly Gpu[]): Distinct<Gpu> => {
  const gpus = told.filter((gpu, place) => !told.slice(0, place).some((other) => isTwin(gpu, other)))
  const uuids = repeated(gpus.map(({ uuid }) => uuid))
  const addresses = repeated(gpus.map(({ pciAddress }) => pciAddress))
  const isUnclear = (value: string | undefined) =>
    value !== undefined && (uuids.includes(value) || addresses.includes(value))
  const clear = (value: string | undefined) => (isUnclear(value) ? undefined : value)
  const claims = (value: string) =>
    gpus.filter(({ uuid, pciAddress }) => uuid === value || pciAddress === value).length
  return {
    gpus: gpus.map((gpu) => ({ ...gpu, uuid: clear(gpu.uuid), pciAddress: clear(gpu.pciAddress) })),
    ambiguities: [...uuids, ...addresses].map((value) => `${claims(value)} GPUs say that they are ${value}`),
  }
}
