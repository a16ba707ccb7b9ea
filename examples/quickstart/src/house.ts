import type { LocalGpusOptions } from '@aima/gpu-local'

/** The house: the GPUs of this machine, which are found by themselves, and a workstation that is described by hand. */
export const house: LocalGpusOptions = {
  place: { region: 'house', country: 'DE' },
  electricity: { usdPerKWh: 0.3 },
  diskGB: 500,
  hosts: [
    {
      host: 'workstation-1',
      gpus: { name: 'NVIDIA GeForce RTX 4090', powerW: 650 },
      cudaVersion: 12.8,
      diskGB: 2000,
      ownership: { capexUsd: 2600, residualUsd: 600, lifeYears: 3, utilisation: 0.5 },
      busy: { kind: 'hours', hours: 0.75 },
    },
  ],
}
