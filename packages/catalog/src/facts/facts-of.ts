import { gpuClouds } from './gpu-clouds.ts'
import { aws, azure, gcp } from './hyperscalers.ts'
import { runpod, vast } from './marketplaces.ts'
import type { ProviderFacts } from './provider-facts.ts'

const facts: ReadonlyMap<string, ProviderFacts> = new Map([
  ['aws', aws],
  ['azure', azure],
  ['gcp', gcp],
  ['runpod', runpod],
  ['vast', vast],
  ...gpuClouds,
])

/**
 * Facts about a provider.
 *
 * @param cloud - Name of the cloud as SkyPilot writes it.
 * @returns The facts; for a cloud without any, only its name and the kind `gpu-cloud`. Brokers such as
 *   FluidStack and Cudo, whose machines stand with others, have no trust class.
 * @example
 * factsOf('vast').provider // => 'vastai'
 * factsOf('a-new-cloud').trust // => undefined
 */
export const factsOf = (cloud: string): ProviderFacts =>
  facts.get(cloud) ?? {
    provider: cloud,
    providerKind: 'gpu-cloud',
    network: { dataPath: 'instance' },
    assumptions: [],
    spotAssumptions: [],
  }
