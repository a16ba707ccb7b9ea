import { fc } from '@fast-check/vitest'
import type { OfferedGpu } from '../../../src/index.ts'
import { maybe, upTo } from './numbers.ts'

/** Models of the table, of every vendor and with every kind of gap in their facts. */
export const knownModel = fc.constantFrom(
  'RTX 4090',
  'RTX 3090',
  'L4',
  'T4',
  'A100-SXM4-80GB',
  'H100-SXM5',
  'K80',
  'MI300X',
  'Gaudi2',
  'M2 Max (38-core)',
)

/** Canonical names, some of which no table knows. */
export const model = fc.oneof(
  { arbitrary: knownModel, weight: 9 },
  { arbitrary: fc.constantFrom('Mystery X1', 'Mystery X2'), weight: 1 },
)

export const vendor = fc.constantFrom('nvidia', 'amd', 'intel', 'apple')
export const interconnect = fc.constantFrom('pcie', 'nvlink')

const known: fc.Arbitrary<OfferedGpu> = fc.record({
  name: fc.constantFrom('NVIDIA GeForce', 'a card', 'RTX 4090'),
  model: knownModel,
  vendor: maybe(vendor, 1),
  vramGiB: maybe(fc.constantFrom(8, 16, 24, 48, 80), 3),
  reportedVramGiB: maybe(upTo(80, 7), 3),
  computeCapability: maybe(fc.constantFrom(7, 8.6, 9), 1),
  fraction: maybe(fc.constantFrom(0.25, 0.5, 1), 1),
  interconnect: maybe(interconnect, 6),
})

const unknown: fc.Arbitrary<OfferedGpu> = fc.record({
  name: fc.constantFrom('Mystery X1', 'Engineering Sample'),
  model: maybe(fc.constantFrom('Mystery X1', 'Mystery X2'), 3),
  vendor: maybe(vendor),
  vramGiB: maybe(fc.constantFrom(8, 24, 80)),
  reportedVramGiB: maybe(upTo(80, 7)),
  computeCapability: maybe(fc.constantFrom(7, 8.6, 9)),
  fraction: maybe(fc.constantFrom(0.25, 0.5, 1), 2),
  interconnect: maybe(interconnect),
})

/** What an offer holds: mostly known models, with facts missing everywhere. */
export const offeredGpu = fc.oneof({ arbitrary: known, weight: 8 }, { arbitrary: unknown, weight: 2 })
