import { type Machine, type MachineRow, toMachines } from '../machine.ts'

// biome-ignore format: one row a line
const pcie: readonly MachineRow[] = [
  // type, GPU, GPUs, vCPUs, RAM (GiB)
  ['g2-standard-4',   'L4',                            1,   4,   16],
  ['g2-standard-8',   'L4',                            1,   8,   32],
  ['g2-standard-12',  'L4',                            1,  12,   48],
  ['g2-standard-16',  'L4',                            1,  16,   64],
  ['g2-standard-24',  'L4',                            2,  24,   96],
  ['g2-standard-32',  'L4',                            1,  32,  128],
  ['g2-standard-48',  'L4',                            4,  48,  192],
  ['g2-standard-96',  'L4',                            8,  96,  384],
  ['g4-standard-48',  'RTX PRO 6000 Blackwell Server', 1,  48,  180],
  ['g4-standard-96',  'RTX PRO 6000 Blackwell Server', 2,  96,  360],
  ['g4-standard-192', 'RTX PRO 6000 Blackwell Server', 4, 192,  720],
  ['g4-standard-384', 'RTX PRO 6000 Blackwell Server', 8, 384, 1440],
]

// biome-ignore format: one row a line
const nvlink: readonly MachineRow[] = [
  // type, GPU, GPUs, vCPUs, RAM (GiB)
  ['a2-highgpu-1g',  'A100-SXM4-40GB',  1,  12,   85],
  ['a2-highgpu-2g',  'A100-SXM4-40GB',  2,  24,  170],
  ['a2-highgpu-4g',  'A100-SXM4-40GB',  4,  48,  340],
  ['a2-highgpu-8g',  'A100-SXM4-40GB',  8,  96,  680],
  ['a2-megagpu-16g', 'A100-SXM4-40GB', 16,  96, 1360],
  ['a2-ultragpu-1g', 'A100-SXM4-80GB',  1,  12,  170],
  ['a2-ultragpu-2g', 'A100-SXM4-80GB',  2,  24,  340],
  ['a2-ultragpu-4g', 'A100-SXM4-80GB',  4,  48,  680],
  ['a2-ultragpu-8g', 'A100-SXM4-80GB',  8,  96, 1360],
  ['a3-highgpu-1g',  'H100-SXM5',       1,  26,  234],
  ['a3-highgpu-2g',  'H100-SXM5',       2,  52,  468],
  ['a3-highgpu-4g',  'H100-SXM5',       4, 104,  936],
  ['a3-highgpu-8g',  'H100-SXM5',       8, 208, 1872],
  ['a3-megagpu-8g',  'H100-SXM5',       8, 208, 1872],
  ['a3-ultragpu-8g', 'H200-SXM',        8, 224, 2952],
  ['a4-highgpu-8g',  'B200',            8, 224, 3968],
]

/**
 * The machine types of Google Cloud that come with GPUs, whole GPUs only.
 *
 * Left out: types with a part of a GPU (g4-standard-6, -12, -24), edge types, and the Grace types, which are
 * sold by reservation only.
 *
 * Source: machine types as listed by gcloud, 2026-08; GPU and link: Google's documentation.
 */
export const gcpMachines: readonly Machine[] = [
  ...toMachines({ architecture: 'x86_64', interconnect: 'pcie' }, pcie),
  ...toMachines({ architecture: 'x86_64', interconnect: 'nvlink' }, nvlink),
]
