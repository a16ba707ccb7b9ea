import type { Vendor, Warning } from '@aima/gpu-core'
import { issuesOf } from '../issues-of.ts'
import { memberOf } from '../member-of.ts'
import { driverIn, hostOf, identityOf, keyOf, nameIn, podOf, profileIn, targetOf } from './identity.ts'
import { isFatalXid, type Metric, metrics, type Quantity } from './metrics.ts'
import { type Labels, numberOf, Sample } from './wire.ts'

/** A GPU, or a MIG instance of one, with everything that was measured of it. */
export interface MeasuredGpu {
  /** UUID of the GPU. */
  readonly uuid: string
  /** Number of the MIG instance. */
  readonly instance: string | undefined
  /** Profile of the MIG instance. */
  readonly profile: string | undefined
  /** Node. */
  readonly host: string
  /** Its vendor. */
  readonly vendor: Vendor
  /** Name, as the exporter prints it. */
  readonly name: string | undefined
  /** Driver version. */
  readonly driver: string | undefined
  /** Whether a pod uses it. */
  readonly hasPod: boolean
  /** What was measured. Of two exporters that watch the same GPU, the worse value counts. */
  readonly values: ReadonlyMap<Quantity, number>
  /** Targets that it was scraped from. */
  readonly targets: ReadonlySet<string>
}

/** The GPUs of a reply, and samples that could not be read. */
export interface MeasuredGpus {
  /** The GPUs by their key. Those of which a sample could not be read are not among them. */
  readonly gpus: ReadonlyMap<string, MeasuredGpu>
  /** A warning for each sample that could not be read. */
  readonly warnings: readonly Warning[]
  /** How many samples could be read. */
  readonly read: number
}

interface Growing extends Omit<MeasuredGpu, 'values' | 'targets'> {
  readonly values: Map<Quantity, number>
  readonly targets: Set<string>
}

const isWord = (value: unknown): value is string => typeof value === 'string' && value.length <= 512

/** The GPU that an unreadable sample is about, if it says so much. */
const namedIn = (row: unknown): string | undefined => {
  const metric = memberOf(row, 'metric')
  if (typeof metric !== 'object' || metric === null) return undefined
  const labels: Labels = Object.fromEntries(Object.entries(metric).filter(([, value]) => isWord(value)))
  const identity = identityOf(labels)
  return identity && keyOf(identity)
}

const metricOf = ({ __name__: name = '' }: Labels): Metric | undefined => metrics.get(name)

const started = (labels: Labels, hostLabel: string | undefined): Growing | undefined => {
  const metric = metricOf(labels)
  const identity = identityOf(labels)
  const host = hostOf(labels, hostLabel)
  if (metric === undefined || identity === undefined || host === undefined) return undefined
  const { uuid, instance = '' } = identity
  if (host.length > 253 || uuid.length > 128 || instance.length > 32) return undefined
  return {
    ...identity,
    profile: profileIn(labels),
    host,
    vendor: metric.vendor,
    name: nameIn(labels),
    driver: driverIn(labels),
    hasPod: podOf(labels) !== undefined,
    values: new Map(),
    targets: new Set(),
  }
}

/** Of two numbers of XIDs the one after which a GPU is not to be used. */
const worseXid = (one: number, other: number): number => {
  if (isFatalXid(one) !== isFatalXid(other)) return isFatalXid(one) ? one : other
  return Math.max(one, other)
}

const worseOf: Partial<Record<Quantity, (one: number, other: number) => number>> = {
  health: Math.min,
  xid: worseXid,
}

/** Of what two exporters say the worse counts: more in use, more load, less health. */
const note = (values: Map<Quantity, number>, quantity: Quantity, value: number): void => {
  const worse = worseOf[quantity] ?? Math.max
  values.set(quantity, worse(values.get(quantity) ?? value, value))
}

/** A value below 0 measures nothing. */
const measure = (
  values: Map<Quantity, number>,
  { quantity, factor }: Metric,
  value: number | undefined,
): void => {
  if (value !== undefined && value >= 0) note(values, quantity, value * factor)
}

/** What is wrong with a GPU is wrong with each of its instances. */
const shared: readonly Quantity[] = ['xid', 'remapFailure', 'remapPending', 'health']

const inherit = (instance: Growing, whole: Growing): void => {
  for (const quantity of shared) {
    const value = whole.values.get(quantity)
    if (value !== undefined) note(instance.values, quantity, value)
  }
}

const grow = (known: Growing | undefined, one: Growing, { metric: labels, value }: Sample): Growing => {
  const metric = metricOf(labels)
  const gpu: Growing = {
    ...(known ?? one),
    host: known !== undefined && known.host < one.host ? known.host : one.host,
    name: known?.name ?? one.name,
    driver: known?.driver ?? one.driver,
    hasPod: known?.hasPod === true || one.hasPod,
  }
  if (metric !== undefined) measure(gpu.values, metric, numberOf(value[1]))
  gpu.targets.add(targetOf(labels))
  return gpu
}

/**
 * Gathers samples by GPU and MIG instance.
 *
 * A GPU of which one sample cannot be read is left out: what that sample would have said may be that it is taken, or sick. `NaN` is
 * readable and measures nothing. A GPU that is cut into instances is listed by its instances alone, which are as sick as it is.
 *
 * @param rows - Samples, any values.
 * @param hostLabel - The label that names the node, where the user said so.
 */
export const measuredGpus = (rows: readonly unknown[], hostLabel: string | undefined): MeasuredGpus => {
  const gpus = new Map<string, Growing>()
  const unreadable = new Set<string>()
  const warnings: Warning[] = []
  for (const [index, row] of rows.entries()) {
    const sample = Sample.safeParse(row)
    const one = sample.success ? started(sample.data.metric, hostLabel) : undefined
    if (sample.success && one !== undefined) {
      const key = keyOf(one)
      gpus.set(key, grow(gpus.get(key), one, sample.data))
      continue
    }
    const named = namedIn(row)
    if (named !== undefined) unreadable.add(named)
    const issues = sample.error && issuesOf(sample.error, 'sample')
    warnings.push({
      kind: 'bad-row',
      row: `sample ${index + 1}`,
      issues: issues ?? ['metric: labels that name a metric, a GPU and a host expected'],
    })
  }
  const cut = new Set<string>()
  for (const [key, gpu] of gpus) {
    const whole = gpu.instance === undefined ? undefined : gpus.get(gpu.uuid)
    if (whole !== undefined) inherit(gpu, whole)
    if (gpu.instance !== undefined) cut.add(gpu.uuid)
    if (unreadable.has(gpu.uuid)) unreadable.add(key)
  }
  for (const key of [...unreadable, ...cut]) gpus.delete(key)
  return { gpus, warnings, read: rows.length - warnings.length }
}
