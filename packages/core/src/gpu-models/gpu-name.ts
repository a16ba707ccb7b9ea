import type { Vendor } from '../needs.ts'

/** A printed GPU name, taken apart. */
export interface GpuNameParts {
  /** The name without vendor words, memory size, form, case and separators, such as `rtx6000ada`. */
  readonly family: string
  /** Form that the name states: `pcie`, `nvl`, `oam`, `sxm` or `sxm` with a number; undefined: none. */
  readonly form: string | undefined
  /** Memory in the name (GiB); undefined: none stated. */
  readonly vramGiB: number | undefined
  /** Vendor that the name states; undefined: none stated. */
  readonly vendor: Vendor | undefined
}

/** Characters of real GPU names. Any other one is no mere separator, so a name that has it is unknown. */
const plainName = /^[\w\s\-./()[\],®™]*$/

/** `80GB`, `80 GB`, `80G`, `80GiB`, but not the 4G of `T4G` or the 10G of `A10G`. */
const memorySize = /(?<![a-z0-9.])(\d{1,4})\s?(?:gi?b|g)(?![a-z0-9])/

/** `pcle` is a misreading of PCIe that occurs in price lists; HGX boards carry SXM modules. */
const formWord = /(?<![a-z])(sxm\d?|pc[il]e|nvl|oam|hgx)(?![a-z])/

/** Words that do not tell one GPU from another. `GeForce` does where only a number follows. */
const noiseWord = [
  'nvidia',
  'amd',
  'intel',
  'tesla',
  'radeon',
  'geforce(?=[^0-9]*[a-z])',
  'gpu',
  'graphics',
  'generation',
  'edition',
  'nvlink',
  'vws',
  'hbm2e?',
  'hbm3e',
  'gddr\\dx?',
].join('|')

/** What is no part of the family. `Instinct` may touch the number that follows it. */
const ignored = new RegExp(
  `${memorySize.source}|${formWord.source}|\\((?:r|tm|c)\\)|instinct|(?<![a-z])(?:${noiseWord})(?![a-z])`,
  'g',
)

const forms: Readonly<Record<string, string>> = { pcle: 'pcie', hgx: 'sxm' }

const vendors: readonly Vendor[] = ['nvidia', 'amd', 'intel', 'apple']

/**
 * Whether a text has only characters that occur in GPU names.
 *
 * @param text - Any text.
 * @returns True for an empty text too.
 */
export const isPlainName = (text: string): boolean => plainName.test(text)

/** Two numbers side by side stay apart (`~`), so that `RTX 40 90` is no RTX 4090. */
const familyOf = (text: string): string =>
  text
    .replace(ignored, ' ')
    .replace(/(\d)[^a-z0-9]+(?=\d)/g, '$1~')
    .replace(/[^a-z0-9~]+/g, '')

/**
 * Takes a GPU name apart.
 *
 * @param text - A name in lower case, such as `nvidia a100-sxm4-80gb`.
 * @returns Its parts. A family that no model has is still a family: this knows no models.
 */
export const partsOf = (text: string): GpuNameParts => {
  const form = formWord.exec(text)?.[1]
  const size = memorySize.exec(text)?.[1]
  return {
    family: familyOf(text),
    form: form === undefined ? undefined : (forms[form] ?? form),
    vramGiB: size === undefined ? undefined : Number(size),
    vendor: vendors.find((vendor) => text.includes(vendor)),
  }
}

/**
 * The models that one printed name lists.
 *
 * rocm-smi prints the chip and in brackets every card that is built from it: `Navi 22 [Radeon RX 6700/6700 XT
 * / 6800M]`.
 *
 * @param text - A name in lower case.
 * @returns The text alone, or the names in the brackets, each with its series.
 */
export const alternativesOf = (text: string): readonly string[] => {
  const inside = /\[(.+)\]/.exec(text)?.[1]
  if (inside === undefined) return [text]
  const series = inside.replace(/\d.*/, '')
  return inside.split('/').map((name) => (/^\s*\d/.test(name) ? series + name.trim() : name))
}
