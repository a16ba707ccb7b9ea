import { mostGpus } from '../host/most-gpus.ts'
import type { DeviceLink } from '../inventory.ts'

/** How a GPU is connected. */
export interface Connection {
  /** Its place in nvidia-smi's order. */
  readonly index: number
  /** Ways to the other GPUs. */
  readonly links: readonly DeviceLink[]
  /** NUMA node of the nearest processors; undefined: none, several, or not told. */
  readonly numaNode: number | undefined
}

const kinds: Readonly<Record<string, DeviceLink['kind']>> = {
  PIX: 'switch',
  PXB: 'switches',
  PHB: 'bridge',
  NODE: 'node',
  SYS: 'system',
  SOC: 'system',
}

const toLink = (toIndex: number, cell: string): DeviceLink | undefined => {
  const [bonded, lanes] = /^NVB?(\d{1,3})?$/.exec(cell) ?? []
  if (bonded !== undefined) return { toIndex, kind: 'nvlink', lanes: lanes ? Number(lanes) : undefined }
  const kind = Object.hasOwn(kinds, cell) ? kinds[cell] : undefined
  return kind === undefined ? undefined : { toIndex, kind }
}

/** Copies of the output have runs of spaces for tabs; names of trailing columns have single spaces inside. */
const splitLine = (line: string): readonly string[] =>
  (line.includes('\t') ? line.split('\t') : line.split(/\s{2,}/)).map((cell) => cell.trim())

const gpuIndex = (name: string | undefined): number | undefined => {
  const digits = /^GPU(\d{1,5})$/.exec(name ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Everything from the first trailing column on is no device. */
const devicesIn = (header: readonly string[]): readonly string[] => {
  const names = header.filter((name) => name !== '')
  const end = names.findIndex((name) => /affinity|numa/i.test(name))
  return end === -1 ? names : names.slice(0, end)
}

/** The first column after the devices lists processors, the second NUMA nodes; up to 418 there is no second. */
const numaNodeIn = ([, node = '']: readonly string[]): number | undefined =>
  /^\d{1,5}$/.test(node) ? Number(node) : undefined

/**
 * Reads what `nvidia-smi topo -m` printed.
 *
 * @param output - What it printed, with or without ANSI codes.
 * @returns One entry a GPU; empty where there is no matrix, as on Windows.
 * @example
 * readTopology('\tGPU0\tGPU1\nGPU0\t X \tNV3\nGPU1\tNV3\t X ')[0]?.links // => [{ toIndex: 1, kind: 'nvlink', lanes: 3 }]
 */
export const readTopology = (output: string): readonly Connection[] => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes begin with one.
  const lines = output.replace(/\u001b\[[0-9;]*m/g, '').split(/\r?\n/)
  const start = lines.findIndex((line) => /^\s+GPU\d+(?:\s|$)/.test(line))
  if (start === -1) return []
  const header = splitLine(lines[start] ?? '')
  const devices = devicesIn(header).slice(0, mostGpus)
  const length = lines.slice(start).findIndex((line) => line.trim() === '')
  const rows = lines
    .slice(start + 1, length === -1 ? undefined : start + length)
    .slice(0, mostGpus)
    .map(splitLine)
  return rows.flatMap(([name, ...cells]) => {
    const index = gpuIndex(name)
    if (index === undefined) return []
    const links = devices.flatMap((device, place) => {
      const toIndex = gpuIndex(device)
      return toIndex === undefined || toIndex === index ? [] : (toLink(toIndex, cells[place] ?? '') ?? [])
    })
    return [{ index, links, numaNode: numaNodeIn(cells.slice(devices.length)) }]
  })
}
