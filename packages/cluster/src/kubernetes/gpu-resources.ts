import { positive, type Vendor } from '@aima/gpu-core'
import type { NamedGpu } from '../offers/offered-gpu.ts'
import { quantityOf } from './quantity.ts'
import type { Fields } from './wire.ts'

const migPattern = /^nvidia\.com\/mig-((?:\d+c\.)?\d+g\.\d+gb[\w.+-]{0,16}?)(\.shared)?$/

/** Resources that are GPUs, and their vendors. Source: NVIDIA, AMD and Intel device plugins, habanalabs device plugin (2026). */
const plain: Readonly<Record<string, Vendor>> = {
  'nvidia.com/gpu': 'nvidia',
  'nvidia.com/gpu.shared': 'nvidia',
  'amd.com/gpu': 'amd',
  'gpu.intel.com/i915': 'intel',
  'gpu.intel.com/xe': 'intel',
  'habana.ai/gaudi': 'intel',
}

/**
 * Vendor of a GPU resource.
 *
 * @param resource - Name of a resource.
 * @returns Undefined: it is no GPU.
 * @example
 * vendorOfResource('nvidia.com/mig-1g.5gb') // => 'nvidia'
 * vendorOfResource('cpu') // => undefined
 */
export const vendorOfResource = (resource: string): Vendor | undefined => {
  if (Object.hasOwn(plain, resource)) return plain[resource]
  return migPattern.test(resource) ? 'nvidia' : undefined
}

const label = (labels: Fields, key: string): string | undefined => {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined
  return typeof value === 'string' && value !== '' && value.length <= 256 ? value : undefined
}

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined

/** A value of more than a terabyte is in another unit. */
const gibOf = (mebibytes: number | undefined): number | undefined =>
  positive(mebibytes !== undefined && mebibytes <= 2 ** 20 ? mebibytes / 1024 : undefined)

const migLabel = (labels: Fields, profile: string, field: string): string | undefined =>
  label(labels, `nvidia.com/mig-${profile}.${field}`)

const computeCapabilityOf = (labels: Fields): number | undefined => {
  const major = numberOf(label(labels, 'nvidia.com/gpu.compute.major'))
  const minor = numberOf(label(labels, 'nvidia.com/gpu.compute.minor'))
  return major === undefined || minor === undefined || minor > 9 ? undefined : positive(major + minor / 10)
}

/** How many jobs take turns: a suffix, a strategy or a number says that they do. In a mixed strategy the number is 0. */
const replicasOf = (labels: Fields, resource: string, prefix: string): number | undefined => {
  const strategy = label(labels, 'nvidia.com/gpu.sharing-strategy')
  const product = label(labels, `${prefix}.product`) ?? ''
  const replicas = numberOf(label(labels, `${prefix}.replicas`)) ?? 0
  const isShared =
    resource.endsWith('.shared') ||
    product.endsWith('-SHARED') ||
    (strategy !== undefined && strategy !== 'none') ||
    replicas > 1
  if (!isShared) return undefined
  return replicas > 1 ? replicas : 0
}

const sharedGiB = (vramGiB: number | undefined, replicas: number | undefined): number | undefined =>
  vramGiB === undefined || !replicas ? vramGiB : vramGiB / replicas

const nvidiaMig = (labels: Fields, resource: string, profile: string): NamedGpu => {
  const whole = label(labels, 'nvidia.com/gpu.product')
  const replicas = replicasOf(labels, resource, `nvidia.com/mig-${profile}`)
  const name = migLabel(labels, profile, 'product') ?? `${whole ?? 'NVIDIA'}-MIG-${profile}`
  const vramGiB = gibOf(numberOf(migLabel(labels, profile, 'memory')))
  return {
    name,
    vendor: 'nvidia',
    migProfile: profile,
    replicas,
    reportedVramGiB: sharedGiB(vramGiB, replicas),
    wholeVramGiB: gibOf(numberOf(label(labels, 'nvidia.com/gpu.memory'))),
    computeCapability: computeCapabilityOf(labels),
  }
}

/** With the strategy `single` every label is of one MIG device, and the product says which. */
const nvidiaGpu = (labels: Fields, resource: string): NamedGpu => {
  const name = label(labels, 'nvidia.com/gpu.product') ?? ''
  const [, migProfile] = /-MIG-((?:\d+c\.)?\d+g\.\d+gb[\w.+-]*?)(?:-SHARED)?$/.exec(name) ?? []
  const replicas = replicasOf(labels, resource, 'nvidia.com/gpu')
  const vramGiB = gibOf(numberOf(label(labels, 'nvidia.com/gpu.memory')))
  return {
    name,
    vendor: 'nvidia',
    migProfile,
    replicas,
    reportedVramGiB: sharedGiB(vramGiB, replicas),
    wholeVramGiB: migProfile === undefined ? vramGiB : undefined,
    computeCapability: computeCapabilityOf(labels),
  }
}

/** The value may stand in the key: `beta.amd.com/gpu.vram.16G=1`. */
const inKey = (labels: Fields, prefix: string): string | undefined =>
  Object.keys(labels)
    .find((key) => key.startsWith(prefix) && key.length <= 256)
    ?.slice(prefix.length)

/** `64G` and `64Gi` mean the same here: the labeller divides by 2^30. Source: ROCm/k8s-device-plugin, cmd/k8s-node-labeller. */
const amdGiB = (text: string | undefined): number | undefined => {
  const bytes = quantityOf(text?.replace(/G$/, 'Gi'))
  return gibOf(bytes === undefined ? undefined : bytes / 2 ** 20)
}

const amdGpu = (labels: Fields): NamedGpu => ({
  name:
    label(labels, 'amd.com/gpu.product-name') ??
    label(labels, 'beta.amd.com/gpu.product-name') ??
    inKey(labels, 'beta.amd.com/gpu.product-name.') ??
    '',
  vendor: 'amd',
  reportedVramGiB: amdGiB(
    label(labels, 'amd.com/gpu.vram') ??
      label(labels, 'beta.amd.com/gpu.vram') ??
      inKey(labels, 'beta.amd.com/gpu.vram.'),
  ),
})

const intelGpu = (labels: Fields): NamedGpu => ({
  name: (label(labels, 'gpu.intel.com/product') ?? '').replaceAll('_', ' '),
  vendor: 'intel',
})

/** Labels count the GPUs that they describe. Of a node with several kinds they describe one. */
const describesAll = (labels: Fields, total: number): boolean => {
  const count = numberOf(label(labels, 'nvidia.com/gpu.count'))
  const replicas = numberOf(label(labels, 'nvidia.com/gpu.replicas')) ?? 1
  return count === undefined || count * Math.max(1, replicas) >= total
}

/**
 * What the labels of a node say of one of its GPU resources: GPU Feature Discovery, AMD's labeller, Intel's rules.
 *
 * @param resource - Name of the resource.
 * @param node - Labels of the node, and how many of the resource it has.
 * @returns What the GPU is called; the name of the resource where no label names it, or where labels name fewer GPUs than there are.
 * Source: NVIDIA/k8s-device-plugin docs/gpu-feature-discovery, ROCm/k8s-device-plugin, intel/intel-device-plugins-for-kubernetes (2026).
 * @example
 * namedGpu('amd.com/gpu', { labels: { 'beta.amd.com/gpu.vram.16G': '1' }, total: 1 }).reportedVramGiB // => 16
 */
export const namedGpu = (
  resource: string,
  { labels, total }: { readonly labels: Fields; readonly total: number },
): NamedGpu => {
  const vendor = vendorOfResource(resource)
  const [, profile] = migPattern.exec(resource) ?? []
  const named = (): NamedGpu => {
    if (profile !== undefined) return nvidiaMig(labels, resource, profile)
    if (vendor === 'nvidia')
      return describesAll(labels, total) ? nvidiaGpu(labels, resource) : { name: '', vendor }
    if (vendor === 'amd') return amdGpu(labels)
    return resource === 'habana.ai/gaudi' ? { name: '', vendor: 'intel' } : intelGpu(labels)
  }
  const gpu = named()
  return gpu.name === '' ? { ...gpu, name: resource } : gpu
}

const numbers = (labels: Fields, keys: readonly string[]): string | undefined => {
  const parts = keys.map((key) => label(labels, key))
  const present = parts.filter((part) => part !== undefined)
  return present.length === 0 ? undefined : present.join('.')
}

/**
 * The driver that a node's labels name, in the newer or the older form.
 *
 * @param labels - Labels of the node.
 * @example
 * driverOf({ 'nvidia.com/cuda.driver.major': '525', 'nvidia.com/cuda.driver.minor': '60', 'nvidia.com/cuda.driver.rev': '13' })?.driverVersion // => '525.60.13'
 */
export const driverOf = (
  labels: Fields,
): { readonly driverVersion?: string | undefined; readonly cudaVersion?: number | undefined } | undefined => {
  const driver =
    label(labels, 'nvidia.com/cuda.driver-version.full') ??
    numbers(
      labels,
      ['major', 'minor', 'rev'].map((part) => `nvidia.com/cuda.driver.${part}`),
    )
  const runtime =
    label(labels, 'nvidia.com/cuda.runtime-version.full') ??
    numbers(
      labels,
      ['major', 'minor'].map((part) => `nvidia.com/cuda.runtime.${part}`),
    )
  const driverVersion = /^\d{1,6}(\.\d{1,6}){0,3}$/.exec(driver ?? '')?.[0]
  const cudaVersion = positive(Number(/^\d{1,2}(\.\d{1,2})?/.exec(runtime ?? '')?.[0] ?? 0))
  return driverVersion === undefined && cudaVersion === undefined ? undefined : { driverVersion, cudaVersion }
}
