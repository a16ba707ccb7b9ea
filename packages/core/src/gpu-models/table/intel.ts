import type { GpuModel } from '../gpu-model.ts'
import { type ModelRow, toModels } from './model-rows.ts'

/** An empty cell: the hardware has no such thing, or the figure is not known. */
const _ = undefined

// biome-ignore format: one row a line
const gaudi: readonly ModelRow[] = [
  // model  form   GiB  GB/s  fp32  tf32  bf16  fp16  fp8  cc  NVL    W  year  driver name  MiB
  // from data sheets by memory, not in gpu-models.csv
  ['Gaudi', 'OAM',  32, 1000,    _,    _,    _,    _,   _,  _,   _, 350, 2019, 'HL-205'],
]

// biome-ignore format: one row a line
const gaudi2: readonly ModelRow[] = [
  // model   form   GiB  GB/s   fp32  tf32  bf16  fp16  fp8  cc  NVL    W  year  driver name  MiB
  ['Gaudi2', 'OAM',  96, 2450, '11?',    _,  432,  432, 865,  _, 600, 600, 2022, 'HL-225'],
]

// biome-ignore format: one row a line
const gaudi3: readonly ModelRow[] = [
  // model   form   GiB  GB/s     fp32  tf32  bf16  fp16   fp8  cc   NVL    W  year  driver name  MiB
  ['Gaudi3', 'OAM', 128, 3700, '28.7?',    _, 1835, 1835, 1835,  _, 1200, 900, 2024, 'HL-325L'],
]

// biome-ignore format: one row a line
const xeHPC: readonly ModelRow[] = [
  // model                     form    GiB  GB/s  fp32    tf32    bf16    fp16  fp8  cc  NVL    W  year  driver name  MiB
  ['Data Center GPU Max 1550', 'OAM',  128, 3277, 52.4,    419,    832,    832,   _,  _,   _, 600, 2023, 'Intel(R) Data Center GPU Max 1550'],
  ['Data Center GPU Max 1100', 'PCIe',  48, 1229, 22.2, '176?', '352?', '352?',   _,  _,   _, 300, 2023, 'Intel(R) Data Center GPU Max 1100'],
]

// biome-ignore format: one row a line
const xeHPG: readonly ModelRow[] = [
  // model                     form    GiB    GB/s  fp32  tf32    bf16    fp16  fp8  cc  NVL    W  year  driver name  MiB
  ['Data Center GPU Flex 170', 'PCIe',  16, '576?',   16,    _, '128?', '128?',   _,  _,   _, 150, 2022, 'Intel(R) Data Center GPU Flex 170'],
]

// biome-ignore format: one row a line
const xe2: readonly ModelRow[] = [
  // model        form    GiB  GB/s     fp32  tf32    bf16    fp16  fp8  cc  NVL    W  year  driver name  MiB
  ['Arc B580',    'PCIe',  12,  456, '14.6?',    _, '116?', '116?',   _,  _,   _, 190, 2024, 'Intel Arc B580'],
  ['Arc Pro B60', 'PCIe',  24,  456, '12.3?',    _,  '98?',  '98?',   _,  _,   _, 200, 2025, 'Intel Arc Pro B60'],
]

/**
 * Intel GPUs and Gaudi accelerators, matrix rates dense.
 *
 * The Ethernet ports on a Gaudi chip are counted as its link.
 *
 * Source: Intel's data sheets from memory (`gpu-models.csv`, 2026-11-23).
 */
export const intelModels: readonly GpuModel[] = [
  ...toModels({ vendor: 'intel', architecture: 'Gaudi' }, gaudi),
  ...toModels({ vendor: 'intel', architecture: 'Gaudi2' }, gaudi2),
  ...toModels({ vendor: 'intel', architecture: 'Gaudi3' }, gaudi3),
  ...toModels({ vendor: 'intel', architecture: 'Xe-HPC' }, xeHPC),
  ...toModels({ vendor: 'intel', architecture: 'Xe-HPG' }, xeHPG),
  ...toModels({ vendor: 'intel', architecture: 'Xe2' }, xe2),
]
