import {
  filesIn,
  gibOf,
  numberAt,
  numberIn,
  objectAt,
  objectsOf,
  type RecordedName,
  type Row,
  rowsOf,
  textAt,
} from './files.ts'

const named = (name: string, vramGiB?: number): readonly RecordedName[] =>
  name === '' ? [] : [{ name, vramGiB }]

const awsRow = (row: Row): readonly RecordedName[] => {
  const vramGiB = gibOf(numberIn(row('api_gpu_memory_mib_per_gpu')))
  const nominalGiB = numberIn(row('gpu_memory_gib_nominal_per_gpu'))
  return [
    ...named(row('api_gpu_name'), vramGiB ?? nominalGiB),
    ...named(row('gpu_model'), nominalGiB),
    ...named(row('nvidia_smi_name'), vramGiB),
  ]
}

/** GPUs, and the other accelerators of AWS, which have a name and a number too. */
const awsAccelerators = (path: string): readonly RecordedName[] =>
  objectsOf(path)
    .filter((object) => 'Name' in object && 'Count' in object)
    .map((object) => ({
      name: textAt(object, 'Name') ?? '',
      vramGiB: gibOf(numberAt(objectAt(object, 'MemoryInfo'), 'SizeInMiB')),
    }))

/** Every GPU name in the folder `aws`. */
export const awsNames = (): readonly RecordedName[] => [
  ...rowsOf('aws/gpu-instance-types.csv').flatMap(awsRow),
  ...filesIn('aws', 'gpu.sdk.json', 'gpu-retired.sdk.json').flatMap(awsAccelerators),
]

const azureSize = (row: Row): RecordedName => ({
  name: row('gpu_model'),
  vramGiB: numberIn(
    Number(row('gpu_count')) < 1 ? row('gpu_memory_gb_total') : row('gpu_memory_gb_per_full_gpu'),
  ),
})

/** Every GPU name in the folder `azure`. */
export const azureNames = (): readonly RecordedName[] => [
  ...rowsOf('azure/gpu-vm-sizes.csv').map(azureSize),
  ...rowsOf('azure/skypilot-catalog-2023-12-n-series.csv').flatMap((row) => named(row('accelerator_name'))),
]

/** The part of a SKU's description that names the GPU, as an adapter takes it out. */
const gpuOfSku = (description: string): string =>
  description
    .replace(/^(Commitment v1:|Reserved|Spot Preemptible|DWS Defined Duration) ?/, '')
    .replace(/ (running|attached|in|\(with|for|\d Year).*$/, '')

const gcpMachine = (row: Row): readonly RecordedName[] => {
  const vramGiB = numberIn(row('gpu_memory_gb_per_full_gpu') || row('gpu_memory_gb'))
  const names = [
    row('api_accelerator_type').replace(/ \(.*/, ''),
    row('gpu_model'),
    ...row('sku_prefix_gpu').split(' | '),
  ]
  return names.flatMap((name) => named(name, vramGiB))
}

/** Every GPU name in the folder `gcp`. */
export const gcpNames = (): readonly RecordedName[] => [
  ...['gcp/gpu-machine-types.csv', 'gcp/n1-gpu-attach-limits.csv'].flatMap(rowsOf).flatMap(gcpMachine),
  ...rowsOf('gcp/gpu-only-prices-by-zone-2024-04.csv').flatMap((row) => named(row('gpu'))),
  ...rowsOf('gcp/accelerator-type-zones.csv').flatMap((row) => named(row('accelerator_type'))),
  ...objectsOf('gcp/gpu-skus-2025-06.json').flatMap((sku) =>
    named(gpuOfSku(textAt(sku, 'description') ?? '')),
  ),
]
