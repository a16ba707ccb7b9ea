import { mostGpus } from '../host/most-gpus.ts'
import { readWord } from './cell.ts'
import { handleFailuresIn } from './handle-failure.ts'
import { toUuid } from './identity.ts'
import type { Complaint } from './unusable.ts'

/** A MIG instance in the list. */
export interface ListedInstance {
  /** Place in its GPU's list. */
  readonly index: number
  /** Profile, such as `3g.40gb`. */
  readonly profile: string
  /** UUID. */
  readonly uuid: string | undefined
}

/** A GPU in the list. */
export interface ListedGpu {
  /** Place in nvidia-smi's order. */
  readonly index: number
  /** Name. */
  readonly name: string | undefined
  /** UUID. */
  readonly uuid: string | undefined
  /** Its MIG instances. */
  readonly instances: readonly ListedInstance[]
}

/** What `nvidia-smi -L` printed. */
export interface GpuList {
  /** GPUs, in its order. */
  readonly gpus: readonly ListedGpu[]
  /** GPUs that it cannot open. */
  readonly failures: readonly Complaint[]
}

const gpuLine = /^GPU (\d{1,5}): (.*) \(UUID: (\S+)\)\s*$/

const instanceLine = /^\s+MIG (\S+)\s+Device\s+(\d{1,5}): \(UUID: (\S+)\)\s*$/

const toGpu = (text: string): ListedGpu | undefined => {
  const [, index, name, uuid] = gpuLine.exec(text) ?? []
  if (index === undefined) return undefined
  return { index: Number(index), name: readWord(name), uuid: toUuid(uuid), instances: [] }
}

const toInstance = (text: string): ListedInstance | undefined => {
  const [, profile, index, uuid] = instanceLine.exec(text) ?? []
  if (profile === undefined) return undefined
  return { index: Number(index), profile, uuid: toUuid(uuid) }
}

/**
 * Reads what `nvidia-smi -L` printed: the only text view with UUIDs of MIG instances, and the one that outlives a lost GPU.
 *
 * @param output - What it printed.
 * @returns GPUs and complaints; lines of any other kind are passed over.
 * @example
 * readList('GPU 0: Tesla T4 (UUID: GPU-1)').gpus[0]?.name // => 'Tesla T4'
 */
export const readList = (output: string): GpuList => {
  const lines = output.split(/\r?\n/)
  const starts = lines.flatMap((text, place) => (gpuLine.test(text) ? [place] : []))
  const gpus = starts.slice(0, mostGpus).flatMap((start, place): readonly ListedGpu[] => {
    const gpu = toGpu(lines[start] ?? '')
    const below = lines.slice(start + 1, starts[place + 1])
    return gpu === undefined
      ? []
      : [{ ...gpu, instances: below.flatMap((text) => toInstance(text) ?? []).slice(0, mostGpus) }]
  })
  return { gpus, failures: handleFailuresIn(output) }
}
