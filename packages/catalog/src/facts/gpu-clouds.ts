import type { ProviderKind } from '@aima/gpu-core'
import type { ProviderFacts } from './provider-facts.ts'

/** A cloud that rents machines from data centres of its own, of which no more is known here. */
const gpuCloud = (provider: string, more: Partial<ProviderFacts> = {}): ProviderFacts => ({
  provider,
  providerKind: 'gpu-cloud',
  trust: 'datacenter',
  network: { dataPath: 'instance' },
  assumptions: [],
  spotAssumptions: [],
  ...more,
})

const certifiedCloud = (provider: string, providerKind: ProviderKind): ProviderFacts =>
  gpuCloud(provider, {
    providerKind,
    trust: 'certified',
    certifications: ['ISO 27001'],
    network: { dataPath: 'staged' },
    driver: { kind: 'from-image' },
    disk: { kind: 'elastic' },
  })

/**
 * Sources: IBM, Oracle and OVHcloud name ISO 27001 on their compliance pages; Lambda bills by the minute and
 * no traffic.
 */
export const gpuClouds: ReadonlyMap<string, ProviderFacts> = new Map([
  ['ibm', certifiedCloud('ibm', 'hyperscaler')],
  ['oci', certifiedCloud('oci', 'hyperscaler')],
  ['ovhcloud', certifiedCloud('ovhcloud', 'gpu-cloud')],
  [
    'lambda',
    gpuCloud('lambda', {
      billing: { billStepSeconds: 60 },
      network: { dataPath: 'instance', egressUsdPerGB: 0 },
    }),
  ],
  ['nebius', gpuCloud('nebius')],
  ['paperspace', gpuCloud('paperspace')],
  ['scaleway', gpuCloud('scaleway', { driver: { kind: 'from-image' } })],
  ['scp', gpuCloud('scp')],
])
