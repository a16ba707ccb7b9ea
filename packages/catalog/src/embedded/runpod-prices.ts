import type { PriceSource } from '../list-price.ts'

/** One line of RunPod's price list: prices per GPU (USD/h); `null`: not offered there. */
export type RunpodRow = readonly [
  gpuTypeId: string,
  gpu: string,
  secureUsdPerHour: number | null,
  communityUsdPerHour: number | null,
  mostGpus: number,
]

/** Where RunPod's prices come from. */
export const runpodPriceSource: PriceSource = { date: '2026-08-17', text: 'RunPod list price per GPU' }

/**
 * RunPod's price list: price of one GPU in the secure and in the community cloud, and the largest number of
 * them in one pod (of 1, 2, 4 and 8).
 *
 * RunPod's list has a figure for clouds in which a GPU is not offered, mostly 0.50 or 0; those are left out
 * here, as are slices of a GPU. Where the largest number was not recorded it is 1. There are no spot prices:
 * RunPod has withdrawn them.
 *
 * Sources: RunPod's price list of 2026-08-17; what is offered where: its reply of 2026-07-18; largest number:
 * its replies of 2025-06-21 and 2026-07-18.
 */
export const runpodPrices: readonly RunpodRow[] = [
  // id, GPU, secure (USD/h), community (USD/h), most GPUs
  ['AMD Instinct MI300X OAM', 'MI300X', 2.39, null, 8],
  ['NVIDIA A100 80GB PCIe', 'A100-PCIe-80GB', 1.39, 1.19, 8],
  ['NVIDIA A100-SXM4-40GB', 'A100-SXM4-40GB', null, 1, 1],
  ['NVIDIA A100-SXM4-80GB', 'A100-SXM4-80GB', 1.59, 1.39, 8],
  ['NVIDIA A40', 'A40', 0.44, null, 8],
  ['NVIDIA B200', 'B200', 6.79, 5.98, 8],
  ['NVIDIA B300 SXM6 AC', 'B300', 7.89, 6.94, 1],
  ['NVIDIA GeForce RTX 3070', 'RTX 3070', null, 0.13, 8],
  ['NVIDIA GeForce RTX 3080', 'RTX 3080 10GB', null, 0.17, 4],
  ['NVIDIA GeForce RTX 3080 Ti', 'RTX 3080 Ti', null, 0.18, 4],
  ['NVIDIA GeForce RTX 3090', 'RTX 3090', 0.5, 0.22, 8],
  ['NVIDIA GeForce RTX 3090 Ti', 'RTX 3090 Ti', null, 0.27, 2],
  ['NVIDIA GeForce RTX 4070 Ti', 'RTX 4070 Ti', null, 0.19, 2],
  ['NVIDIA GeForce RTX 4080', 'RTX 4080', null, 0.27, 2],
  ['NVIDIA GeForce RTX 4080 SUPER', 'RTX 4080 SUPER', null, 0.28, 4],
  ['NVIDIA GeForce RTX 4090', 'RTX 4090', 0.74, 0.34, 8],
  ['NVIDIA GeForce RTX 5080', 'RTX 5080', null, 0.39, 4],
  ['NVIDIA GeForce RTX 5090', 'RTX 5090', 0.99, 0.69, 8],
  ['NVIDIA H100 80GB HBM3', 'H100-SXM5', 3.29, 2.69, 8],
  ['NVIDIA H100 NVL', 'H100-NVL', 3.19, 2.59, 8],
  ['NVIDIA H100 PCIe', 'H100-PCIe', 2.89, 1.99, 8],
  ['NVIDIA H200', 'H200-SXM', 4.59, 3.59, 8],
  ['NVIDIA H200 NVL', 'H200-NVL', 3.79, null, 1],
  ['NVIDIA L4', 'L4', 0.49, null, 8],
  ['NVIDIA L40', 'L40', 0.82, 0.69, 8],
  ['NVIDIA L40S', 'L40S', 0.99, 0.79, 8],
  ['NVIDIA RTX 2000 Ada Generation', 'RTX 2000 Ada', 0.24, null, 8],
  ['NVIDIA RTX 4000 Ada Generation', 'RTX 4000 Ada', 0.28, 0.2, 8],
  ['NVIDIA RTX 4000 SFF Ada Generation', 'RTX 4000 SFF Ada', null, 0.18, 1],
  ['NVIDIA RTX 5000 Ada Generation', 'RTX 5000 Ada', null, 0.49, 8],
  ['NVIDIA RTX 6000 Ada Generation', 'RTX 6000 Ada', 0.84, 0.74, 8],
  ['NVIDIA RTX A2000', 'RTX A2000 6GB', null, 0.12, 4],
  ['NVIDIA RTX A4000', 'RTX A4000', 0.25, 0.17, 8],
  ['NVIDIA RTX A4500', 'RTX A4500', 0.25, 0.19, 4],
  ['NVIDIA RTX A5000', 'RTX A5000', 0.27, 0.16, 8],
  ['NVIDIA RTX A6000', 'RTX A6000', 0.53, 0.33, 8],
  ['NVIDIA RTX PRO 4000 Blackwell', 'RTX PRO 4000 Blackwell', 0.57, null, 1],
  ['NVIDIA RTX PRO 4500 Blackwell', 'RTX PRO 4500 Blackwell', 0.72, null, 1],
  ['NVIDIA RTX PRO 5000 Blackwell', 'RTX PRO 5000 Blackwell', 0.96, 0.82, 1],
  ['NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition', 'RTX PRO 6000 Blackwell Max-Q', null, 1.64, 1],
  ['NVIDIA RTX PRO 6000 Blackwell Server Edition', 'RTX PRO 6000 Blackwell Server', 2.09, 1.69, 8],
  ['NVIDIA RTX PRO 6000 Blackwell Workstation Edition', 'RTX PRO 6000 Blackwell Workstation', 1.89, 1.69, 4],
  ['Tesla V100-PCIE-16GB', 'V100-PCIe-16GB', null, 0.19, 8],
  ['Tesla V100-SXM2-16GB', 'V100-SXM2-16GB', null, 0.23, 8],
]
