import { err, ok, type Result } from 'neverthrow'
import type { GpuModel, GpuModelName } from './gpu-model.ts'
import { alternativesOf, isPlainName } from './gpu-name.ts'
import { type GpuShare, sliceIn } from './gpu-slice.ts'
import { type NamedModels, namedModels, spellings } from './model-index.ts'
import { memoryVariants } from './table/memory-variants.ts'
import { nearest } from './vram.ts'

/** A model that a name was resolved to. */
export interface ResolvedGpuModel {
  /** The model. */
  readonly model: GpuModel
  /**
   * Whether the name left open which of several models of this memory size it means, mostly PCIe card or SXM
   * module. `model` is then the slowest of them, so that nothing is promised that the GPU may not hold.
   */
  readonly formAssumed: boolean
}

/**
 * Why a name was not resolved to a model. The `name` of each is cut to {@link maximumNameLength} characters.
 */
export type UnknownGpuModel =
  | {
      /** No model is called this. */
      readonly kind: 'unknown-gpu-name'
      /** The name as given. */
      readonly name: string
    }
  | {
      /** Models of different memory sizes are called this, and no size was given. */
      readonly kind: 'ambiguous-gpu-name'
      /** The name as given. */
      readonly name: string
      /** Canonical names of the models that it may mean. */
      readonly candidates: readonly GpuModelName[]
    }
  | {
      /** Models are called this, but none of them has this memory. */
      readonly kind: 'vram-mismatch'
      /** The name as given. */
      readonly name: string
      /** The size that no candidate has (GiB): the given one, or the one in the name. */
      readonly vramGiB: number
      /** Canonical names of the models that are called this. */
      readonly candidates: readonly GpuModelName[]
    }
  | {
      /** The name means part of a GPU. */
      readonly kind: 'gpu-slice'
      /** The name as given. */
      readonly name: string
      /** How the GPU is shared. */
      readonly share: GpuShare
      /** Canonical name of the whole GPU, where the name says enough of it. */
      readonly model: GpuModelName | undefined
    }

/** Longest name that is looked at (characters). The longest real one has 56. */
export const maximumNameLength = 128

const nameOf = ({ model }: GpuModel): GpuModelName => model

const unstatedVariants: ReadonlySet<GpuModel> = new Set(memoryVariants)

/** Without a stated size a name means no rare variant, unless nothing else is called so. */
const withoutVariants = (models: readonly GpuModel[]): readonly GpuModel[] => {
  const common = models.filter((model) => !unstatedVariants.has(model))
  return common.length > 0 ? common : models
}

const isSlower = (left: GpuModel, right: GpuModel): boolean => {
  const byBandwidth = left.memoryBandwidthGBps - right.memoryBandwidthGBps
  const byFp32 = (left.fp32Tflops ?? 0) - (right.fp32Tflops ?? 0)
  const byPower = (left.tdpWatts ?? 0) - (right.tdpWatts ?? 0)
  return (byBandwidth || byFp32 || byPower) < 0
}

const slowestOf = (first: GpuModel, others: readonly GpuModel[]): GpuModel =>
  others.reduce((slowest, model) => (isSlower(model, slowest) ? model : slowest), first)

/** Sizes of one chip's configurations do not tell models apart. */
const sizeOf = ({ vramIsLargestConfiguration, vramGiB }: GpuModel): number =>
  vramIsLargestConfiguration ? 0 : vramGiB

/** What one of several names in brackets means; the memory in it belongs to it alone. */
const meantByOne = ({ models, vramGiB }: NamedModels): readonly GpuModel[] =>
  vramGiB === undefined ? models : nearest(models, vramGiB)

const unknown: NamedModels = { models: [], vramGiB: undefined, findRelatives: () => [] }

/** A list of names of which one is unknown may mean that one, so it is unknown as a whole. */
const meantBy = (text: string): NamedModels => {
  const alternatives = alternativesOf(text).map(namedModels)
  const [only] = alternatives
  if (only !== undefined && alternatives.length === 1) return only
  const meant = alternatives.map(meantByOne)
  if (meant.some((models) => models.length === 0)) return unknown
  const models = [...new Set(meant.flat())]
  return { models, vramGiB: undefined, findRelatives: () => models }
}

type Resolution = Result<ResolvedGpuModel, UnknownGpuModel>

/** Picks one of the models that a name means and that have the stated memory. */
const pick = (name: string, models: readonly GpuModel[]): Resolution => {
  const [first, ...others] = models
  if (first === undefined) return err({ kind: 'unknown-gpu-name', name })
  if (others.some((model) => sizeOf(model) !== sizeOf(first)))
    return err({ kind: 'ambiguous-gpu-name', name, candidates: models.map(nameOf) })
  return ok({ model: slowestOf(first, others), formAssumed: others.length > 0 })
}

const mismatch = (name: string, vramGiB: number, models: readonly GpuModel[]): Resolution =>
  err({ kind: 'vram-mismatch', name, vramGiB, candidates: models.map(nameOf) })

const decideByName = (name: string, { models, vramGiB }: NamedModels): Resolution => {
  if (vramGiB === undefined) return pick(name, withoutVariants(models))
  const fitting = nearest(models, vramGiB)
  return fitting.length === 0 ? mismatch(name, vramGiB, models) : pick(name, fitting)
}

/**
 * The driver's name of one size may be used for another: `RTX 3050` with 6 GB, though the driver says `RTX
 * 3050 6GB`.
 */
const decideByVram = (name: string, meant: NamedModels, givenGiB: number): Resolution => {
  const { models, vramGiB } = meant
  const asNamed = nearest(vramGiB === undefined ? models : nearest(models, vramGiB), givenGiB)
  if (asNamed.length > 0) return pick(name, asNamed)
  const relatives = nearest(meant.findRelatives(), givenGiB)
  return relatives.length > 0 ? pick(name, relatives) : mismatch(name, givenGiB, models)
}

const decide = (name: string, meant: NamedModels, givenGiB: number | undefined): Resolution => {
  if (meant.models.length === 0) return err({ kind: 'unknown-gpu-name', name })
  return givenGiB === undefined ? decideByName(name, meant) : decideByVram(name, meant, givenGiB)
}

/**
 * Finds the model that a GPU name means, as providers, drivers, schedulers and price lists spell it.
 *
 * Case, spaces, dashes, vendor words, the form (`SXM4`, `PCIe`, `NVL`, `OAM`) and a memory size may be
 * written in any usual way. Names are never guessed: one that is in no table stays unknown, and so does one
 * with a character that no GPU name has or with more than 128 characters.
 *
 * Where a name fits several models:
 *
 * - of different memory, `vramGiB` or the size in the name decides: the nearest nominal size within 8 %.
 *   Without a size the name is ambiguous, except that rare variants (refitted cards such as the RTX 4090 with
 *   48 GB) are meant only where their size is stated;
 * - of the same memory, the slowest is taken and `formAssumed` says so: least memory bandwidth, then least
 *   FP32 rate, then least power. For almost all names that is the lower bound in every respect; of the three
 *   RTX PRO 6000 the Server card is taken, which has the least bandwidth but a 9 % higher FP32 rate than the
 *   Max-Q.
 *
 * @param name - A name in any spelling, such as `NVIDIA-A100-SXM4-40GB`, `a100`, `RTX 4070S Ti`,
 *   `nvidia-tesla-t4`.
 * @param vramGiB - Memory of one GPU (GiB, above 0), nominal or as the driver reports it (MiB / 1024). Leave
 *   it out when it is not known.
 * @returns The model, or why there is none: `unknown-gpu-name`, `ambiguous-gpu-name`, `vram-mismatch`, or
 *   `gpu-slice` for a name of part of a GPU (MIG instance, vGPU, time slice, fraction).
 * @see {@link findGpuModel} for canonical names.
 * Source of the spellings: name lists and recordings of Vast.ai, RunPod, AWS, Google Cloud, Azure, SkyPilot,
 * nvidia-smi, rocm-smi, Kubernetes, DCGM and Slurm, 2024 to 2026.
 * @example
 * resolveGpuModel('A100-80GB-SXM').map(({ model }) => model.model)._unsafeUnwrap() // => 'A100-SXM4-80GB'
 * resolveGpuModel('A100', 39.6).map(({ model }) => model.model)._unsafeUnwrap() // => 'A100-PCIe-40GB'
 */
export const resolveGpuModel = (
  name: string,
  vramGiB?: number,
): Result<ResolvedGpuModel, UnknownGpuModel> => {
  if (name.length > maximumNameLength)
    return err({ kind: 'unknown-gpu-name', name: name.slice(0, maximumNameLength) })
  const text = name.toLowerCase()
  const spelt = spellings.get(text)
  if (spelt !== undefined) return decide(name, spelt, vramGiB)
  if (!isPlainName(text)) return err({ kind: 'unknown-gpu-name', name })
  const slice = sliceIn(text)
  if (slice === undefined) return decide(name, meantBy(text), vramGiB)
  const whole = decide(name, meantBy(slice.wholeName), undefined)
  const model = whole.isOk() && !whole.value.formAssumed ? nameOf(whole.value.model) : undefined
  return err({ kind: 'gpu-slice', name, share: slice.share, model })
}
