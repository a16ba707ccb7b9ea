import type { Vendor } from '../needs.ts'
import { aliases } from './aliases.ts'
import type { GpuModel } from './gpu-model.ts'
import { findGpuModel, gpuModels } from './gpu-models.ts'
import { type GpuNameParts, partsOf } from './gpu-name.ts'
import { nearest } from './vram.ts'

/** What a name leads to. */
export interface NamedModels {
  /** The models that the name means, before the memory in it is compared, in the order of the table. */
  readonly models: readonly GpuModel[]
  /**
   * Memory that the models are still to be compared with (GiB); undefined: none, or it is part of a known
   * name.
   */
  readonly vramGiB: number | undefined
  /** Finds all models of the name's family, form and memory: where to look when none of `models` fits. */
  readonly findRelatives: () => readonly GpuModel[]
}

type Index = ReadonlyMap<string, readonly GpuModel[]>

/** One way in which a model is spelt. */
interface Spelling {
  readonly text: string
  readonly parts: GpuNameParts
  readonly model: GpuModel
}

const spelling = (text: string, model: GpuModel): Spelling => ({
  text: text.toLowerCase(),
  parts: partsOf(text.toLowerCase()),
  model,
})

const allSpellings: readonly Spelling[] = [
  ...gpuModels.flatMap((model) => [spelling(model.model, model), spelling(model.driverName, model)]),
  ...aliases.flatMap(({ spelling: text, models }) =>
    models.flatMap((name) => findGpuModel(name) ?? []).map((model) => spelling(text, model)),
  ),
]

const fullKeyOf = ({ family, form, vramGiB }: GpuNameParts): string => `${family}|${form}|${vramGiB}`

const indexBy = (keyOf: (parts: GpuNameParts) => string): Index => {
  const index = new Map<string, GpuModel[]>()
  for (const { parts, model } of allSpellings) {
    const models = index.get(keyOf(parts)) ?? []
    if (!models.includes(model)) index.set(keyOf(parts), [...models, model])
  }
  return index
}

const byFullName = indexBy(fullKeyOf)
const byFamily = indexBy(({ family }) => family)

const hasForm = (model: GpuModel, form: string): boolean => {
  const own = model.formFactor.toLowerCase()
  return form === 'sxm' ? own.startsWith('sxm') : own === form
}

const ofVendor = (models: readonly GpuModel[], vendor: Vendor | undefined): readonly GpuModel[] =>
  vendor === undefined ? models : models.filter((model) => model.vendor === vendor)

/** The models of a family that have the vendor, the form and the memory in the name, where it states them. */
const relativesOf = ({ family, form, vendor, vramGiB }: GpuNameParts): readonly GpuModel[] => {
  const relatives = ofVendor(byFamily.get(family) ?? [], vendor)
  const models = form === undefined ? relatives : relatives.filter((model) => hasForm(model, form))
  return vramGiB === undefined ? models : nearest(models, vramGiB)
}

/**
 * Finds the models that a name may mean, before any comparison of memory.
 *
 * A name that is spelt, apart from case and separators, like a canonical name, a driver's name or an alias
 * means exactly the models spelt so: `H200` is the SXM module, because the driver calls the card `H200 NVL`.
 * Any other name means all models of its family that have the form it states.
 *
 * @param text - A name in lower case.
 * @returns The models, an empty list when there are none.
 */
export const namedModels = (text: string): NamedModels => {
  const parts = partsOf(text)
  const findRelatives = (): readonly GpuModel[] => relativesOf(parts)
  const exact = byFullName.get(fullKeyOf(parts))
  if (exact !== undefined) return { models: ofVendor(exact, parts.vendor), vramGiB: undefined, findRelatives }
  if (parts.vramGiB === undefined) return { models: findRelatives(), vramGiB: undefined, findRelatives }
  const withoutVram = { ...parts, vramGiB: undefined }
  const spelt = byFullName.get(fullKeyOf(withoutVram))
  const models = spelt === undefined ? relativesOf(withoutVram) : ofVendor(spelt, parts.vendor)
  return { models, vramGiB: parts.vramGiB, findRelatives }
}

/**
 * What {@link namedModels} finds for every canonical name, driver's name and alias (in lower case), which are
 * most of the names that occur.
 */
export const spellings: ReadonlyMap<string, NamedModels> = new Map(
  allSpellings.map(({ text }) => [text, namedModels(text)]),
)
