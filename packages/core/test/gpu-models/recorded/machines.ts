import {
  filesIn,
  gibOf,
  numberAt,
  numberIn,
  objectAt,
  objectsOf,
  type RecordedName,
  readText,
  rowsOf,
  textAt,
} from './files.ts'

const folder = 'local-gpu'

const matches = (path: string, pattern: RegExp): readonly RegExpExecArray[] => [
  ...readText(path).matchAll(pattern),
]

/** `nvidia-smi -q -x`: of the two kinds of fb_memory_usage the one outside of mig_devices is the whole GPU's. */
const xmlNames = (path: string): readonly RecordedName[] =>
  readText(path)
    .replaceAll(/<mig_devices>.*?<\/mig_devices>/gs, '')
    .split('<product_name>')
    .slice(1)
    .map((part) => ({
      name: /^[^<]*/.exec(part)?.[0] ?? '',
      vramGiB: gibOf(numberIn(/<fb_memory_usage>\s*<total>([^<]*)/.exec(part)?.[1] ?? '')),
    }))

/** `nvidia-smi -q`: a MIG device's memory is indented deeper. */
const queryTextNames = (path: string): readonly RecordedName[] =>
  readText(path)
    .split(/Product Name +: /)
    .slice(1)
    .map((part) => ({
      name: /^.*/.exec(part)?.[0] ?? '',
      vramGiB: gibOf(numberIn(/^ {4}FB Memory Usage\s+Total +: ([^\n]*)/m.exec(part)?.[1] ?? '')),
    }))

/** `nvidia-smi -L` */
const listedNames = (path: string): readonly RecordedName[] =>
  matches(path, /^GPU \d+: (.*) \(UUID/gm).map(([, name = '']) => ({ name }))

/** `nvidia-smi --query-gpu=... --format=csv` */
const queryNames = (path: string): readonly RecordedName[] =>
  rowsOf(path)
    .map((row) => ({ name: row('name'), vramGiB: gibOf(numberIn(row('memory.total [MiB]'))) }))
    .filter(({ name }) => name !== '')

const dcgmNames = (): readonly RecordedName[] =>
  filesIn(folder, '.prom', '.json')
    .flatMap((path) => matches(path, /modelName"?[=:] ?"([^"]*)"/g))
    .map(([, name = '']) => ({ name }))

const labelNames = (): readonly RecordedName[] =>
  filesIn(`${folder}/kubernetes`, '.json')
    .flatMap(objectsOf)
    .map((object) => ({
      name: textAt(object, 'nvidia.com/gpu.product') ?? textAt(objectAt(object, 'model'), 'string') ?? '',
      vramGiB: gibOf(numberAt(object, 'nvidia.com/gpu.memory')),
    }))
    .filter(({ name }) => name !== '')

/** `rocm-smi --json`; `0x...` there is a device id, not a name. */
const rocmNames = (): readonly RecordedName[] =>
  filesIn(`${folder}/amd/rocm-smi`, '.json')
    .flatMap(objectsOf)
    .flatMap((card) => {
      const vramGiB = (numberAt(card, 'VRAM Total Memory (B)') ?? Number.NaN) / 1024 ** 3
      const names = ['Card series', 'Card Series', 'Card model', 'Card Model', 'Device Name'].map((key) =>
        textAt(card, key),
      )
      return names.flatMap((name) => (name === undefined || name.startsWith('0x') ? [] : [{ name, vramGiB }]))
    })

const amdSmiNames = (): readonly RecordedName[] =>
  filesIn(`${folder}/amd/amd-smi`, '.json')
    .flatMap(objectsOf)
    .flatMap((gpu) => {
      const name = textAt(objectAt(gpu, 'asic'), 'market_name')
      const size = objectAt(objectAt(gpu, 'vram'), 'size')
      const total = objectAt(objectAt(gpu, 'mem_usage'), 'total_vram')
      const mib = numberAt(size, 'value') ?? numberAt(total, 'value')
      return name === undefined ? [] : [{ name, vramGiB: gibOf(mib) }]
    })

const appleNames = (): readonly RecordedName[] =>
  filesIn(`${folder}/apple`, '.json')
    .flatMap(objectsOf)
    .flatMap((gpu) => textAt(gpu, 'sppci_model') ?? [])
    .map((name) => ({ name }))

/** Types of `gpu:TYPE:COUNT`; an untyped `gpu:2` has none. */
const slurmNames = (): readonly RecordedName[] =>
  filesIn(`${folder}/slurm`, '.json', '.txt', '.conf')
    .flatMap((path) => matches(path, /gpu:([A-Za-z][\w.-]*):\d/g))
    .map(([, name = '']) => ({ name }))

/** Every GPU name in the folder `local-gpu`. */
export const localNames = (): readonly RecordedName[] => [
  ...filesIn(folder, '.xml').flatMap(xmlNames),
  ...filesIn(folder, 'query-gpu.csv').flatMap(queryNames),
  ...filesIn(`${folder}/nvidia`, '.txt').flatMap((path) => [...queryTextNames(path), ...listedNames(path)]),
  ...dcgmNames(),
  ...labelNames(),
  ...rocmNames(),
  ...amdSmiNames(),
  ...appleNames(),
  ...slurmNames(),
]
