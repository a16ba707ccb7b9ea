/**
 * How a GPU is shared: `mig` = an instance cut off in hardware, `vgpu` = a share handed out by a hypervisor,
 * `time-slice` = turns on the whole GPU, `fraction` = a number below one.
 */
export type GpuShare = 'mig' | 'vgpu' | 'time-slice' | 'fraction'

/** A name that means part of a GPU. */
export interface GpuSlice {
  /** How the GPU is shared. */
  readonly share: GpuShare
  /** The name without what says so. */
  readonly wholeName: string
}

/** What in a name says that it means part of a GPU. The rest of the name is that of the whole. */
interface SliceMark {
  readonly share: GpuShare
  readonly mark: RegExp
}

/**
 * Sources: NVIDIA's MIG user guide (profiles such as `1g.5gb`, `1c.3g.40gb`), GPU Feature Discovery
 * (`-MIG-1g.5gb`, `-SHARED`), vGPU user guide (`GRID V100D-8Q`, `A40-12Q`, `T4-1B4`), SkyPilot and Azure
 * price lists (fractions).
 */
const marks: readonly SliceMark[] = [
  { share: 'mig', mark: /(?<![a-z])mig(?![a-z]).*|\d+[cg]\.\d+g.*/ },
  { share: 'time-slice', mark: /(?<![a-z])shared$/ },
  { share: 'vgpu', mark: /[\s_-]\d{1,3}[abcq]4?$/ },
  { share: 'fraction', mark: /(?<!\d)[1-9]\s?\/\s?[1-9]\d?(?!\d)|(?<![\d.])0?\.\d+/ },
]

/**
 * Recognises a name that means part of a GPU.
 *
 * @param text - A name in lower case.
 * @returns The share and the name of the whole, or undefined for the name of a whole GPU.
 */
export const sliceIn = (text: string): GpuSlice | undefined => {
  const found = marks.find(({ mark }) => mark.test(text))
  return found === undefined
    ? undefined
    : {
        share: found.share,
        wholeName: text
          .replace(found.mark, ' ')
          .replace(/^grid(?![a-z])/, '')
          .trim(),
      }
}
