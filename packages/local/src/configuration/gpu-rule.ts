import { AccessLabels, Ownership } from '@aima/gpu-core'
import { z } from 'zod'
import { gpuName } from './closures.ts'
import { isMeantBy, type NamedGpu } from './gpu-names.ts'
import { OpeningHours } from './opening-hours.ts'
import { plainRecord } from './plain-record.ts'
import { strictly } from './strictly.ts'

/** What holds for some GPUs. */
export interface GpuSettings {
  /** What one whole GPU costs its owner. */
  readonly ownership?: Ownership | undefined
  /** Power of one whole GPU while it works, with its share of the host (W). Default: the limit that the driver reports, then the model's. */
  readonly powerW?: number | undefined
  /** Benchmark scores of one GPU by name; higher is faster. */
  readonly benchmarks?: Readonly<Record<string, number>> | undefined
  /** Into how many shares programs may divide one GPU (2 to 64). Default: it is not shared. */
  readonly shares?: number | undefined
  /** When it may be used. */
  readonly openingHours?: OpeningHours | undefined
  /** Labels that a job must carry to be let in. */
  readonly access?: AccessLabels | undefined
}

/** A rule for the GPUs that a name means. */
export interface GpuRule extends GpuSettings {
  /** UUID (also of a MIG instance), PCI address, canonical model, or the name that the tool prints. */
  readonly gpu: string
}

/** Schema of {@link GpuRule}. */
export const GpuRule: z.ZodType<GpuRule> = z.strictObject({
  gpu: gpuName,
  ownership: strictly(Ownership).optional(),
  powerW: z.number().positive().optional(),
  benchmarks: plainRecord(z.number().positive()).optional(),
  shares: z.int().min(2).max(64).optional(),
  openingHours: OpeningHours.optional(),
  access: AccessLabels.optional(),
})

/**
 * Finds the settings of a GPU: of each field the first rule that means it and states it.
 *
 * @param rules - The rules.
 * @param gpu - The GPU.
 * @returns Settings; a field without a rule is undefined.
 * @example
 * settingsOf([{ gpu: 'L4', powerW: 70 }, { gpu: 'L4', powerW: 80, shares: 2 }], { model: 'L4' }).powerW // => 70
 */
export const settingsOf = (rules: readonly GpuRule[], gpu: NamedGpu): GpuSettings => {
  const meant = rules.filter((rule) => isMeantBy(rule.gpu, gpu))
  const first = <Name extends keyof GpuSettings>(name: Name): GpuSettings[Name] =>
    meant.find((rule) => rule[name] !== undefined)?.[name]
  return {
    ownership: first('ownership'),
    powerW: first('powerW'),
    benchmarks: first('benchmarks'),
    shares: first('shares'),
    openingHours: first('openingHours'),
    access: first('access'),
  }
}
