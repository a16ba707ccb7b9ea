import type { Labels } from './wire.ts'

/** What a sample is about. */
export interface Identity {
  /** UUID of the GPU, or what stands in for it. */
  readonly uuid: string
  /** Number of the MIG instance; absent: the whole GPU. */
  readonly instance: string | undefined
}

const first = (labels: Labels, ...names: readonly string[]): string | undefined =>
  names.map((name) => (Object.hasOwn(labels, name) ? labels[name] : undefined)).find((value) => value)

/** nvidia_gpu_exporter writes a UUID in small letters and without `GPU-`. */
const normalised = (uuid: string): string => (/^[\da-f]{8}-/i.test(uuid) ? `GPU-${uuid.toLowerCase()}` : uuid)

/** AMD's exporter knows a card by its serial number, and a part of it by a number. */
const amdId = (labels: Labels): string | undefined => {
  const card = first(labels, 'gpu_uuid', 'serial_number')
  const part = first(labels, 'gpu_partition_id')
  return card === undefined || part === undefined || part === '0' ? card : `${card}/${part}`
}

/**
 * Which GPU a sample is about.
 *
 * @param labels - Labels of the sample.
 * @returns Undefined: it does not say.
 * @example
 * identityOf({ uuid: '473571f2-fb37-ef7e-50fe-9885b74a23cd' })?.uuid // => 'GPU-473571f2-fb37-ef7e-50fe-9885b74a23cd'
 */
export const identityOf = (labels: Labels): Identity | undefined => {
  const uuid = first(labels, 'UUID', 'uuid') ?? amdId(labels)
  return uuid === undefined ? undefined : { uuid: normalised(uuid), instance: first(labels, 'GPU_I_ID') }
}

/** Such as `GPU-…` or `GPU-…/7`. */
export const keyOf = ({ uuid, instance }: Identity): string =>
  instance === undefined ? uuid : `${uuid}/${instance}`

/**
 * Name of the node that a sample comes from.
 *
 * @param labels - Labels of the sample.
 * @param hostLabel - The label that names it, where the user said so.
 * @example
 * hostOf({ instance: '10.0.0.7:9400', Hostname: 'gpu-7' }, undefined) // => 'gpu-7'
 */
export const hostOf = (labels: Labels, hostLabel: string | undefined): string | undefined =>
  hostLabel === undefined
    ? first(labels, 'node', 'kubernetes_node', 'Hostname', 'hostname', 'instance')
    : first(labels, hostLabel)

/** What the exporter's own pod is called; where nobody uses the GPU, Prometheus puts that into `pod`. */
const isExporter = (pod: string, labels: Labels): boolean =>
  pod === first(labels, 'Hostname') || /exporter/i.test(pod)

/**
 * Pod that uses a GPU.
 *
 * @param labels - Labels of a sample. Prometheus moves a workload's pod to `exported_pod` unless it is told to honour labels.
 * @example
 * podOf({ pod: 'dcgm-exporter-x7', exported_pod: 'train-0' }) // => 'train-0'
 * podOf({ pod: 'dcgm-exporter-x7' }) // => undefined
 */
export const podOf = (labels: Labels): string | undefined => {
  const exported = first(labels, 'exported_pod')
  if (exported !== undefined) return exported
  const pod = first(labels, 'pod')
  return pod === undefined || isExporter(pod, labels) ? undefined : pod
}

/** Name of the GPU, as its exporter prints it. */
export const nameIn = (labels: Labels): string | undefined =>
  first(labels, 'modelName', 'card_model', 'card_series', 'name')

/** Driver version. */
export const driverIn = (labels: Labels): string | undefined =>
  first(labels, 'DCGM_FI_DRIVER_VERSION', 'driver_version')

/** MIG profile, such as `1g.5gb`. */
export const profileIn = (labels: Labels): string | undefined => first(labels, 'GPU_I_PROFILE')

/** Target that a sample was scraped from. */
export const targetOf = (labels: Labels): string =>
  JSON.stringify([first(labels, 'job'), first(labels, 'instance')])
