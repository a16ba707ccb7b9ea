import type { Interconnect } from '@aima/gpu-core'

/** Name without `Standard_`, GPUs (a fraction for a share of one), processors, main memory (GiB; undefined: unknown), link where there are several. */
export type SizeRow = readonly [
  name: string,
  gpus: number,
  vcpus: number,
  ramGiB: number | undefined,
  interconnect?: Interconnect,
]

/** Sizes with the same GPU and the same quota. */
export interface SizeSeries {
  /** Canonical name of the GPU. */
  readonly model: string
  /** Memory of a whole one as Azure states it (GiB). */
  readonly vramGiB: number
  /** Name of the quota (vCPU); undefined: unknown. */
  readonly family?: string | undefined
  /** Day on which Azure stops the machines (UTC); undefined: none is known. */
  readonly retiresOn?: string | undefined
  /** True: the processors are Arm64. */
  readonly isArm?: boolean | undefined
  /** Security type that a create must ask for; undefined: any. */
  readonly securityType?: 'ConfidentialVM' | undefined
  /** True: only Windows runs on them. */
  readonly isWindowsOnly?: boolean | undefined
  /** Why the GPU is only likely; undefined: it is stated. */
  readonly doubt?: string | undefined
  /** The sizes. */
  readonly sizes: readonly SizeRow[]
}

/**
 * Resource SKUs name no GPU and count shares as whole ones, so this is a table.
 *
 * Sources: Microsoft's pages on GPU sizes for models, shares and memory (2026-10); Resource SKUs, as kubernetes/autoscaler prints them
 * (commit 55c37cd5), for processors, main memory and families; "Retired VM sizes" for days (2026). RTX PRO 6000, GB200, GB300 and
 * NCads A10 v4 are from secondary copies of those pages. ND96ams_A100_v4 and ND96is_H100_v5 are ND96amsr and ND96isr without
 * InfiniBand: Azure Machine Learning's page on quotas and the list of GPU sizes in Azure/AgentBaker.
 */
export const sizeSeries: readonly SizeSeries[] = [
  {
    model: 'V100-PCIe-16GB',
    vramGiB: 16,
    family: 'standardNCSv3Family',
    retiresOn: '2025-09-30',
    sizes: [
      ['NC6s_v3', 1, 6, 112],
      ['NC12s_v3', 2, 12, 224, 'pcie'],
      ['NC24s_v3', 4, 24, 448, 'pcie'],
      ['NC24rs_v3', 4, 24, 448, 'pcie'],
    ],
  },
  {
    model: 'T4',
    vramGiB: 16,
    family: 'Standard NCASv3_T4 Family',
    sizes: [
      ['NC4as_T4_v3', 1, 4, 28],
      ['NC8as_T4_v3', 1, 8, 56],
      ['NC16as_T4_v3', 1, 16, 110],
      ['NC64as_T4_v3', 4, 64, 440, 'pcie'],
    ],
  },
  {
    model: 'A10',
    vramGiB: 24,
    family: 'StandardNCADSA10v4Family',
    doubt: 'Azure has no page on these sizes, and the smaller ones may hold a share of a GPU',
    sizes: [
      ['NC8ads_A10_v4', 1, 8, 100],
      ['NC16ads_A10_v4', 1, 16, 200],
      ['NC32ads_A10_v4', 2, 32, 400, 'pcie'],
    ],
  },
  {
    model: 'A100-PCIe-80GB',
    vramGiB: 80,
    family: 'StandardNCADSA100v4Family',
    sizes: [
      ['NC24ads_A100_v4', 1, 24, 220],
      ['NC48ads_A100_v4', 2, 48, 440, 'nvlink'],
      // NVLink joins pairs only, so all four share no more than PCIe.
      ['NC96ads_A100_v4', 4, 96, 880, 'pcie'],
    ],
  },
  {
    model: 'H100-NVL',
    vramGiB: 94,
    family: 'StandardNCadsH100v5Family',
    sizes: [
      ['NC40ads_H100_v5', 1, 40, 320],
      ['NC80adis_H100_v5', 2, 80, 640, 'nvlink'],
    ],
  },
  {
    model: 'H100-NVL',
    vramGiB: 94,
    family: 'StandardNCCads2023Family',
    securityType: 'ConfidentialVM',
    sizes: [['NCC40ads_H100_v5', 1, 40, 320]],
  },
  {
    model: 'V100-SXM2-32GB',
    vramGiB: 32,
    family: 'standardNDSv2Family',
    sizes: [['ND40rs_v2', 8, 40, 672, 'nvlink']],
  },
  {
    model: 'A100-SXM4-40GB',
    vramGiB: 40,
    family: 'Standard NDASv4_A100 Family',
    sizes: [['ND96asr_v4', 8, 96, 900, 'nvlink']],
  },
  {
    model: 'A100-SXM4-80GB',
    vramGiB: 80,
    family: 'standard NDAMSv4_A100Family',
    sizes: [
      ['ND96amsr_A100_v4', 8, 96, 1800, 'nvlink'],
      ['ND96ams_A100_v4', 8, 96, undefined, 'nvlink'],
    ],
  },
  {
    model: 'H100-SXM5',
    vramGiB: 80,
    family: 'standardNDSH100v5Family',
    sizes: [
      ['ND96isr_H100_v5', 8, 96, 1900, 'nvlink'],
      ['ND96is_H100_v5', 8, 96, 1900, 'nvlink'],
    ],
  },
  {
    model: 'H200-SXM',
    vramGiB: 141,
    family: 'standardNDISRH200V5Family',
    sizes: [['ND96isr_H200_v5', 8, 96, 1850, 'nvlink']],
  },
  {
    // Joined by Infinity Fabric, which is neither of the links that a need can name.
    model: 'MI300X',
    vramGiB: 192,
    family: 'standardNDISv5MI300XFamily',
    sizes: [
      ['ND96isr_MI300X_v5', 8, 96, 1850],
      ['ND96is_MI300X_v5', 8, 96, 1850],
    ],
  },
  {
    model: 'GB200',
    vramGiB: 192,
    isArm: true,
    // 900 GiB in Microsoft's pages, 864 in Resource SKUs, which count where an account can be asked.
    sizes: [['ND128isr_NDR_GB200_v6', 4, 128, 900, 'nvlink']],
  },
  {
    model: 'GB300',
    vramGiB: 288,
    isArm: true,
    sizes: [['ND128isr_GB300_v6', 4, 128, 864, 'nvlink']],
  },
  {
    model: 'M60',
    vramGiB: 8,
    family: 'standardNVSv3Family',
    retiresOn: '2026-09-30',
    sizes: [
      ['NV12s_v3', 1, 12, 112],
      ['NV24s_v3', 2, 24, 224, 'pcie'],
      ['NV48s_v3', 4, 48, 448, 'pcie'],
    ],
  },
  {
    model: 'MI25',
    vramGiB: 16,
    family: 'standardNVSv4Family',
    retiresOn: '2026-09-30',
    isWindowsOnly: true,
    sizes: [
      ['NV4as_v4', 1 / 8, 4, 14],
      ['NV8as_v4', 1 / 4, 8, 28],
      ['NV16as_v4', 1 / 2, 16, 56],
      ['NV32as_v4', 1, 32, 112],
    ],
  },
  {
    model: 'A10',
    vramGiB: 24,
    family: 'StandardNVADSA10v5Family',
    sizes: [
      ['NV6ads_A10_v5', 1 / 6, 6, 55],
      ['NV12ads_A10_v5', 1 / 3, 12, 110],
      ['NV18ads_A10_v5', 1 / 2, 18, 220],
      ['NV36ads_A10_v5', 1, 36, 440],
      ['NV36adms_A10_v5', 1, 36, 880],
      ['NV72ads_A10_v5', 2, 72, 880, 'pcie'],
    ],
  },
  {
    model: 'Radeon PRO V620',
    vramGiB: 32,
    family: 'StandardNGADSV620v1Family',
    sizes: [
      ['NG8ads_V620_v1', 1 / 4, 8, 16],
      ['NG16ads_V620_v1', 1 / 2, 16, 32],
      ['NG32ads_V620_v1', 1, 32, 64],
      ['NG32adms_V620_v1', 1, 32, 176],
    ],
  },
  {
    model: 'Radeon PRO V710 24GB',
    vramGiB: 24,
    family: 'StandardNVadsV710v5Family',
    sizes: [
      ['NV4ads_V710_v5', 1 / 6, 4, 16],
      ['NV8ads_V710_v5', 1 / 3, 8, 32],
      ['NV12ads_V710_v5', 1 / 2, 12, 64],
      ['NV24ads_V710_v5', 1, 24, 128],
      ['NV28adms_V710_v5', 1, 28, 160],
    ],
  },
  {
    model: 'RTX PRO 6000 Blackwell Server',
    vramGiB: 96,
    sizes: [
      ['NC24lds_xl_RTXPRO6000BSE_v6', 1 / 4, 24, 72],
      ['NC36lds_xl_RTXPRO6000BSE_v6', 1 / 4, 36, 72],
      ['NC36ds_xl_RTXPRO6000BSE_v6', 1 / 4, 36, 132],
      ['NC72lds_xl_RTXPRO6000BSE_v6', 1 / 2, 72, 132],
      ['NC72ds_xl_RTXPRO6000BSE_v6', 1 / 2, 72, 264],
      ['NC144lds_xl_RTXPRO6000BSE_v6', 1, 144, 264],
      ['NC144ds_xl_RTXPRO6000BSE_v6', 1, 144, 516],
      ['NC288lds_xl_RTXPRO6000BSE_v6', 2, 288, 516, 'pcie'],
      ['NC288ds_xl_RTXPRO6000BSE_v6', 2, 288, 1032, 'pcie'],
    ],
  },
]
