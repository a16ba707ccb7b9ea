import type { Host, Network, OfferedGpu } from '@aima/gpu-core'
import fc from 'fast-check'
import { architecture, interconnect, model, vendor } from './names.ts'
import { bandwidth, maybe, upTo } from './numbers.ts'

/** What an offer holds: mostly known models, with facts missing everywhere. */
export const offeredGpu: fc.Arbitrary<OfferedGpu> = fc.record({
  name: fc.constantFrom('NVIDIA GeForce', 'a card', 'RTX 4090', 'Engineering Sample'),
  model: maybe(model, 8),
  vendor: maybe(vendor, 2),
  vramGiB: maybe(fc.constantFrom(8, 16, 24, 48, 80), 4),
  reportedVramGiB: maybe(upTo(80, 7), 3),
  computeCapability: maybe(fc.constantFrom(7, 8.6, 9), 2),
  fraction: maybe(fc.constantFrom(0.25, 0.5, 1), 1),
  interconnect: maybe(interconnect, 6),
})

const disk = fc.oneof(
  fc.record({ kind: fc.constant('fixed' as const), sizeGB: fc.constantFrom(50, 100, 1000) }),
  fc.record({ kind: fc.constant('elastic' as const), largestGB: maybe(fc.constantFrom(100, 1000)) }),
)

const driver = fc.oneof(
  fc.constant({ kind: 'from-image' as const }),
  fc.record({
    kind: fc.constant('installed' as const),
    cudaVersion: maybe(fc.constantFrom(11.4, 12.2, 12.8), 8),
    driverVersion: maybe(fc.constantFrom('470.2', '535.54.03', '550.54'), 8),
  }),
)

/** Machines around GPUs. */
export const host: fc.Arbitrary<Host> = fc.record({
  vcpus: maybe(fc.constantFrom(4, 16, 64), 7),
  ramGiB: maybe(fc.constantFrom(16, 64, 256), 7),
  disk: maybe(disk, 8),
  architecture: maybe(architecture, 8),
  driver: maybe(driver, 8),
})

const egressTiers = fc
  .tuple(upTo(200, 1), upTo(0.2), upTo(0.2))
  .map(([upToGB, first, rest]): Network['egressTiers'] => [
    [upToGB, first],
    [null, rest],
  ])

/** Lines and data prices. */
export const network: fc.Arbitrary<Network> = fc.record({
  dataPath: maybe(fc.constantFrom('local', 'staged', 'instance')),
  ingressMbps: maybe(bandwidth),
  egressMbps: maybe(bandwidth),
  registryMbps: maybe(bandwidth),
  imageCached: maybe(fc.boolean(), 3),
  inputCached: maybe(fc.boolean(), 2),
  ingressUsdPerGB: maybe(upTo(0.1), 3),
  egressUsdPerGB: maybe(upTo(0.2)),
  egressTiers: maybe(egressTiers, 2),
  storageUsdPerGBMonth: maybe(upTo(0.3)),
})
