import type { GpuModel } from '../gpu-model.ts'
import { type ModelRow, toModels } from './model-rows.ts'

/** An empty cell: the hardware has no such thing, or the figure is not known. */
const _ = undefined

// biome-ignore format: one row a line
const hopper: readonly ModelRow[] = [
  // model        form         GiB     GB/s  fp32   tf32   bf16   fp16     fp8   cc  NVL        W     year  driver name  MiB
  ['GH200-144GB', 'superchip', 144,    4900,   67, 494.7, 989.4, 989.4, 1978.9, 9.0, 900, '1000?',    2024, 'NVIDIA GH200 144G HBM3e?'],
  ['H20-141GB',   'SXM5',      141, '4800?',   44,    74,   148,   148,    296, 9.0, 900,  '400?', '2024?', 'NVIDIA H20-3e?'],
]

// biome-ignore format: one row a line
const pascal: readonly ModelRow[] = [
  // model         form      GiB  GB/s    fp32  tf32  bf16  fp16  fp8   cc  NVL       W     year  driver name  MiB
  ['GTX 1050 4GB', 'laptop',   4,  112, '1.9?',    _,    _,    _,   _, 6.1,   _, '75?', '2017?', 'NVIDIA GeForce GTX 1050', 4096],
]

// biome-ignore format: one row a line
const turing: readonly ModelRow[] = [
  // model             form    GiB    GB/s  fp32  tf32  bf16  fp16  fp8   cc  NVL       W  year  driver name    MiB
  ['RTX 2060 12GB',    'PCIe',  12,    336,  7.2,    _,    _,    _,   _, 7.5,   _, '185?', 2021, 'NVIDIA GeForce RTX 2060', 12288],
  ['RTX 2080 Ti 22GB', 'PCIe',  22, '616?', 13.4,    _,    _, 53.8,   _, 7.5, 100,    250, 2018, 'NVIDIA GeForce RTX 2080 Ti', 22528],
]

// biome-ignore format: one row a line
const ampere: readonly ModelRow[] = [
  // model                 form      GiB    GB/s     fp32  tf32  bf16  fp16  fp8   cc  NVL       W  year  driver name    MiB
  ['RTX 3060 Laptop 12GB', 'laptop',  12, '336?', '10.9?',    _,    _,    _,   _, 8.6,   _, '115?', 2021, 'NVIDIA GeForce RTX 3060 Laptop GPU', 12288],
  ['RTX 3080 20GB',        'PCIe',    20, '760?',    29.8, 29.8, 59.5, 59.5,   _, 8.6,   _,    320, 2020, 'NVIDIA GeForce RTX 3080', 20480],
]

// biome-ignore format: one row a line
const ada: readonly ModelRow[] = [
  // model                form    GiB     GB/s  fp32  tf32   bf16   fp16    fp8   cc  NVL    W  year  driver name    MiB
  ['RTX 4080 32GB',       'PCIe',  32,  '717?', 48.7, 48.7,  97.5,  97.5, 194.9, 8.9,   _, 320, 2022, 'NVIDIA GeForce RTX 4080', 32760],
  ['RTX 4080 SUPER 32GB', 'PCIe',  32,  '736?', 52.2, 52.2, 104.4, 104.4, 208.9, 8.9,   _, 320, 2024, 'NVIDIA GeForce RTX 4080 SUPER', 32760],
  ['RTX 4090 48GB',       'PCIe',  48, '1008?', 82.6, 82.6, 165.2, 165.2, 330.3, 8.9,   _, 450, 2022, 'NVIDIA GeForce RTX 4090', 49140],
  ['RTX 4090 D 48GB',     'PCIe',  48, '1008?', 73.5, 73.5, 147.1, 147.1, 294.2, 8.9,   _, 425, 2023, 'NVIDIA GeForce RTX 4090 D', 49140],
]

// biome-ignore format: one row a line
const blackwell: readonly ModelRow[] = [
  // model                        form    GiB  GB/s     fp32      tf32      bf16      fp16       fp8    cc  NVL    W  year  driver name  MiB
  ['RTX PRO 5000 Blackwell 72GB', 'PCIe',  72, 1344, '66.9?', '133.9?', '267.8?', '267.8?', '535.5?', 12.0,   _, 300, 2025, 'NVIDIA RTX PRO 5000 72GB Blackwell?'],
]

// biome-ignore format: one row a line
const cdna2: readonly ModelRow[] = [
  // model                        form   GiB  GB/s  fp32  tf32   bf16   fp16  fp8  cc  NVL       W  year  driver name  MiB
  ['MI250 (one of two devices)',  'OAM',  64, 1638, 22.6,    _,   181,   181,   _,  _,   _, '280?', 2021, 'AMD Instinct MI250'],
  ['MI250X (one of two devices)', 'OAM',  64, 1638, 23.9,    _, 191.5, 191.5,   _,  _,   _, '280?', 2021, 'AMD Instinct MI250X'],
]

// biome-ignore format: one row a line
const rdna3: readonly ModelRow[] = [
  // model                  form    GiB    GB/s     fp32  tf32     bf16     fp16  fp8  cc  NVL       W  year  driver name  MiB
  ['Radeon PRO V710 24GB',  'PCIe',  24, '448?', '27.7?',    _, '55.3?', '55.3?',   _,  _,   _,    158, 2024, 'AMD Radeon PRO V710'],
  ['Radeon PRO W7800 48GB', 'PCIe',  48,    864,    45.2,    _,    90.5,    90.5,   _,  _,   _, '281?', 2024, 'AMD Radeon PRO W7800 48GB'],
]

/**
 * Models that share their name with a model of another memory size and are rarer than it.
 *
 * They are meant only where that size is stated: `RTX 4090` alone is the card with 24 GB. All but three have
 * more memory than their namesake, so that taking the namesake understates them. The exceptions: AMD's
 * drivers show one MI250 as two devices of 64 GB, and Azure hands out 24 of the 28 GB of a Radeon PRO V710.
 *
 * - Refitted cards on the market (Vast.ai, 2026-05 to 2026-08): RTX 2080 Ti 22GB, RTX 3060 Laptop 12GB, RTX
 *   3080 20GB, RTX 4080 32GB, RTX 4080 SUPER 32GB, RTX 4090 48GB, RTX 4090 D 48GB. Rates are those of the
 *   namesake, the bandwidth is an assumption.
 * - Versions by the vendor: the others.
 *
 * Source: memory sizes from Vast.ai offers and from `gpu-models.csv` of 2026-11-23; the rest as for the
 * namesakes; H20-141GB from memory; GTX 1050 4GB from a recording of a notebook.
 */
export const memoryVariants: readonly GpuModel[] = [
  ...toModels({ vendor: 'nvidia', architecture: 'Hopper' }, hopper),
  ...toModels({ vendor: 'nvidia', architecture: 'Pascal' }, pascal),
  ...toModels({ vendor: 'nvidia', architecture: 'Turing' }, turing),
  ...toModels({ vendor: 'nvidia', architecture: 'Ampere' }, ampere),
  ...toModels({ vendor: 'nvidia', architecture: 'Ada' }, ada),
  ...toModels({ vendor: 'nvidia', architecture: 'Blackwell' }, blackwell),
  ...toModels({ vendor: 'amd', architecture: 'CDNA2' }, cdna2),
  ...toModels({ vendor: 'amd', architecture: 'RDNA3' }, rdna3),
]
