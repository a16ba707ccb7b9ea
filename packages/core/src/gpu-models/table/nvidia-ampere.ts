import type { GpuModel } from '../gpu-model.ts'
import { type ModelRow, toModels } from './model-rows.ts'

/** An empty cell: the hardware has no such thing, or the figure is not known. */
const _ = undefined

// biome-ignore format: one row a line
const ampere: readonly ModelRow[] = [
  // model                 form            GiB   GB/s     fp32    tf32     bf16     fp16  fp8   cc     NVL       W  year  driver name    MiB
  ['A2',                   'PCIe',          16,   200,     4.5,      9,      18,      18,   _, 8.6,      _,     60, 2021, 'NVIDIA A2'],
  ['A10',                  'PCIe',          24,   600,    31.2,   62.5,     125,     125,   _, 8.6,      _,    150, 2021, 'NVIDIA A10', 23028],
  ['A10G',                 'PCIe',          24,   600, '31.5?',  '35?',   '70?',   '70?',   _, 8.6,      _, '300?', 2021, 'NVIDIA A10G', 23028],
  ['A16',                  'PCIe',          16,   200,     4.5,      9,    17.9,    17.9,   _, 8.6,      _,    250, 2021, 'NVIDIA A16'],
  ['A30',                  'PCIe',          24,   933,    10.3,     82,     165,     165,   _, 8.0,    200,    165, 2021, 'NVIDIA A30', 24576],
  ['A40',                  'PCIe',          48,   696,    37.4,   74.8,   149.7,   149.7,   _, 8.6,  112.5,    300, 2020, 'NVIDIA A40', 46068],
  ['A100-PCIe-40GB',       'PCIe',          40,  1555,    19.5,    156,     312,     312,   _, 8.0,    600,    250, 2020, 'NVIDIA A100-PCIE-40GB', 40960],
  ['A100-PCIe-80GB',       'PCIe',          80,  1935,    19.5,    156,     312,     312,   _, 8.0,    600,    300, 2021, 'NVIDIA A100 80GB PCIe', 81920],
  ['A100-SXM4-40GB',       'SXM4',          40,  1555,    19.5,    156,     312,     312,   _, 8.0,    600,    400, 2020, 'NVIDIA A100-SXM4-40GB', 40960],
  ['A100-SXM4-80GB',       'SXM4',          80,  2039,    19.5,    156,     312,     312,   _, 8.0,    600,    400, 2020, 'NVIDIA A100-SXM4-80GB', 81920],
  ['A800-80GB',            'SXM4',          80,  2039,    19.5,    156,     312,     312,   _, 8.0,    400,    400, 2022, 'NVIDIA A800-SXM4-80GB', 81920],
  ['Jetson AGX Orin 64GB', 'integrated', '64?', 204.8,     5.3,      _,       _,       _,   _, 8.7,      _,     60, 2022, 'Orin (nvgpu)'],
  ['RTX 3060 12GB',        'PCIe',          12,   360,    12.7,   12.7,    25.5,    25.5,   _, 8.6,      _,    170, 2021, 'NVIDIA GeForce RTX 3060', 12288],
  ['RTX 3060 Ti',          'PCIe',           8,   448,    16.2,   16.2,    32.4,    32.4,   _, 8.6,      _,    200, 2020, 'NVIDIA GeForce RTX 3060 Ti', 8192],
  ['RTX 3070',             'PCIe',           8,   448,    20.3,   20.3,    40.6,    40.6,   _, 8.6,      _,    220, 2020, 'NVIDIA GeForce RTX 3070', 8192],
  ['RTX 3070 Ti',          'PCIe',           8,   608,    21.7,   21.7,    43.5,    43.5,   _, 8.6,      _,    290, 2021, 'NVIDIA GeForce RTX 3070 Ti', 8192],
  ['RTX 3080 10GB',        'PCIe',          10,   760,    29.8,   29.8,    59.5,    59.5,   _, 8.6,      _,    320, 2020, 'NVIDIA GeForce RTX 3080', 10240],
  ['RTX 3080 12GB',        'PCIe',          12,   912,    30.6,   30.6,    61.3,    61.3,   _, 8.6,      _,    350, 2022, 'NVIDIA GeForce RTX 3080', 12288],
  ['RTX 3080 Ti',          'PCIe',          12,   912,    34.1,   34.1,    68.2,    68.2,   _, 8.6,      _,    350, 2021, 'NVIDIA GeForce RTX 3080 Ti', 12288],
  ['RTX 3090',             'PCIe',          24,   936,    35.6,   35.6,    71.2,    71.2,   _, 8.6,  112.5,    350, 2020, 'NVIDIA GeForce RTX 3090', 24576],
  ['RTX 3090 Ti',          'PCIe',          24,  1008,      40,     40,      80,      80,   _, 8.6,  112.5,    450, 2022, 'NVIDIA GeForce RTX 3090 Ti', 24564],
  ['RTX A2000 6GB',        'PCIe',           6,   288,       8,     16,    31.9,    31.9,   _, 8.6,      _,     70, 2021, 'NVIDIA RTX A2000', 6138],
  ['RTX A2000 12GB',       'PCIe',          12,   288,       8,     16,    31.9,    31.9,   _, 8.6,      _,     70, 2021, 'NVIDIA RTX A2000', 12282],
  ['RTX A4000',            'PCIe',          16,   448,    19.2,   38.4,    76.7,    76.7,   _, 8.6,      _,    140, 2021, 'NVIDIA RTX A4000', 16376],
  ['RTX A4500',            'PCIe',          20,   640,    23.7,   47.3,    94.6,    94.6,   _, 8.6,  112.5,    200, 2021, 'NVIDIA RTX A4500', 20470],
  ['RTX A5000',            'PCIe',          24,   768,    27.8,   55.5,   111.1,   111.1,   _, 8.6,  112.5,    230, 2021, 'NVIDIA RTX A5000', 24564],
  ['RTX A5500',            'PCIe',          24,   768,    34.1,   68.2,   136.4,   136.4,   _, 8.6,  112.5,    230, 2022, 'NVIDIA RTX A5500', 24564],
  ['RTX A6000',            'PCIe',          48,   768,    38.7,   77.4,   154.8,   154.8,   _, 8.6,  112.5,    300, 2020, 'NVIDIA RTX A6000', 49140],
  // from data sheets by memory, not in gpu-models.csv
  ['A100X',                'PCIe',          80,  2039, '19.5?', '156?',  '312?',  '312?',   _, 8.0, '600?',    300, 2021, 'NVIDIA A100X'],
  ['A800-PCIe-80GB',       'PCIe',          80,  1935,    19.5,    156,     312,     312,   _, 8.0,    400,    300, 2022, 'NVIDIA A800 80GB PCIe'],
  ['CMP 170HX',            'PCIe',           8,  1493,       _,      _,       _,       _,   _, 8.0,      _,    250, 2021, 'NVIDIA CMP 170HX'],
  ['RTX 3050 6GB',         'PCIe',           6,   168,     6.8, '6.8?', '13.5?', '13.5?',   _, 8.6,      _,     70, 2024, 'NVIDIA GeForce RTX 3050 6GB'],
  ['RTX 3050 8GB',         'PCIe',           8,   224,     9.1, '9.1?', '18.2?', '18.2?',   _, 8.6,      _,    130, 2022, 'NVIDIA GeForce RTX 3050'],
  ['RTX 3060 Laptop',      'laptop',         6,   336, '10.9?',      _,       _,       _,   _, 8.6,      _, '115?', 2021, 'NVIDIA GeForce RTX 3060 Laptop GPU'],
  ['RTX 3070 Laptop',      'laptop',         8,   448,   '16?',      _,       _,       _,   _, 8.6,      _, '125?', 2021, 'NVIDIA GeForce RTX 3070 Laptop GPU'],
  ['Jetson AGX Orin 32GB', 'integrated',    32, 204.8,  '3.3?',      _,       _,       _,   _, 8.7,      _,  '40?', 2022, 'Orin (nvgpu)'],
  ['Jetson Orin NX 16GB',  'integrated',    16, 102.4,  '1.9?',      _,       _,       _,   _, 8.7,      _,  '25?', 2023, 'Orin (nvgpu)'],
  ['Jetson Orin NX 8GB',   'integrated',     8, 102.4,  '1.6?',      _,       _,       _,   _, 8.7,      _,  '20?', 2023, 'Orin (nvgpu)'],
  ['Jetson Orin Nano 8GB', 'integrated',     8,    68,  '1.3?',      _,       _,       _,   _, 8.7,      _,  '15?', 2023, 'Orin (nvgpu)'],
  ['Jetson Orin Nano 4GB', 'integrated',     4,    34,  '0.6?',      _,       _,       _,   _, 8.7,      _,  '10?', 2023, 'Orin (nvgpu)'],
]

/**
 * NVIDIA GPUs of the generation Ampere (2020 to 2024), tensor rates dense.
 *
 * The data sheets print the sparse rate, twice as high. Rates of GeForce cards are those with FP32
 * accumulation. No FP8 in hardware. The A10G is a part made for AWS without a public data sheet; an A16 board
 * has four of the GPUs listed.
 *
 * Source: NVIDIA's data sheets from memory, bandwidth and FP32 of many checked against deviceQuery
 * recordings, the driver's memory sizes from recordings of nvidia-smi (`gpu-models.csv`, 2026-11-23).
 */
export const ampereModels: readonly GpuModel[] = [
  ...toModels({ vendor: 'nvidia', architecture: 'Ampere' }, ampere),
]
