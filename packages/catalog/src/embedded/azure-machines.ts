import { type Machine, type MachineRow, toMachines } from '../machine.ts'

// biome-ignore format: one row a line
const pcie: readonly MachineRow[] = [
  // size, GPU, GPUs, vCPUs, RAM (GiB)
  ['Standard_NC4as_T4_v3',                  'T4',                            1,   4,   28],
  ['Standard_NC8as_T4_v3',                  'T4',                            1,   8,   56],
  ['Standard_NC16as_T4_v3',                 'T4',                            1,  16,  110],
  ['Standard_NC64as_T4_v3',                 'T4',                            4,  64,  440],
  ['Standard_NC24ads_A100_v4',              'A100-PCIe-80GB',                1,  24,  220],
  ['Standard_NC96ads_A100_v4',              'A100-PCIe-80GB',                4,  96,  880],
  ['Standard_NC40ads_H100_v5',              'H100-NVL',                      1,  40,  320],
  ['Standard_NV36ads_A10_v5',               'A10',                           1,  36,  440],
  ['Standard_NV36adms_A10_v5',              'A10',                           1,  36,  880],
  ['Standard_NV72ads_A10_v5',               'A10',                           2,  72,  880],
  ['Standard_NC144lds_xl_RTXPRO6000BSE_v6', 'RTX PRO 6000 Blackwell Server', 1, 144,  264],
  ['Standard_NC144ds_xl_RTXPRO6000BSE_v6',  'RTX PRO 6000 Blackwell Server', 1, 144,  516],
  ['Standard_NC288lds_xl_RTXPRO6000BSE_v6', 'RTX PRO 6000 Blackwell Server', 2, 288,  516],
  ['Standard_NC288ds_xl_RTXPRO6000BSE_v6',  'RTX PRO 6000 Blackwell Server', 2, 288, 1032],
]

// biome-ignore format: one row a line
const nvlink: readonly MachineRow[] = [
  // size, GPU, GPUs, vCPUs, RAM (GiB)
  ['Standard_NC48ads_A100_v4',  'A100-PCIe-80GB', 2, 48,  440],
  ['Standard_NC80adis_H100_v5', 'H100-NVL',       2, 80,  640],
  ['Standard_ND40rs_v2',        'V100-SXM2-32GB', 8, 40,  672],
  ['Standard_ND96asr_v4',       'A100-SXM4-40GB', 8, 96,  900],
  ['Standard_ND96amsr_A100_v4', 'A100-SXM4-80GB', 8, 96, 1800],
  ['Standard_ND96isr_H100_v5',  'H100-SXM5',      8, 96, 1900],
  ['Standard_ND96isr_H200_v5',  'H200-SXM',       8, 96, 1850],
]

// biome-ignore format: one row a line
const infinityFabric: readonly MachineRow[] = [
  // size, GPU, GPUs, vCPUs, RAM (GiB)
  ['Standard_ND96isr_MI300X_v5', 'MI300X', 8, 96, 1850],
  ['Standard_ND96is_MI300X_v5',  'MI300X', 8, 96, 1850],
]

// biome-ignore format: one row a line
const grace: readonly MachineRow[] = [
  // size, GPU, GPUs, vCPUs, RAM (GiB)
  ['Standard_ND128isr_NDR_GB200_v6', 'GB200', 4, 128, 864],
]

/**
 * The N-series sizes of Azure that run Linux, whole GPUs only.
 *
 * Left out: sizes with a part of a GPU, retired ones (NCv3, NVv3, NVv4), confidential ones, which need images
 * of their own (NCC), and sizes for Windows desktops (NG, NVads V710). NC96ads_A100_v4 links its four GPUs in
 * pairs only, which counts as PCIe.
 *
 * Source: Azure's Resource SKUs and size tables, 2026; RAM of the Grace size: the lower of the two published
 * figures.
 */
export const azureMachines: readonly Machine[] = [
  ...toMachines({ architecture: 'x86_64', interconnect: 'pcie' }, pcie),
  ...toMachines({ architecture: 'x86_64', interconnect: 'nvlink' }, nvlink),
  ...toMachines({ architecture: 'x86_64' }, infinityFabric),
  ...toMachines({ architecture: 'arm64', interconnect: 'nvlink' }, grace),
]
