import type { GpuModel } from '../gpu-model.ts'
import { type ModelRow, toModels } from './model-rows.ts'

/** An empty cell: the hardware has no such thing, or the figure is not known. */
const _ = undefined

// biome-ignore format: one row a line
const ada: readonly ModelRow[] = [
  // model              form      GiB  GB/s     fp32      tf32      bf16      fp16       fp8   cc  NVL       W  year  driver name    MiB
  ['L4',                'PCIe',    24,  300,    30.3,       60,      121,      121,    242.5, 8.9,   _,     72, 2023, 'NVIDIA L4', 23034],
  ['L40',               'PCIe',    48,  864,    90.5,     90.5,      181,      181,      362, 8.9,   _,    300, 2022, 'NVIDIA L40', 46068],
  ['L40S',              'PCIe',    48,  864,    91.6,      183,      362,      362,      733, 8.9,   _,    350, 2023, 'NVIDIA L40S', 46068],
  ['L20',               'PCIe',    48,  864,    59.8,     59.8,    119.5,    119.5,      239, 8.9,   _,    275, 2023, 'NVIDIA L20', 46068],
  ['RTX 4060',          'PCIe',     8,  272,    15.1,     15.1,     30.2,     30.2,     60.5, 8.9,   _,    115, 2023, 'NVIDIA GeForce RTX 4060', 8188],
  ['RTX 4060 Ti 8GB',   'PCIe',     8,  288,    22.1,     22.1,     44.1,     44.1,     88.3, 8.9,   _,    160, 2023, 'NVIDIA GeForce RTX 4060 Ti', 8188],
  ['RTX 4060 Ti 16GB',  'PCIe',    16,  288,    22.1,     22.1,     44.1,     44.1,     88.3, 8.9,   _,    165, 2023, 'NVIDIA GeForce RTX 4060 Ti', 16380],
  ['RTX 4070',          'PCIe',    12,  504,    29.1,     29.1,     58.3,     58.3,    116.6, 8.9,   _,    200, 2023, 'NVIDIA GeForce RTX 4070', 12282],
  ['RTX 4070 SUPER',    'PCIe',    12,  504,    35.5,     35.5,       71,       71,      142, 8.9,   _,    220, 2024, 'NVIDIA GeForce RTX 4070 SUPER', 12282],
  ['RTX 4070 Ti',       'PCIe',    12,  504,    40.1,     40.1,     80.2,     80.2,    160.4, 8.9,   _,    285, 2023, 'NVIDIA GeForce RTX 4070 Ti', 12282],
  ['RTX 4070 Ti SUPER', 'PCIe',    16,  672,    44.1,     44.1,     88.2,     88.2,    176.4, 8.9,   _,    285, 2024, 'NVIDIA GeForce RTX 4070 Ti SUPER', 16376],
  ['RTX 4080',          'PCIe',    16,  717,    48.7,     48.7,     97.5,     97.5,    194.9, 8.9,   _,    320, 2022, 'NVIDIA GeForce RTX 4080', 16376],
  ['RTX 4080 SUPER',    'PCIe',    16,  736,    52.2,     52.2,    104.4,    104.4,    208.9, 8.9,   _,    320, 2024, 'NVIDIA GeForce RTX 4080 SUPER', 16376],
  ['RTX 4090',          'PCIe',    24, 1008,    82.6,     82.6,    165.2,    165.2,    330.3, 8.9,   _,    450, 2022, 'NVIDIA GeForce RTX 4090', 24564],
  ['RTX 4090 D',        'PCIe',    24, 1008,    73.5,     73.5,    147.1,    147.1,    294.2, 8.9,   _,    425, 2023, 'NVIDIA GeForce RTX 4090 D', 24564],
  ['RTX 2000 Ada',      'PCIe',    16,  224,      12,       24,       48,       48,       96, 8.9,   _,     70, 2024, 'NVIDIA RTX 2000 Ada Generation', 16380],
  ['RTX 4000 SFF Ada',  'PCIe',    20,  280,    19.2,     38.4,     76.7,     76.7,    153.4, 8.9,   _,     70, 2023, 'NVIDIA RTX 4000 SFF Ada Generation', 20475],
  ['RTX 4000 Ada',      'PCIe',    20,  360,    26.7,     53.5,    106.9,    106.9,    213.8, 8.9,   _,    130, 2023, 'NVIDIA RTX 4000 Ada Generation', 20475],
  ['RTX 4500 Ada',      'PCIe',    24,  432,    39.6,     79.2,    158.5,    158.5,      317, 8.9,   _,    210, 2023, 'NVIDIA RTX 4500 Ada Generation', 24570],
  ['RTX 5000 Ada',      'PCIe',    32,  576,    65.3,    130.6,    261.1,    261.1,    522.2, 8.9,   _,    250, 2023, 'NVIDIA RTX 5000 Ada Generation', 32760],
  ['RTX 6000 Ada',      'PCIe',    48,  960,    91.1,    182.1,    364.2,    364.2,    728.5, 8.9,   _,    300, 2022, 'NVIDIA RTX 6000 Ada Generation', 49140],
  // from data sheets by memory, not in gpu-models.csv
  ['RTX 4060 Laptop',   'laptop',   8,  256, '14.6?',        _,        _,        _,        _, 8.9,   _, '115?', 2023, 'NVIDIA GeForce RTX 4060 Laptop GPU'],
  ['RTX 4070 Laptop',   'laptop',   8,  256,   '20?',        _,        _,        _,        _, 8.9,   _, '115?', 2023, 'NVIDIA GeForce RTX 4070 Laptop GPU'],
  ['RTX 4080 Laptop',   'laptop',  12,  432, '33.9?',        _,        _,        _,        _, 8.9,   _, '150?', 2023, 'NVIDIA GeForce RTX 4080 Laptop GPU'],
  ['RTX 5880 Ada',      'PCIe',    48,  960,    69.3, '138.5?', '277.1?', '277.1?', '554.2?', 8.9,   _,    285, 2024, 'NVIDIA RTX 5880 Ada Generation', 49140],
]

/**
 * NVIDIA GPUs of the generation Ada (2022 to 2024), tensor rates dense.
 *
 * The data sheets print the sparse rate, twice as high. Rates of GeForce cards are those with FP32
 * accumulation; FP8 with FP16 accumulation is twice as fast.
 *
 * Source: NVIDIA's data sheets from memory, bandwidth and FP32 of L4, L40S, RTX 4090 and the RTX Ada cards
 * checked against deviceQuery recordings (`gpu-models.csv`, 2026-11-23).
 */
export const adaModels: readonly GpuModel[] = [...toModels({ vendor: 'nvidia', architecture: 'Ada' }, ada)]
