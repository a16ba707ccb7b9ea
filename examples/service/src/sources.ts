import { embeddedCatalog } from '@aima/gpu-catalog'
import type { OfferSource } from '@aima/gpu-core'
import { localGpus } from '@aima/gpu-local'
import { createRunpod } from '@aima/gpu-runpod'
import { createVastai } from '@aima/gpu-vastai'

/** Clouds that are asked what they charge now, where the environment has their key. The catalogue needs none. */
export const cloudSources = ({ RUNPOD_API_KEY, VAST_API_KEY }: NodeJS.ProcessEnv): readonly OfferSource[] => [
  embeddedCatalog(),
  ...(RUNPOD_API_KEY ? [createRunpod()] : []),
  ...(VAST_API_KEY ? [createVastai()] : []),
]

/** The GPUs of this machine, and a workstation that is described by hand. */
export const localSources = (): readonly OfferSource[] => [
  localGpus({
    place: { region: 'house', country: 'DE' },
    electricity: { usdPerKWh: 0.3 },
    diskGB: 500,
    hosts: [
      {
        host: 'workstation-1',
        gpus: { name: 'NVIDIA GeForce RTX 4090', powerW: 650 },
        cudaVersion: 12.8,
        ownership: { capexUsd: 2600, residualUsd: 600, lifeYears: 3, utilisation: 0.5 },
      },
    ],
  }),
]
