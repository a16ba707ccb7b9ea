import { type ListedOffer, parseOffer } from '@aima/gpu-core'
import { mutateJson } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDra } from '../src/kubernetes/dra.ts'
import { toKubernetesGroups } from '../src/kubernetes/to-groups.ts'
import { usageOf } from '../src/kubernetes/usage.ts'
import { WireList, WireNode } from '../src/kubernetes/wire.ts'
import type { GpuGroup } from '../src/offers/gpu-group.ts'
import { toOffers } from '../src/offers/to-offers.ts'
import { measuredGpus } from '../src/prometheus/measured-gpu.ts'
import { toPrometheusGroups } from '../src/prometheus/to-groups.ts'
import { WireVector } from '../src/prometheus/wire.ts'
import { readNodes } from '../src/slurm/nodes.ts'
import { parseNodeText } from '../src/slurm/text.ts'
import { toSlurmGroups } from '../src/slurm/to-groups.ts'
import { WireNodes } from '../src/slurm/wire.ts'
import { fixture, fixtureText } from './support/fixtures.ts'
import { nowMs } from './support/now.ts'

const mutants = 10_000
const seed = 20_261_125

const offersOf = (groups: readonly GpuGroup[]): readonly ListedOffer[] =>
  toOffers(groups, { source: 'fuzz', provider: 'fuzz', options: {}, nowMs }).offers

const isSound = (offers: readonly ListedOffer[]): boolean =>
  new Set(offers.map(({ id }) => id)).size === offers.length &&
  offers.every((offer) => parseOffer(offer, 'local').isOk())

/** Converts mutants of a reply; each gives sound offers or none, and on the average as many as a reader that reads would give. */
const fuzz = (reply: unknown, convert: (mutant: unknown) => readonly GpuGroup[]): void => {
  let listed = 0
  fc.assert(
    fc.property(mutateJson(reply), (mutant) => {
      const offers = offersOf(convert(mutant))
      listed += offers.length
      return isSound(offers)
    }),
    { numRuns: mutants, seed },
  )
  // A reader that refused everything would pass as well.
  expect(listed / mutants).toBeGreaterThan(offersOf(convert(reply)).length / 3)
}

const slurm = (reply: unknown): readonly GpuGroup[] => {
  const read = WireNodes.safeParse(reply)
  const nodes = read.success ? readNodes(read.data).unwrapOr({ nodes: [], warnings: [] }).nodes : []
  return toSlurmGroups(nodes, { models: {}, wakeHours: 1 }).groups
}

test.each(['slurm-nodes-24.11.json', 'slurm-sinfo-22.05.json'])(
  `${mutants} mutants of %s give sound offers or none`,
  (name) => fuzz(fixture(name), slurm),
)

test(`${mutants} mutants of the text of scontrol give sound offers or none`, () => {
  const words = fixtureText('slurm-scontrol-20.11.txt').split(/(\s+)/)
  fuzz(words, (mutant) => {
    const text = Array.isArray(mutant) ? mutant.map(String).join('') : String(mutant)
    return toSlurmGroups(parseNodeText(text), { models: {} }).groups
  })
})

const items = (list: unknown): readonly unknown[] => {
  const read = WireList.safeParse(list)
  return read.success ? read.data.items : []
}

/** Parts of a state that may have been mutated, in the shape of their fixtures. */
interface Cluster {
  readonly nodes: unknown
  readonly pods: unknown
  readonly slices: unknown
  readonly claims: unknown
}

const kubernetes = ({ nodes, pods, slices, claims }: Cluster): readonly GpuGroup[] => {
  const read = new Map<string, WireNode>()
  for (const row of items(nodes)) {
    const node = WireNode.safeParse(row)
    if (node.success) read.set(node.data.metadata.name, node.data)
  }
  const { devices } = readDra(items(slices), items(claims))
  return toKubernetesGroups({ nodes: [...read.values()], usage: usageOf(items(pods)), devices, models: {} })
    .groups
}

const cluster: Cluster = {
  nodes: fixture('kubernetes-nodes.json'),
  pods: fixture('kubernetes-pods.json'),
  slices: fixture('kubernetes-resourceslices.json'),
  claims: fixture('kubernetes-resourceclaims.json'),
}

test.each(['nodes', 'pods', 'slices', 'claims'] as const)(
  `${mutants} mutants of Kubernetes' %s give sound offers or none`,
  (part) => fuzz(cluster[part], (mutant) => kubernetes({ ...cluster, [part]: mutant })),
)

test(`${mutants} mutants of Prometheus' samples give sound offers or none`, () => {
  fuzz(fixture('prometheus-samples.json'), (mutant) => {
    const read = WireVector.safeParse(mutant)
    const { gpus } = measuredGpus(read.success ? read.data.data.result : [], undefined)
    const measuredAtMs = new Map([...gpus.keys()].map((key) => [key, nowMs]))
    return toPrometheusGroups(gpus.values(), {
      measuredAtMs,
      down: new Set(),
      maximumAgeMs: 120_000,
      idleMiB: undefined,
      models: {},
      nowMs,
    }).groups
  })
})
