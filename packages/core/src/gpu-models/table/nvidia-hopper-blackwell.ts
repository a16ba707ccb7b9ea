import type { GpuModel } from '../gpu-model.ts'
import { type ModelRow, toModels } from './model-rows.ts'

/** An empty cell: the hardware has no such thing, or the figure is not known. */
const _ = undefined

// biome-ignore format: one row a line
const hopper: readonly ModelRow[] = [
  // model       form         GiB  GB/s  fp32   tf32   bf16   fp16     fp8   cc  NVL        W  year  driver name     MiB
  ['H100-PCIe',  'PCIe',       80, 2000,   51,   378,   756,   756,   1513, 9.0, 600,     350, 2022, 'NVIDIA H100 PCIe', 81559],
  ['H100-SXM5',  'SXM5',       80, 3350,   67, 494.7, 989.4, 989.4, 1978.9, 9.0, 900,     700, 2022, 'NVIDIA H100 80GB HBM3', 81559],
  ['H100-NVL',   'NVL',        94, 3938,   60, 417.5, 835.5, 835.5, 1670.5, 9.0, 600,     400, 2023, 'NVIDIA H100 NVL', 95830],
  ['H200-SXM',   'SXM5',      141, 4800,   67, 494.7, 989.4, 989.4, 1978.9, 9.0, 900,     700, 2024, 'NVIDIA H200', 143771],
  ['H200-NVL',   'NVL',       141, 4800,   60, 417.5, 835.5, 835.5, 1670.5, 9.0, 900,     600, 2024, 'NVIDIA H200 NVL', 143771],
  ['H20',        'SXM5',       96, 4000,   44,    74,   148,   148,    296, 9.0, 900,  '400?', 2023, 'NVIDIA H20', 97871],
  ['H800-SXM',   'SXM5',       80, 3350,   67, 494.7, 989.4, 989.4, 1978.9, 9.0, 400,     700, 2023, 'NVIDIA H800', 81559],
  ['GH200-96GB', 'superchip',  96, 4000,   67, 494.7, 989.4, 989.4, 1978.9, 9.0, 900, '1000?', 2023, 'NVIDIA GH200 480GB', 97871],
]

// biome-ignore format: one row a line
const blackwell: readonly ModelRow[] = [
  // model                               form             GiB     GB/s     fp32      tf32      bf16      fp16       fp8    cc   NVL       W  year  driver name     MiB
  ['B200',                               'SXM6',          180, '7700?',      75,     1125,     2250,     2250,     4500, 10.0, 1800,   1000, 2024, 'NVIDIA B200', 183359],
  ['GB200',                              'superchip',     186,    8000,      80,     1250,     2500,     2500,     5000, 10.0, 1800,   1200, 2024, 'NVIDIA GB200', 189471],
  ['GB10',                               'integrated', '128?',     273,   '31?',    '62?',   '125?',   '125?',   '250?', 12.1,    _, '140?', 2025, 'NVIDIA GB10'],
  ['Jetson T5000 (Thor)',                'integrated', '128?',     273,  '8.1?',        _,   '258?',   '258?',   '517?', 11.0,    _,    130, 2025, 'NVIDIA Thor'],
  ['RTX 5060',                           'PCIe',            8,     448,    19.2,     19.2,     38.4,     38.4,     76.8, 12.0,    _,    145, 2025, 'NVIDIA GeForce RTX 5060', 8151],
  ['RTX 5060 Ti 16GB',                   'PCIe',           16,     448,    23.7,     23.7,     47.4,     47.4,     94.9, 12.0,    _,    180, 2025, 'NVIDIA GeForce RTX 5060 Ti', 16311],
  ['RTX 5070',                           'PCIe',           12,     672,    30.9,     30.9,     61.8,     61.8,    123.5, 12.0,    _,    250, 2025, 'NVIDIA GeForce RTX 5070', 12227],
  ['RTX 5070 Ti',                        'PCIe',           16,     896,    43.9,     43.9,     87.9,     87.9,    175.8, 12.0,    _,    300, 2025, 'NVIDIA GeForce RTX 5070 Ti', 16303],
  ['RTX 5080',                           'PCIe',           16,     960,    56.3,     56.3,    112.6,    112.6,    225.1, 12.0,    _,    360, 2025, 'NVIDIA GeForce RTX 5080', 16303],
  ['RTX 5090',                           'PCIe',           32,    1792,   104.8,    104.8,    209.5,    209.5,      419, 12.0,    _,    575, 2025, 'NVIDIA GeForce RTX 5090', 32607],
  ['RTX 5090 D',                         'PCIe',           32,    1792,   104.8, '104.8?',        _,        _,        _, 12.0,    _,    575, 2025, 'NVIDIA GeForce RTX 5090 D', 32607],
  ['RTX PRO 4000 Blackwell',             'PCIe',           24,     672, '36.8?',  '73.6?', '147.2?', '147.2?', '294.5?', 12.0,    _,    140, 2025, 'NVIDIA RTX PRO 4000 Blackwell'],
  ['RTX PRO 4500 Blackwell',             'PCIe',           32,     896, '50.5?', '105.4?', '210.9?', '210.9?', '421.8?', 12.0,    _,    200, 2025, 'NVIDIA RTX PRO 4500 Blackwell'],
  ['RTX PRO 5000 Blackwell',             'PCIe',           48,    1344, '66.9?', '133.9?', '267.8?', '267.8?', '535.5?', 12.0,    _,    300, 2025, 'NVIDIA RTX PRO 5000 Blackwell'],
  ['RTX PRO 6000 Blackwell Workstation', 'PCIe',           96,    1792,     125,      250,      500,      500,     1000, 12.0,    _,    600, 2025, 'NVIDIA RTX PRO 6000 Blackwell Workstation Edition', 97887],
  ['RTX PRO 6000 Blackwell Max-Q',       'PCIe',           96,    1792,     110,    219.4,    438.9,    438.9,    877.8, 12.0,    _,    300, 2025, 'NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition', 97887],
  ['RTX PRO 6000 Blackwell Server',      'PCIe',           96,    1597,     120,   '240?',   '480?',   '480?',   '960?', 12.0,    _,    600, 2025, 'NVIDIA RTX PRO 6000 Blackwell Server Edition', 97887],
  // from data sheets by memory, not in gpu-models.csv
  ['RTX 5060 Ti 8GB',                    'PCIe',            8,     448,    23.7,     23.7,     47.4,     47.4,     94.9, 12.0,    _,    180, 2025, 'NVIDIA GeForce RTX 5060 Ti', 8151],
  ['RTX PRO 4000 Blackwell Laptop',      'laptop',         16,     896,       _,        _,        _,        _,        _, 12.0,    _,      _, 2025, 'NVIDIA RTX PRO 4000 Blackwell Generation Laptop GPU'],
  ['RTX PRO 4500 Blackwell Server',      'PCIe',           32,     800,       _,        _,        _,        _,        _, 12.0,    _,    165, 2026, 'NVIDIA RTX PRO 4500 Blackwell Server Edition'],
]

// biome-ignore format: one row a line
const blackwellUltra: readonly ModelRow[] = [
  // model  form            GiB     GB/s  fp32  tf32  bf16  fp16   fp8    cc   NVL        W  year  driver name     MiB
  ['B300',  'SXM6',         270, '8000?',   75, 1125, 2250, 2250, 4500, 10.3, 1800, '1100?', 2025, 'NVIDIA B300 SXM6 AC', 275040],
  ['GB300', 'superchip', '279?',    8000,   80, 1250, 2500, 2500, 5000, 10.3, 1800,    1400, 2025, 'NVIDIA GB300', 284208],
]

/**
 * NVIDIA GPUs of the generations Hopper and Blackwell (2022 to 2026), tensor rates dense.
 *
 * Memory of B200, GB200, B300 and GB300 is in binary gigabytes, rounded: the same cards are also sold as 192,
 * 192, 288 and 288 GB. The 480GB in the driver's name of the GH200 is the CPU's memory. Rates of RTX cards
 * follow from NVIDIA's "AI TOPS" (FP4 sparse): GeForce FP8 = 1/8 and BF16 = 1/16, RTX PRO FP8 = 1/4 and BF16
 * = 1/8.
 *
 * Source: NVIDIA's data sheets from memory, H100, H200, GH200 and RTX 5090 checked against deviceQuery
 * recordings, B200 and B300 against pages of vendors (`gpu-models.csv`, 2026-11-23). RTX PRO 4500 Server:
 * exxactcorp.com, 2026-05-20. RTX 5060 Ti 8GB: its sibling with 16 GB.
 */
export const hopperAndBlackwellModels: readonly GpuModel[] = [
  ...toModels({ vendor: 'nvidia', architecture: 'Hopper' }, hopper),
  ...toModels({ vendor: 'nvidia', architecture: 'Blackwell' }, blackwell),
  ...toModels({ vendor: 'nvidia', architecture: 'Blackwell Ultra' }, blackwellUltra),
]
