import { vendorOfResource } from './gpu-resources.ts'
import { quantityOf } from './quantity.ts'
import type { Fields, WireContainer, WirePod } from './wire.ts'

/** Amounts of resources by name. */
export type Amounts = ReadonlyMap<string, number>

const isCounted = (resource: string): boolean =>
  resource === 'cpu' || resource === 'memory' || vendorOfResource(resource) !== undefined

const addTo = (sum: Map<string, number>, amounts: Amounts): Map<string, number> => {
  for (const [resource, amount] of amounts) sum.set(resource, (sum.get(resource) ?? 0) + amount)
  return sum
}

const largest = (one: Amounts, other: Amounts): Amounts => {
  const most = new Map(one)
  for (const [resource, amount] of other) most.set(resource, Math.max(most.get(resource) ?? 0, amount))
  return most
}

/** What cannot be read makes the whole unreadable: a request that is passed over would leave a busy GPU free. */
const readAmounts = (fields: Fields | null | undefined): Amounts | undefined => {
  const amounts = new Map<string, number>()
  for (const [resource, value] of Object.entries(fields ?? {})) {
    if (!isCounted(resource)) continue
    const amount = quantityOf(value)
    if (amount === undefined) return undefined
    amounts.set(resource, amount)
  }
  return amounts
}

/** Where only limits are given they are the requests as well. */
const requestsOf = ({ resources }: WireContainer): Amounts | undefined => {
  const requests = readAmounts(resources?.requests)
  const limits = readAmounts(resources?.limits)
  return requests && limits && new Map([...limits, ...requests])
}

const all = (containers: readonly WireContainer[] | null | undefined): readonly Amounts[] | undefined => {
  const amounts = (containers ?? []).map(requestsOf)
  const read = amounts.filter((one) => one !== undefined)
  return read.length === amounts.length ? read : undefined
}

const noMoreThan = 64

/** Run:ai hands out MIG instances and fractions itself and writes them into annotations. A fraction takes the GPU. */
const annotated = ({ metadata }: WirePod): Amounts => {
  const annotations = metadata?.annotations ?? {}
  const amounts = new Map<string, number>()
  for (const [key, value] of Object.entries(annotations)) {
    const amount = vendorOfResource(key) === undefined ? undefined : quantityOf(value)
    if (amount !== undefined) amounts.set(key, Math.min(noMoreThan, Math.ceil(amount)))
  }
  const fraction = quantityOf(annotations['runai-allocated-gpus']) ?? quantityOf(annotations['gpu-fraction'])
  if (fraction !== undefined && fraction > 0)
    amounts.set('nvidia.com/gpu', Math.min(noMoreThan, Math.ceil(fraction)))
  return amounts
}

/**
 * What a pod takes of its node: the sum over its containers and those that run beside them, or what one of its init containers takes
 * together with those that run already, or what it asks for as a whole, whichever is more; and its overhead.
 *
 * @param pod - The pod.
 * @returns Amounts by resource (processors, bytes, GPUs); undefined: an amount cannot be read.
 * Source: Kubernetes documentation, "Sidecar Containers", resource sharing within containers (1.34).
 * @example
 * podRequests({ spec: { containers: [{ resources: { limits: { 'nvidia.com/gpu': '2' } } }] } })?.get('nvidia.com/gpu') // => 2
 */
export const podRequests = (pod: WirePod): Amounts | undefined => {
  const { containers, initContainers, overhead, resources } = pod.spec
  const main = all(containers)
  const init = all(initContainers)
  const whole = requestsOf({ resources })
  const extra = readAmounts(overhead)
  if (main === undefined || init === undefined || whole === undefined || extra === undefined) return undefined
  let running = new Map<string, number>()
  let peak: Amounts = new Map()
  for (const [index, amounts] of init.entries()) {
    const withIt = addTo(new Map(running), amounts)
    if (initContainers?.[index]?.restartPolicy === 'Always') running = withIt
    peak = largest(peak, withIt)
  }
  const steady = main.reduce<Map<string, number>>((sum, amounts) => addTo(sum, amounts), running)
  const ofContainers = largest(steady, peak)
  return largest(addTo(new Map(largest(ofContainers, whole)), extra), annotated(pod))
}
