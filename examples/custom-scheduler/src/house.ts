import type { LocalGpusOptions } from '@aima/gpu-local'

/** Two workstations of the house, described by hand. This machine's own GPUs are left out, so that everybody sees the same. */
export const house: LocalGpusOptions = {
  includeThisMachine: false,
  place: { region: 'house', country: 'DE' },
  electricity: { usdPerKWh: 0.3 },
  diskGB: 2000,
  hosts: [
    { host: 'forensics-1', gpus: { name: 'NVIDIA GeForce RTX 4090', powerW: 650 }, cudaVersion: 12.8 },
    { host: 'forensics-2', gpus: { name: 'NVIDIA L40S', powerW: 500 }, cudaVersion: 12.8 },
  ],
}
