import type { GpuModel } from '../gpu-model.ts'
import { type ModelRow, toModels } from './model-rows.ts'

/** An empty cell: the hardware has no such thing, or the figure is not known. */
const _ = undefined

// biome-ignore format: one row a line
const vega10GCN5: readonly ModelRow[] = [
  // model  form    GiB  GB/s  fp32  tf32  bf16  fp16  fp8  cc  NVL    W  year  driver name  MiB
  // from data sheets by memory, not in gpu-models.csv
  ['MI25', 'PCIe',  16,  484, 12.3,    _,    _,    _,   _,  _,   _, 300, 2017, 'Radeon Instinct MI25'],
]

// biome-ignore format: one row a line
const vega20GCN51: readonly ModelRow[] = [
  // model           form    GiB  GB/s     fp32  tf32  bf16  fp16  fp8  cc  NVL    W  year  driver name    MiB
  ['MI50-16GB',      'PCIe',  16, 1024,    13.3,    _,    _,    _,   _,  _,   _, 300, 2018, 'AMD Instinct MI50'],
  ['MI50-32GB',      'PCIe',  32, 1024,    13.3,    _,    _,    _,   _,  _,   _, 300, 2018, 'Radeon Instinct MI50 32GB', 32752],
  // from data sheets by memory, not in gpu-models.csv
  ['Radeon VII',     'PCIe',  16, 1024, '13.4?',    _,    _,    _,   _,  _,   _, 300, 2019, 'AMD Radeon VII'],
  ['Radeon Pro VII', 'PCIe',  16, 1024,    13.1,    _,    _,    _,   _,  _,   _, 250, 2020, 'AMD Radeon Pro VII'],
]

// biome-ignore format: one row a line
const cdna: readonly ModelRow[] = [
  // model  form    GiB  GB/s  fp32  tf32  bf16   fp16  fp8  cc  NVL    W  year  driver name    MiB
  ['MI100', 'PCIe',  32, 1229, 23.1,    _, 92.3, 184.6,   _,  _, 276, 300, 2020, 'Arcturus GL-XL [Instinct MI100]', 32752],
]

// biome-ignore format: one row a line
const cdna2: readonly ModelRow[] = [
  // model   form    GiB  GB/s  fp32  tf32   bf16   fp16  fp8  cc  NVL    W  year  driver name  MiB
  ['MI210',  'PCIe',  64, 1638, 22.6,    _,   181,   181,   _,  _, 300, 300, 2022, 'AMD Instinct MI210'],
  ['MI250',  'OAM',  128, 3277, 45.3,    _, 362.1, 362.1,   _,  _, 800, 560, 2021, 'AMD Instinct MI250'],
  ['MI250X', 'OAM',  128, 3277, 47.9,    _,   383,   383,   _,  _, 800, 560, 2021, 'AMD Instinct MI250X'],
]

// biome-ignore format: one row a line
const cdna3: readonly ModelRow[] = [
  // model   form      GiB     GB/s   fp32   tf32    bf16    fp16     fp8  cc  NVL       W  year  driver name     MiB
  ['MI300A', 'APU',    128,    5300, 122.6, 490.3,  980.6,  980.6, 1961.2,  _,   _,    760, 2023, 'AMD Instinct MI300A'],
  ['MI300X', 'OAM',    192,    5300, 163.4, 653.7, 1307.4, 1307.4, 2614.9,  _, 896,    750, 2023, 'AMD Instinct MI300X', 196592],
  ['MI308X', 'OAM', '192?', '5300?',     _,     _,      _,      _,      _,  _,   _, '650?', 2024, 'AMD Instinct MI308X'],
  ['MI325X', 'OAM',    256,    6000, 163.4, 653.7, 1307.4, 1307.4, 2614.9,  _, 896,   1000, 2024, 'AMD Instinct MI325X'],
]

// biome-ignore format: one row a line
const cdna4: readonly ModelRow[] = [
  // model   form   GiB  GB/s   fp32  tf32    bf16    fp16     fp8  cc   NVL     W  year  driver name  MiB
  ['MI350X', 'OAM', 288, 8000, 144.2,    _, 2306.9, 2306.9, 4613.7,  _, 1075, 1000, 2025, 'AMD Instinct MI350X'],
  ['MI355X', 'OAM', 288, 8000, 157.3,    _, 2516.6, 2516.6, 5033.2,  _, 1075, 1400, 2025, 'AMD Instinct MI355X'],
]

// biome-ignore format: one row a line
const rdna1: readonly ModelRow[] = [
  // model            form    GiB  GB/s  fp32  tf32  bf16  fp16  fp8  cc  NVL    W  year  driver name  MiB
  // from data sheets by memory, not in gpu-models.csv
  ['Radeon Pro V520', 'PCIe',   8,  512,  7.4,    _,    _,    _,   _,  _,   _, 225, 2020, 'AMD Radeon Pro V520'],
]

// biome-ignore format: one row a line
const rdna2: readonly ModelRow[] = [
  // model              form      GiB  GB/s  fp32  tf32  bf16  fp16  fp8  cc  NVL       W  year  driver name    MiB
  ['Radeon PRO V620',   'PCIe',    32,  512, 20.3,    _,    _,    _,   _,  _,   _,    300, 2021, 'AMD Radeon PRO V620'],
  // from data sheets by memory, not in gpu-models.csv
  ['Radeon PRO W6800',  'PCIe',    32,  512, 17.8,    _,    _,    _,   _,  _,   _,    250, 2021, 'AMD Radeon PRO W6800'],
  ['Radeon RX 6700',    'PCIe',    10,  320, 11.3,    _,    _,    _,   _,  _,   _,    175, 2021, 'AMD Radeon RX 6700'],
  ['Radeon RX 6700 XT', 'PCIe',    12,  384, 13.2,    _,    _,    _,   _,  _,   _,    230, 2021, 'AMD Radeon RX 6700 XT', 12272],
  ['Radeon RX 6800M',   'laptop',  12,  384, 11.8,    _,    _,    _,   _,  _,   _, '145?', 2021, 'AMD Radeon RX 6800M'],
  ['Radeon RX 6800',    'PCIe',    16,  512, 16.2,    _,    _,    _,   _,  _,   _,    250, 2020, 'AMD Radeon RX 6800'],
  ['Radeon RX 6800 XT', 'PCIe',    16,  512, 20.7,    _,    _,    _,   _,  _,   _,    300, 2020, 'AMD Radeon RX 6800 XT'],
  ['Radeon RX 6900 XT', 'PCIe',    16,  512,   23,    _,    _,    _,   _,  _,   _,    300, 2020, 'AMD Radeon RX 6900 XT'],
  ['Radeon RX 6950 XT', 'PCIe',    16,  576, 23.7,    _,    _,    _,   _,  _,   _,    335, 2022, 'AMD Radeon RX 6950 XT'],
]

// biome-ignore format: one row a line
const rdna3: readonly ModelRow[] = [
  // model               form      GiB  GB/s     fp32  tf32     bf16     fp16  fp8  cc  NVL       W  year  driver name    MiB
  ['Radeon PRO V710',    'PCIe',    28,  448,    27.7,    _,    55.3,    55.3,   _,  _,   _,    158, 2024, 'AMD Radeon PRO V710'],
  ['Radeon PRO W7800',   'PCIe',    32,  576,    45.2,    _,    90.5,    90.5,   _,  _,   _,    260, 2023, 'AMD Radeon PRO W7800', 32768],
  ['Radeon PRO W7900',   'PCIe',    48,  864,    61.3,    _,   122.6,   122.6,   _,  _,   _,    295, 2023, 'AMD Radeon PRO W7900'],
  ['Radeon RX 7800 XT',  'PCIe',    16,  624,    37.3,    _,    74.6,    74.6,   _,  _,   _,    263, 2023, 'AMD Radeon RX 7800 XT', 16368],
  ['Radeon RX 7900 XT',  'PCIe',    20,  800,    51.5,    _,     103,     103,   _,  _,   _,    315, 2022, 'Radeon RX 7900 XT', 20464],
  ['Radeon RX 7900 XTX', 'PCIe',    24,  960,    61.4,    _,   122.8,   122.8,   _,  _,   _,    355, 2022, 'AMD Radeon RX 7900 XTX'],
  // from data sheets by memory, not in gpu-models.csv
  ['Radeon RX 7600',     'PCIe',     8,  288, '21.5?',    _,   '43?',   '43?',   _,  _,   _,    165, 2023, 'AMD Radeon RX 7600'],
  ['Radeon RX 7700 XT',  'PCIe',    12,  432,    35.2,    _, '70.3?', '70.3?',   _,  _,   _,    245, 2023, 'AMD Radeon RX 7700 XT'],
  ['Radeon RX 7900 GRE', 'PCIe',    16,  576,      46,    _, '91.9?', '91.9?',   _,  _,   _,    260, 2023, 'AMD Radeon RX 7900 GRE'],
  ['Radeon RX 7900M',    'laptop',  16,  576,    38.5,    _,       _,       _,   _,  _,   _, '180?', 2023, 'AMD Radeon RX 7900M'],
]

// biome-ignore format: one row a line
const rdna4: readonly ModelRow[] = [
  // model                form    GiB  GB/s  fp32  tf32   bf16   fp16    fp8  cc  NVL    W  year  driver name  MiB
  ['Radeon RX 9070 XT',   'PCIe',  16,  640, 48.7,    _, 194.6, 194.6, 389.1,  _,   _, 304, 2025, 'AMD Radeon RX 9070 XT'],
  ['Radeon AI PRO R9700', 'PCIe',  32,  640, 47.8,    _,   191,   191,   383,  _,   _, 300, 2025, 'AMD Radeon AI PRO R9700'],
]

/**
 * AMD GPUs, matrix rates dense.
 *
 * Figures of MI250 and MI250X are per package; the driver shows each package as two devices of 64 GB (see
 * `memory-variants.ts`). The link is Infinity Fabric. Cards without matrix units run FP16 on the vector
 * units, which is not listed.
 *
 * Source: AMD's data sheets from memory, the driver's memory sizes from recordings of rocm-smi and amd-smi
 * (`gpu-models.csv`, 2026-11-23).
 */
export const amdModels: readonly GpuModel[] = [
  ...toModels({ vendor: 'amd', architecture: 'Vega10/GCN5' }, vega10GCN5),
  ...toModels({ vendor: 'amd', architecture: 'Vega20/GCN5.1' }, vega20GCN51),
  ...toModels({ vendor: 'amd', architecture: 'CDNA' }, cdna),
  ...toModels({ vendor: 'amd', architecture: 'CDNA2' }, cdna2),
  ...toModels({ vendor: 'amd', architecture: 'CDNA3' }, cdna3),
  ...toModels({ vendor: 'amd', architecture: 'CDNA4' }, cdna4),
  ...toModels({ vendor: 'amd', architecture: 'RDNA1' }, rdna1),
  ...toModels({ vendor: 'amd', architecture: 'RDNA2' }, rdna2),
  ...toModels({ vendor: 'amd', architecture: 'RDNA3' }, rdna3),
  ...toModels({ vendor: 'amd', architecture: 'RDNA4' }, rdna4),
]
