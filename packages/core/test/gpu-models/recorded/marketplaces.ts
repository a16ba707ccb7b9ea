import {
  filesIn,
  gibOf,
  type JsonObject,
  numberAt,
  numberIn,
  objectAt,
  objectsOf,
  type RecordedName,
  type Row,
  readText,
  rowsOf,
  textAt,
} from './files.ts'

/** The names under some keys of an object, each with the memory under another. */
const namesAt = (object: JsonObject, keys: readonly string[], vramKey: string): readonly RecordedName[] =>
  keys.flatMap((key) => {
    const name = textAt(object, key)
    return name === undefined ? [] : [{ name, vramGiB: numberAt(object, vramKey) || undefined }]
  })

const runpodTypes = (path: string): readonly RecordedName[] =>
  objectsOf(path).flatMap((object) => {
    if ('memoryInGb' in object) return namesAt(object, ['id', 'displayName'], 'memoryInGb')
    return 'manufacturer' in object ? namesAt(object, ['id', 'name'], 'memory') : []
  })

const runpodPrices = (): readonly RecordedName[] =>
  Object.entries(objectsOf('runpod/price-map-2026-08.json')[0] ?? {}).flatMap(([id]) => {
    const price = objectAt(objectsOf('runpod/price-map-2026-08.json')[0] ?? {}, id)
    return [{ name: id, vramGiB: numberAt(price, 'vram') }, ...namesAt(price, ['name'], 'vram')]
  })

/** Both names of a card in the table of Vast.ai's and RunPod's spellings, each with every size seen. */
const crosswalk = (row: Row): readonly RecordedName[] => {
  const runpodId = row('runpod_id')
  const sizes = row('vast_gpu_ram_mib_seen').split('|').map(numberIn)
  const vast = row('vast_gpu_name').split('|').filter(Boolean)
  return [
    ...(runpodId === '' ? [] : [{ name: runpodId, vramGiB: numberIn(row('nominal_vram_gb')) }]),
    ...vast.flatMap((name) => sizes.map((mib) => ({ name, vramGiB: gibOf(mib) }))),
  ]
}

/** Every GPU name in the folder `runpod`. */
export const runpodNames = (): readonly RecordedName[] => [
  ...filesIn('runpod', '.json', '.jsonl').flatMap(runpodTypes),
  ...runpodPrices(),
  ...rowsOf('runpod/gpu-name-crosswalk.csv').flatMap(crosswalk),
]

const vastaiOffers = (path: string): readonly RecordedName[] =>
  objectsOf(path).flatMap((offer) =>
    namesAt(offer, ['gpu_name'], 'gpu_ram').map(({ name, vramGiB }) => ({ name, vramGiB: gibOf(vramGiB) })),
  )

const vastaiRow =
  (vramColumn: string) =>
  (row: Row): RecordedName => ({ name: row('gpu_name'), vramGiB: gibOf(numberIn(row(vramColumn))) })

const vastaiCli = (): readonly RecordedName[] => {
  const { names } = objectsOf('vastai/gpu-names-cli.json')[0] ?? {}
  return Array.isArray(names) ? names.map((name) => ({ name: String(name) })) : []
}

/** Every GPU name in the folder `vastai`. */
export const vastaiNames = (): readonly RecordedName[] => [
  ...filesIn('vastai', '.json', '.jsonl').flatMap(vastaiOffers),
  ...rowsOf('vastai/observed-gpu-models.csv').map(vastaiRow('gpu_ram_mib')),
  ...filesIn('vastai', '.csv')
    .filter((path) => path.includes('offer-summary'))
    .flatMap(rowsOf)
    .map(vastaiRow('gpu_ram')),
  ...vastaiCli(),
]

const digitalOcean = (): readonly RecordedName[] =>
  objectsOf('gpuhunt/gpuhunt-tests/digitalocean-v2-sizes.json')
    .filter((object) => 'vram' in object)
    .flatMap((gpu) => {
      const total = numberAt(objectAt(gpu, 'vram'), 'amount')
      const count = numberAt(gpu, 'count') ?? 1
      return namesAt(gpu, ['model'], '').map(({ name }) => ({ name, vramGiB: (total ?? 0) / count }))
    })

const verda = (): readonly RecordedName[] =>
  objectsOf('gpuhunt/gpuhunt-tests/verda-instance-types.json')
    .filter((object) => (numberAt(objectAt(object, 'gpu'), 'number_of_gpus') ?? 0) > 0)
    .flatMap((type) => {
      const total = numberAt(objectAt(type, 'gpu_memory'), 'size_in_gigabytes') ?? 0
      const vramGiB = total / (numberAt(objectAt(type, 'gpu'), 'number_of_gpus') ?? 1)
      return namesAt(type, ['name', 'model'], '').map(({ name }) => ({ name, vramGiB }))
    })

const jarvislabs = (path: string): readonly RecordedName[] =>
  objectsOf(path).flatMap((object) => namesAt(object, ['gpu_type'], 'vram'))

const primeIntellect = (): readonly RecordedName[] =>
  objectsOf('gpuhunt/primeintellect/availability_response.json').flatMap((object) => {
    const socket = textAt(object, 'socket')
    const typed = namesAt(object, ['gpuType'], 'gpuMemory')
    return [
      ...namesAt(object, ['cloudId'], 'gpuMemory'),
      ...typed.map(({ name, vramGiB }) => ({ name: `${name} ${socket}`, vramGiB })),
    ]
  })

/** `amd-smi static` and `tt-smi -s`. */
const vendorTools = (path: string): readonly RecordedName[] =>
  objectsOf(path).flatMap((object) => {
    const mib = numberAt(objectAt(objectAt(object, 'vram'), 'size'), 'value')
    const names = [
      ...namesAt(objectAt(object, 'asic'), ['market_name'], ''),
      ...namesAt(object, ['board_type'], ''),
    ]
    return names.map(({ name }) => ({ name, vramGiB: gibOf(mib) }))
  })

/** Every GPU name in the folder `gpuhunt`. */
export const gpuhuntNames = (): readonly RecordedName[] => [
  ...digitalOcean(),
  ...verda(),
  ...filesIn('gpuhunt/gpuhunt-tests', '-meta.json', '-malformed.json').flatMap(jarvislabs),
  ...objectsOf('gpuhunt/gpuhunt-tests/seeweb-plans.json').flatMap((plan) => namesAt(plan, ['gpu_label'], '')),
  ...objectsOf('gpuhunt/gpuhunt-tests/vultr-plans.json').flatMap((plan) =>
    namesAt(plan, ['gpu_type'], 'gpu_vram_gb'),
  ),
  ...primeIntellect(),
  ...filesIn('gpuhunt/dstack-amd-smi', '.json').flatMap(vendorTools),
  ...filesIn('gpuhunt/dstack-tt-smi', '.json').flatMap(vendorTools),
  ...Object.keys(objectsOf('gpuhunt/primeintellect/availability_summary.json')[0] ?? {}).map((name) => ({
    name,
  })),
]

/** GpuInfo is a Python literal, a bare name or empty; on Vast.ai its size is that of all GPUs together. */
const skypilotRow =
  (path: string) =>
  (row: Row): readonly RecordedName[] => {
    const info = row('GpuInfo')
    const count = path.includes('vast') ? Number(row('AcceleratorCount')) : 1
    const mib = numberIn(/'SizeInMiB': (\d+)/.exec(info)?.[1] ?? '')
    const vramGiB = gibOf(mib === undefined ? undefined : mib / count)
    const names = [row('AcceleratorName'), /'Name': '([^']+)'/.exec(info)?.[1] ?? '']
    return names.filter(Boolean).map((name) => ({ name, vramGiB }))
  }

/** Every GPU name in the folder `skypilot-catalog`. */
export const skypilotNames = (): readonly RecordedName[] => [
  ...filesIn('skypilot-catalog', '.csv.gz').flatMap((path) => rowsOf(path).flatMap(skypilotRow(path))),
  ...readText('skypilot-catalog/v8-sample/gpu-memory-v7-metadata.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([name = '', memory = '']) => ({ name, vramGiB: numberIn(memory) })),
]
