/** What a GPU may be called in a configuration. */
export interface NamedGpu {
  /** Its UUID. */
  readonly uuid?: string | undefined
  /** UUID of the MIG instance, where it is about one. */
  readonly migUuid?: string | undefined
  /** PCI address as `dddd:bb:dd.f`. */
  readonly pciAddress?: string | undefined
  /** Canonical model. */
  readonly model?: string | undefined
  /** Name as the tool prints it. */
  readonly name?: string | undefined
}

/** nvidia-smi prints eight digits for the domain of a PCI address, the system four. */
const plain = (name: string): string => name.toLowerCase().replace(/^0000(?=[0-9a-f]{4}:)/, '')

/**
 * Whether a configuration means a GPU by a name. Case does not count.
 *
 * @param name - UUID of the GPU or of its MIG instance, PCI address, canonical model, or the name that the tool prints.
 * @param gpu - The GPU.
 * @example
 * isMeantBy('00000000:01:00.0', { pciAddress: '0000:01:00.0' }) // => true
 */
export const isMeantBy = (name: string, gpu: NamedGpu): boolean =>
  [gpu.uuid, gpu.migUuid, gpu.pciAddress, gpu.model, gpu.name].some(
    (known) => known !== undefined && plain(known) === plain(name),
  )
