import { mostGpus } from '../host/most-gpus.ts'
import { pciAddressOf } from '../host/pci-address.ts'
import { oneLine } from '../host/run-fault.ts'
import { sicknessIn } from './sickness.ts'
import type { Complaint } from './unusable.ts'

/** The number may be a PCI address, and is garbage in some versions. `GPU 1`, `GPU1`, `gpu 1` and `GPU0000:17:00.0` are all in use. */
const line =
  /^Unable to determine the (?:device handle|product name) for gpu ?((?:[0-9a-f]{4,8}:)[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]|.*?): (.*)$/i

const toFailure = (text: string): Complaint | undefined => {
  const [whole, place = '', said = ''] = line.exec(text.trim()) ?? []
  if (whole === undefined) return undefined
  const sickness = sicknessIn(said)
  return {
    index: /^\d{1,5}$/.test(place) ? Number(place) : undefined,
    pciAddress: pciAddressOf(place),
    reason: sickness?.reason ?? 'unreadable',
    text: oneLine(said),
  }
}

/**
 * The GPUs that a view of nvidia-smi complains of: the driver cannot open them, or cannot tell their name.
 *
 * The list (`-L`) names each of them; the others stop at the first.
 *
 * @param output - What any view printed.
 * @returns One entry a complaint, in their order.
 * @example
 * handleFailuresIn('Unable to determine the device handle for GPU1: Unknown Error')[0]?.reason // => 'unknown-error'
 */
export const handleFailuresIn = (output: string): readonly Complaint[] =>
  output
    .split(/\r?\n/)
    .flatMap((text) => toFailure(text) ?? [])
    .slice(0, mostGpus)
