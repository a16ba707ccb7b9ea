import { type Host, type ListedOffer, resolveGpuModel } from '@aima/gpu-core'
import { type HouseFacts, offeredGpuOf, toOwnedOffer } from './owned-offer.ts'

/** What is known of a GPU whose name is no model. */
export interface UnnamedGpu {
  /** Memory (GiB, above 0). */
  readonly vramGiB?: number | undefined
  /** Power at work (kW, above 0). Without it nothing can be said of its cost, and core refuses it. */
  readonly powerKW?: number | undefined
}

/** How the nodes of a cluster become offers. */
export interface NodeOptions extends HouseFacts {
  /**
   * Also list neighbouring GPUs of a node in groups of 2, 4, 8 and so on, and all of them, for jobs that need several GPUs, or more
   * processors or memory than come with one. Default false.
   */
  readonly alsoGroups?: boolean | undefined
  /** What is known of GPUs that core does not know, by the name in the file. Default nothing. */
  readonly unnamedGpus?: Readonly<Record<string, UnnamedGpu>> | undefined
  /** What the file does not say of the share of a node that comes with one GPU. Default: x86_64, any disk, any CUDA version that supports the GPU. */
  readonly host?: Host | undefined
}

/** A node as a file tells it. */
export interface ClusterNode {
  /** Its name, unique in the file. */
  readonly name: string
  /** Name of its GPUs. */
  readonly gpuName: string
  /** How many (0 or more). */
  readonly gpus: number
  /** Its processors. */
  readonly vcpus: number
  /** Its main memory (GiB); undefined: not told. */
  readonly ramGiB: number | undefined
}

/** Nodes of a cluster as offers. */
export interface OwnedNodes {
  /** The offers, node by node. */
  readonly offers: readonly ListedOffer[]
  /** How many nodes there are. */
  readonly nodes: number
  /** How many GPUs they have. */
  readonly gpus: number
  /** GPUs by name of which core knows no model. They are offered by name. */
  readonly unknownModels: Readonly<Record<string, number>>
}

const defaultHost: Host = {
  disk: { kind: 'elastic' },
  architecture: 'x86_64',
  driver: { kind: 'from-image' },
}

/** A name without memory or form means the model that Alibaba's machines hold by assumption: of P100 the one with 16 GB. */
const assumedVramGiB: Readonly<Record<string, number>> = { P100: 16 }

const modelOf = (name: string) =>
  resolveGpuModel(name, Object.hasOwn(assumedVramGiB, name) ? assumedVramGiB[name] : undefined)
    .map(({ model }) => model)
    .unwrapOr(undefined)

const sizesOf = (gpus: number, alsoGroups: boolean): readonly number[] => {
  const powers = Array.from(
    { length: Math.floor(Math.log2(Math.max(1, gpus))) + 1 },
    (_, index) => 2 ** index,
  )
  return alsoGroups ? [...new Set([...powers, gpus])] : [1]
}

/** GPUs in groups of neighbours; those that are left over are in none. */
const groupsOf = (gpus: number, size: number): readonly (readonly number[])[] =>
  Array.from({ length: Math.floor(gpus / size) }, (_, group) =>
    Array.from({ length: size }, (_gpu, index) => group * size + index + 1),
  )

const offersOf = (node: ClusterNode, options: NodeOptions): readonly ListedOffer[] => {
  const { name, gpuName, gpus, vcpus, ramGiB } = node
  if (gpus === 0) return []
  const model = modelOf(gpuName)
  const unnamed = Object.hasOwn(options.unnamedGpus ?? {}, gpuName) ? options.unnamedGpus?.[gpuName] : {}
  const known = model === undefined ? unnamed : undefined
  const gpu = { ...offeredGpuOf(gpuName, model), ...(known && { vramGiB: known.vramGiB }) }
  const told = { vcpus: vcpus / gpus, ...(ramGiB === undefined ? {} : { ramGiB: ramGiB / gpus }) }
  const hostPerGpu = { ...defaultHost, ...options.host, ...told }
  const part = { host: name, gpu, model, powerKW: known?.powerKW, hostPerGpu }
  return sizesOf(gpus, options.alsoGroups ?? false)
    .flatMap((size) => groupsOf(gpus, size))
    .map((group) => toOwnedOffer({ ...part, gpus: group }, options))
}

const unknownIn = (nodes: readonly ClusterNode[]): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>()
  for (const { gpuName, gpus } of nodes)
    if (gpus > 0 && modelOf(gpuName) === undefined) counts.set(gpuName, (counts.get(gpuName) ?? 0) + gpus)
  return Object.fromEntries(counts)
}

/**
 * Makes offers of the nodes of a cluster, as if the house owned it. Processors and memory of a node are divided among its GPUs.
 *
 * @param nodes - The nodes.
 * @param options - How they become offers.
 * @example
 * const nodes = [{ name: 'n', gpuName: 'G2', gpus: 2, vcpus: 32, ramGiB: 64 }]
 * const owned = toOwnedNodes(nodes, { alsoGroups: true })
 * ;[owned.offers.map(({ id }) => id), owned.unknownModels] // => [['n/gpu-1', 'n/gpu-2', 'n/gpu-1+2'], { G2: 2 }]
 */
export const toOwnedNodes = (nodes: readonly ClusterNode[], options: NodeOptions): OwnedNodes => ({
  offers: nodes.flatMap((node) => offersOf(node, options)),
  nodes: nodes.length,
  gpus: nodes.reduce((sum, { gpus }) => sum + gpus, 0),
  unknownModels: unknownIn(nodes),
})
