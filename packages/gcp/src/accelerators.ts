import { findGpuModel, type GpuModel, type OfferedGpu, resolveGpuModel } from '@aima/gpu-core'

/** What is known of a type of accelerator. */
export interface Accelerator {
  /** Google's name of it in its interface. */
  readonly type: string
  /** Canonical name of the GPU. */
  readonly model: string
  /** Its names in the texts of SKUs, without `attached to ...` and place. */
  readonly skuNames: readonly string[]
  /** Metric of its quota in a region; undefined: not among those that a region reports. */
  readonly quotaMetric?: string
}

/**
 * The accelerators that Google has sold with virtual machines.
 *
 * Source of the models: Compute Engine, "GPU machine types", 2026-11 (the V100 is the module with NVLink, the P100 the card). Source of
 * the texts: 711 SKUs of 2025-06 and Cyclenerd/google-cloud-pricing-cost-calculator dac3128 (2026-08). The H100 of a3-megagpu is `Mega`
 * in most regions, `Plus` in "Americas", and with the words in another order for DWS; the H200 has no `Nvidia`, the RTX PRO 6000
 * neither `Nvidia` nor `GPU`. Source of the metrics: `Quota.metric` of Compute Engine API v1; H100 and later have Cloud Quotas.
 */
export const accelerators: readonly Accelerator[] = [
  {
    type: 'nvidia-tesla-k80',
    model: 'K80',
    skuNames: ['Nvidia Tesla K80 GPU'],
    quotaMetric: 'NVIDIA_K80_GPUS',
  },
  { type: 'nvidia-tesla-p4', model: 'P4', skuNames: ['Nvidia Tesla P4 GPU'], quotaMetric: 'NVIDIA_P4_GPUS' },
  {
    type: 'nvidia-tesla-p100',
    model: 'P100-PCIe-16GB',
    skuNames: ['Nvidia Tesla P100 GPU'],
    quotaMetric: 'NVIDIA_P100_GPUS',
  },
  {
    type: 'nvidia-tesla-v100',
    model: 'V100-SXM2-16GB',
    skuNames: ['Nvidia Tesla V100 GPU'],
    quotaMetric: 'NVIDIA_V100_GPUS',
  },
  { type: 'nvidia-tesla-t4', model: 'T4', skuNames: ['Nvidia Tesla T4 GPU'], quotaMetric: 'NVIDIA_T4_GPUS' },
  { type: 'nvidia-l4', model: 'L4', skuNames: ['Nvidia L4 GPU'], quotaMetric: 'NVIDIA_L4_GPUS' },
  {
    type: 'nvidia-tesla-a100',
    model: 'A100-SXM4-40GB',
    skuNames: ['Nvidia Tesla A100 GPU'],
    quotaMetric: 'NVIDIA_A100_GPUS',
  },
  {
    type: 'nvidia-a100-80gb',
    model: 'A100-SXM4-80GB',
    skuNames: ['Nvidia Tesla A100 80GB GPU'],
    quotaMetric: 'NVIDIA_A100_80GB_GPUS',
  },
  { type: 'nvidia-h100-80gb', model: 'H100-SXM5', skuNames: ['Nvidia H100 80GB GPU'] },
  {
    type: 'nvidia-h100-mega-80gb',
    model: 'H100-SXM5',
    skuNames: [
      'Nvidia H100 80GB Mega GPU',
      'Nvidia H100 80GB Plus GPU',
      'Nvidia H100 Mega 80GB GPU',
      'H100 Mega 80GB GPU',
    ],
  },
  { type: 'nvidia-h200-141gb', model: 'H200-SXM', skuNames: ['H200 141GB GPU', 'Nvidia H200 141GB GPU'] },
  { type: 'nvidia-b200', model: 'B200', skuNames: [] },
  { type: 'nvidia-gb200', model: 'GB200', skuNames: [] },
  { type: 'nvidia-gb300', model: 'GB300', skuNames: [] },
  {
    type: 'nvidia-rtx-pro-6000',
    model: 'RTX PRO 6000 Blackwell Server',
    skuNames: ['RTX 6000 96GB', 'Nvidia RTX 6000 96GB'],
  },
]

const byType: ReadonlyMap<string, Accelerator> = new Map(accelerators.map((one) => [one.type, one]))

/**
 * What is known of a type of accelerator.
 *
 * @param type - Google's name of it.
 * @example
 * acceleratorOf('nvidia-l4')?.model // => 'L4'
 * acceleratorOf('nvidia-x9') // => undefined
 */
export const acceleratorOf = (type: string): Accelerator | undefined => byType.get(type)

/**
 * Whether a type is no GPU for computing: a TPU, or a virtual workstation, which is the same GPU with a licence.
 *
 * @param type - Google's name of it.
 * @example
 * isOtherThanGpu('nvidia-l4-vws') // => true
 * isOtherThanGpu('ct6e') // => true
 * isOtherThanGpu('nvidia-l4') // => false
 */
export const isOtherThanGpu = (type: string): boolean => /-vws$|^ct\d|^tpu/.test(type)

/** A name that leaves the form open tells no model. */
const resolvedBy = (type: string): GpuModel | undefined => {
  const found = resolveGpuModel(type).unwrapOr(undefined)
  return found?.formAssumed === false ? found.model : undefined
}

/**
 * The GPU of a type of accelerator. Its memory is nowhere in Google's interface: it is that of the model.
 *
 * @param type - Google's name of it.
 * @param fraction - Share of one GPU; undefined: whole ones.
 * @returns Without a model where the type is in no table and core knows no such name.
 * @example
 * gpuOf('nvidia-rtx-pro-6000', 0.125).vramGiB // => 12
 * gpuOf('nvidia-x9') // => { name: 'nvidia-x9', model: undefined, vendor: 'nvidia', vramGiB: undefined, fraction: undefined }
 */
export const gpuOf = (type: string, fraction?: number): OfferedGpu => {
  const model = findGpuModel(acceleratorOf(type)?.model ?? '') ?? resolvedBy(type)
  return {
    name: type,
    model: model?.model,
    vendor: model?.vendor ?? (type.startsWith('nvidia-') ? 'nvidia' : undefined),
    vramGiB: model === undefined ? undefined : model.vramGiB * (fraction ?? 1),
    fraction,
  }
}
