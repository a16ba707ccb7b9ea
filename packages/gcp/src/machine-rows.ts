/** One type of machine with GPUs: a row of {@link machineRows}. */
export type MachineRow = readonly [
  /** Google's name of it. */
  type: string,
  /** Type of its accelerators. */
  accelerator: string,
  /** How many GPUs; below 1 a share of one. */
  gpus: number,
  /** Virtual processors. */
  vcpus: number,
  /** Main memory (GiB). */
  ramGiB: number,
  /** Local disks that come with it and are billed (GiB). */
  localSsdGiB: number,
  /** How it is sold without Spot: plainly, in no plain way, or in a way that is not certain. */
  onDemand: 'plain' | 'not-plain' | 'uncertain',
]

/**
 * The types of machine that come with GPUs.
 *
 * Sources: names, processors and memory as gcloud listed them in 2026-08 (Cyclenerd/google-cloud-pricing-cost-calculator dac3128);
 * local disks: dstackai/gpuhunt 3584151 and Compute Engine, "Accelerator-optimized machine family"; how they are sold: Compute
 * Engine, "Choose a consumption option", 2026-11. Google's interface states neither the size of the disks nor how a type is sold.
 */
// biome-ignore format: one row a line
export const machineRows: readonly MachineRow[] = [
  // type, accelerator, GPUs, vCPUs, RAM (GiB), local SSD (GiB), on demand
  ['a2-highgpu-1g',          'nvidia-tesla-a100',          1,   12,    85,      0, 'plain'],
  ['a2-highgpu-2g',          'nvidia-tesla-a100',          2,   24,   170,      0, 'plain'],
  ['a2-highgpu-4g',          'nvidia-tesla-a100',          4,   48,   340,      0, 'plain'],
  ['a2-highgpu-8g',          'nvidia-tesla-a100',          8,   96,   680,      0, 'plain'],
  ['a2-megagpu-16g',         'nvidia-tesla-a100',         16,   96,  1360,      0, 'plain'],
  ['a2-ultragpu-1g',         'nvidia-a100-80gb',           1,   12,   170,    375, 'plain'],
  ['a2-ultragpu-2g',         'nvidia-a100-80gb',           2,   24,   340,    750, 'plain'],
  ['a2-ultragpu-4g',         'nvidia-a100-80gb',           4,   48,   680,   1500, 'plain'],
  ['a2-ultragpu-8g',         'nvidia-a100-80gb',           8,   96,  1360,   3000, 'plain'],
  ['a3-highgpu-1g',          'nvidia-h100-80gb',           1,   26,   234,    750, 'not-plain'],
  ['a3-highgpu-2g',          'nvidia-h100-80gb',           2,   52,   468,   1500, 'not-plain'],
  ['a3-highgpu-4g',          'nvidia-h100-80gb',           4,  104,   936,   3000, 'not-plain'],
  ['a3-highgpu-8g',          'nvidia-h100-80gb',           8,  208,  1872,   6000, 'plain'],
  ['a3-megagpu-8g',          'nvidia-h100-mega-80gb',      8,  208,  1872,   6000, 'plain'],
  ['a3-edgegpu-8g',          'nvidia-h100-80gb',           8,  208,  1872,   6000, 'uncertain'],
  ['a3-edgegpu-8g-nolssd',   'nvidia-h100-80gb',           8,  208,  1872,      0, 'uncertain'],
  ['a3-ultragpu-8g',         'nvidia-h200-141gb',          8,  224,  2952,  12000, 'not-plain'],
  ['a3-ultragpu-8g-nolssd',  'nvidia-h200-141gb',          8,  224,  2952,      0, 'not-plain'],
  ['a4-highgpu-8g',          'nvidia-b200',                8,  224,  3968,  12000, 'not-plain'],
  ['a4x-highgpu-4g',         'nvidia-gb200',               4,  140,   884,  12000, 'not-plain'],
  ['a4x-maxgpu-4g-metal',    'nvidia-gb300',               4,  144,   960,  12000, 'not-plain'],
  ['g2-standard-4',          'nvidia-l4',                  1,    4,    16,      0, 'plain'],
  ['g2-standard-8',          'nvidia-l4',                  1,    8,    32,      0, 'plain'],
  ['g2-standard-12',         'nvidia-l4',                  1,   12,    48,      0, 'plain'],
  ['g2-standard-16',         'nvidia-l4',                  1,   16,    64,      0, 'plain'],
  ['g2-standard-24',         'nvidia-l4',                  2,   24,    96,      0, 'plain'],
  ['g2-standard-32',         'nvidia-l4',                  1,   32,   128,      0, 'plain'],
  ['g2-standard-48',         'nvidia-l4',                  4,   48,   192,      0, 'plain'],
  ['g2-standard-96',         'nvidia-l4',                  8,   96,   384,      0, 'plain'],
  ['g4-standard-6',          'nvidia-rtx-pro-6000',    0.125,    6,    22,      0, 'plain'],
  ['g4-standard-12',         'nvidia-rtx-pro-6000',     0.25,   12,    45,      0, 'plain'],
  ['g4-standard-24',         'nvidia-rtx-pro-6000',      0.5,   24,    90,      0, 'plain'],
  ['g4-standard-48',         'nvidia-rtx-pro-6000',        1,   48,   180,      0, 'plain'],
  ['g4-standard-96',         'nvidia-rtx-pro-6000',        2,   96,   360,      0, 'plain'],
  ['g4-standard-192',        'nvidia-rtx-pro-6000',        4,  192,   720,      0, 'plain'],
  ['g4-standard-384',        'nvidia-rtx-pro-6000',        8,  384,  1440,      0, 'plain'],
]
