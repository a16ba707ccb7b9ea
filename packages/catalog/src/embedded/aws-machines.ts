import { type Machine, type MachineRow, toMachines } from '../machine.ts'

// biome-ignore format: one row a line
const pcie: readonly MachineRow[] = [
  // type, GPU, GPUs, vCPUs, RAM (GiB)
  ['g4ad.xlarge',   'Radeon Pro V520',               1,   4,   16],
  ['g4ad.2xlarge',  'Radeon Pro V520',               1,   8,   32],
  ['g4ad.4xlarge',  'Radeon Pro V520',               1,  16,   64],
  ['g4ad.8xlarge',  'Radeon Pro V520',               2,  32,  128],
  ['g4ad.16xlarge', 'Radeon Pro V520',               4,  64,  256],
  ['g4dn.xlarge',   'T4',                            1,   4,   16],
  ['g4dn.2xlarge',  'T4',                            1,   8,   32],
  ['g4dn.4xlarge',  'T4',                            1,  16,   64],
  ['g4dn.8xlarge',  'T4',                            1,  32,  128],
  ['g4dn.12xlarge', 'T4',                            4,  48,  192],
  ['g4dn.16xlarge', 'T4',                            1,  64,  256],
  ['g4dn.metal',    'T4',                            8,  96,  384],
  ['g5.xlarge',     'A10G',                          1,   4,   16],
  ['g5.2xlarge',    'A10G',                          1,   8,   32],
  ['g5.4xlarge',    'A10G',                          1,  16,   64],
  ['g5.8xlarge',    'A10G',                          1,  32,  128],
  ['g5.12xlarge',   'A10G',                          4,  48,  192],
  ['g5.16xlarge',   'A10G',                          1,  64,  256],
  ['g5.24xlarge',   'A10G',                          4,  96,  384],
  ['g5.48xlarge',   'A10G',                          8, 192,  768],
  ['g6.xlarge',     'L4',                            1,   4,   16],
  ['g6.2xlarge',    'L4',                            1,   8,   32],
  ['g6.4xlarge',    'L4',                            1,  16,   64],
  ['g6.8xlarge',    'L4',                            1,  32,  128],
  ['g6.12xlarge',   'L4',                            4,  48,  192],
  ['g6.16xlarge',   'L4',                            1,  64,  256],
  ['g6.24xlarge',   'L4',                            4,  96,  384],
  ['g6.48xlarge',   'L4',                            8, 192,  768],
  ['gr6.4xlarge',   'L4',                            1,  16,  128],
  ['gr6.8xlarge',   'L4',                            1,  32,  256],
  ['g6e.xlarge',    'L40S',                          1,   4,   32],
  ['g6e.2xlarge',   'L40S',                          1,   8,   64],
  ['g6e.4xlarge',   'L40S',                          1,  16,  128],
  ['g6e.8xlarge',   'L40S',                          1,  32,  256],
  ['g6e.12xlarge',  'L40S',                          4,  48,  384],
  ['g6e.16xlarge',  'L40S',                          1,  64,  512],
  ['g6e.24xlarge',  'L40S',                          4,  96,  768],
  ['g6e.48xlarge',  'L40S',                          8, 192, 1536],
  ['g7.2xlarge',    'RTX PRO 4500 Blackwell Server', 1,   8,   32],
  ['g7.4xlarge',    'RTX PRO 4500 Blackwell Server', 1,  16,   64],
  ['g7.8xlarge',    'RTX PRO 4500 Blackwell Server', 1,  32,  128],
  ['g7.12xlarge',   'RTX PRO 4500 Blackwell Server', 2,  48,  192],
  ['g7.24xlarge',   'RTX PRO 4500 Blackwell Server', 4,  96,  384],
  ['g7.48xlarge',   'RTX PRO 4500 Blackwell Server', 8, 192,  768],
  ['g7e.2xlarge',   'RTX PRO 6000 Blackwell Server', 1,   8,   64],
  ['g7e.4xlarge',   'RTX PRO 6000 Blackwell Server', 1,  16,  128],
  ['g7e.8xlarge',   'RTX PRO 6000 Blackwell Server', 1,  32,  256],
  ['g7e.12xlarge',  'RTX PRO 6000 Blackwell Server', 2,  48,  512],
  ['g7e.24xlarge',  'RTX PRO 6000 Blackwell Server', 4,  96, 1024],
  ['g7e.48xlarge',  'RTX PRO 6000 Blackwell Server', 8, 192, 2048],
  ['p5.4xlarge',    'H100-SXM5',                     1,  16,  256],
]

// biome-ignore format: one row a line
const nvlink: readonly MachineRow[] = [
  // type, GPU, GPUs, vCPUs, RAM (GiB)
  ['p3dn.24xlarge',    'V100-SXM2-32GB', 8,  96,  768],
  ['p4d.24xlarge',     'A100-SXM4-40GB', 8,  96, 1152],
  ['p4de.24xlarge',    'A100-SXM4-80GB', 8,  96, 1152],
  ['p5.48xlarge',      'H100-SXM5',      8, 192, 2048],
  ['p5en.48xlarge',    'H200-SXM',       8, 192, 2048],
  ['p6-b200.48xlarge', 'B200',           8, 192, 2048],
  ['p6-b300.48xlarge', 'B300',           8, 192, 4096],
]

// biome-ignore format: one row a line
const arm: readonly MachineRow[] = [
  // type, GPU, GPUs, vCPUs, RAM (GiB)
  ['g5g.xlarge',   'T4G', 1,  4,   8],
  ['g5g.2xlarge',  'T4G', 1,  8,  16],
  ['g5g.4xlarge',  'T4G', 1, 16,  32],
  ['g5g.8xlarge',  'T4G', 1, 32,  64],
  ['g5g.16xlarge', 'T4G', 2, 64, 128],
  ['g5g.metal',    'T4G', 2, 64, 128],
]

/**
 * The GPU instance types of AWS that are sold on demand, whole GPUs only.
 *
 * Left out: types with a part of a GPU (g6f, gr6f), types that are sold in capacity blocks only (p5e, p6e)
 * and retired ones (p2, p3, g3).
 *
 * Source: EC2 DescribeInstanceTypes, 2026-08-02; the link between GPUs: AWS product pages.
 */
export const awsMachines: readonly Machine[] = [
  ...toMachines({ architecture: 'x86_64', interconnect: 'pcie' }, pcie),
  ...toMachines({ architecture: 'x86_64', interconnect: 'nvlink' }, nvlink),
  ...toMachines({ architecture: 'arm64', interconnect: 'pcie' }, arm),
]
