import type { PriceSource } from '../list-price.ts'

/** One line of typical offers on Vast.ai; price, processors, memory and disk are per GPU. */
export type VastaiRow = readonly [
  gpuName: string,
  gpu: string,
  usdPerHour: number,
  mostGpus: number,
  cudaVersion: number,
  vcpus: number,
  ramGiB: number,
  diskGB: number,
]

/** Where the prices of Vast.ai come from. */
export const vastaiPriceSource: PriceSource = {
  date: '2026-08-22',
  text: 'median of the Vast.ai offers with this GPU from 2026-05-26 to 2026-08-22',
}

/**
 * Typical offers on Vast.ai, for each GPU of which at least 20 offers were seen.
 *
 * Price per GPU (USD/h), processors, memory (GiB) and disk (GB) per GPU are medians. The CUDA version is one
 * that 95 % of the hosts support. The largest number of GPUs in one offer is that of 1, 2, 4 and 8 that was
 * seen. Hosts of one model differ widely; a real offer comes from the adapter of Vast.ai.
 *
 * Source: 10,512 verified offers on amd64 hosts in 1,257 replies of Vast.ai's search from 2026-05-26 to
 * 2026-08-22, collected by the DEXBTX contributors (MIT).
 */
// biome-ignore format: one row a line
export const vastaiPrices: readonly VastaiRow[] = [
  // name, GPU, per GPU (USD/h), most GPUs, CUDA, vCPUs, RAM (GiB), disk (GB)
  ['A100 PCIE',       'A100-PCIe-40GB',                      0.69556, 8, 12.8, 12,  89,  519],
  ['A100 PCIE',       'A100-PCIe-80GB',                       1.0022, 8, 12.4, 16, 120,  127],
  ['A100 SXM4',       'A100-SXM4-40GB',                      0.66741, 8, 12.7, 16,  67,  421],
  ['A100 SXM4',       'A100-SXM4-80GB',                       1.0693, 8, 12.2, 16, 165, 2413],
  ['A40',             'A40',                                 0.28741, 4, 12.6, 64, 477,  140],
  ['B200',            'B200',                                 5.8776, 8, 13.0, 24, 237, 2512],
  ['B300',            'B300',                                 7.5005, 8, 13.1, 24, 360, 2406],
  ['H100 NVL',        'H100-NVL',                             2.4705, 4, 12.8, 40, 187,  952],
  ['H100 PCIE',       'H100-PCIe',                            2.0006, 8, 13.0, 24, 180,  223],
  ['H100 SXM',        'H100-SXM5',                            2.2693, 8, 12.2, 24, 205, 1556],
  ['H200',            'H200-SXM',                             3.9485, 8, 12.7, 28, 240, 2604],
  ['H200 NVL',        'H200-NVL',                             3.6032, 8, 12.6, 32, 239,  856],
  ['L40',             'L40',                                 0.57778, 4, 12.8, 32, 120,  232],
  ['L40S',            'L40S',                                0.80111, 4, 12.6, 20, 112,  440],
  ['RTX 3080',        'RTX 3080 10GB',                      0.082222, 4, 12.8,  8,  13,  164],
  ['RTX 3080 Ti',     'RTX 3080 Ti',                        0.099778, 2, 12.2, 12,  29,  257],
  ['RTX 3090',        'RTX 3090',                            0.13556, 8, 12.4, 10,  30,  209],
  ['RTX 4060 Ti',     'RTX 4060 Ti 16GB',                   0.082222, 4, 12.8,  8,  23,  208],
  ['RTX 4070',        'RTX 4070',                           0.084444, 8, 12.2, 10,  29,  179],
  ['RTX 4070 Ti',     'RTX 4070 Ti',                        0.094444, 8, 12.2, 18,  29,  347],
  ['RTX 4070S',       'RTX 4070 SUPER',                     0.088889, 8, 12.7, 10,  22,  179],
  ['RTX 4070S Ti',    'RTX 4070 Ti SUPER',                   0.12963, 8, 12.8, 16,  29,  347],
  ['RTX 4080',        'RTX 4080',                            0.17359, 4, 12.8, 16,  59,  337],
  ['RTX 4080S',       'RTX 4080 SUPER',                      0.14756, 4, 13.0, 10,  30,  209],
  ['RTX 4080S',       'RTX 4080 SUPER 32GB',                 0.20207, 4, 12.8, 24,  60,  246],
  ['RTX 4090',        'RTX 4090',                            0.37593, 8, 12.6, 18,  60,  437],
  ['RTX 4090',        'RTX 4090 48GB',                       0.54074, 8, 12.8, 19,  60,  627],
  ['RTX 5060',        'RTX 5060',                            0.07037, 2, 13.0, 10,  26,  214],
  ['RTX 5060 Ti',     'RTX 5060 Ti 16GB',                    0.10785, 8, 12.8, 14,  29,  305],
  ['RTX 5070',        'RTX 5070',                             0.1077, 4, 12.8, 16,  29,  406],
  ['RTX 5070 Ti',     'RTX 5070 Ti',                         0.13556, 4, 12.8, 12,  29,  656],
  ['RTX 5080',        'RTX 5080',                            0.17556, 8, 12.8, 16,  30,  365],
  ['RTX 5090',        'RTX 5090',                            0.53444, 8, 12.9, 31,  60,  612],
  ['RTX 5880Ada',     'RTX 5880 Ada',                        0.57037, 4, 12.8, 28, 120,  813],
  ['RTX 6000Ada',     'RTX 6000 Ada',                        0.62889, 8, 12.7, 16,  88,  649],
  ['RTX PRO 4000',    'RTX PRO 4000 Blackwell',              0.26889, 4, 13.0, 16,  39,  318],
  ['RTX PRO 4500',    'RTX PRO 4500 Blackwell',              0.33556, 2, 13.0, 16,  59,  248],
  ['RTX PRO 5000',    'RTX PRO 5000 Blackwell',              0.66741, 8, 13.0, 16,  60,  522],
  ['RTX PRO 6000 S',  'RTX PRO 6000 Blackwell Server',        1.7337, 8, 13.0, 32, 120,  834],
  ['RTX PRO 6000 WS', 'RTX PRO 6000 Blackwell Workstation',   1.3237, 8, 13.0, 32, 120,  762],
]
