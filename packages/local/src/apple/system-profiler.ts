import { z } from 'zod'
import { memoryOf } from '../host/device-memory.ts'
import { modelOf } from '../host/model-of.ts'
import { number, word } from '../host/quantity.ts'
import type { Device } from '../inventory.ts'

/** A GPU in `system_profiler SPDisplaysDataType -json`; its displays, with their serial numbers, are not read. */
const gpu = z.object({
  _name: word,
  sppci_model: word,
  sppci_cores: number,
  sppci_bus: word,
  spdisplays_vendor: word,
  spdisplays_vram: word,
  _spdisplays_vram: word,
  spdisplays_vram_shared: word,
})

type Gpu = z.infer<typeof gpu>

const reply = z.object({ SPDisplaysDataType: z.array(z.unknown()) })

/** Main memory of the Mac. */
export interface MacMemory {
  /** All of it (bytes). */
  readonly totalBytes: number
  /** What programs can still get (bytes); undefined: not told. */
  readonly freeBytes?: number | undefined
}

/** Early macOS 11 prints keys such as `kHW_AppleM1Item`. */
const plainName = (printed: string): string => {
  const [, chip] = /^kHW_Apple(\w+?)Item$/.exec(printed) ?? []
  return chip === undefined ? printed : `Apple ${chip.replace(/(M\d+)(?=[A-Z])/, '$1 ')}`
}

const vendorOf = ({ spdisplays_vendor: vendor }: Gpu, name: string): Device['vendor'] | undefined => {
  const text = `${vendor ?? ''} ${name}`
  if (/apple/i.test(text)) return 'apple'
  if (/intel|0x8086/i.test(text)) return 'intel'
  if (/nvidia|0x10de/i.test(text)) return 'nvidia'
  return /amd|ati|radeon|0x1002/i.test(text) ? 'amd' : undefined
}

/** Sizes are texts such as `4 GB` and `1536 MB`, in binary units. */
const bytesIn = (text: string | undefined): number | undefined => {
  const [, count, unit] = /^(\d+(?:\.\d+)?) ?(MB|GB)$/i.exec(text ?? '') ?? []
  if (count === undefined || unit === undefined) return undefined
  return Number(count) * (unit.toUpperCase() === 'GB' ? 2 ** 30 : 2 ** 20)
}

/** The name is the same for all numbers of cores, which have names of their own in core. */
const appleModel = (name: string, cores: number | undefined): string | undefined => {
  const exact =
    cores === undefined ? undefined : modelOf(`${name.replace(/^Apple /, '')} (${cores}-core)`, undefined)
  return (exact ?? modelOf(name, undefined))?.model
}

const toDevice = (row: Gpu, index: number, ram: MacMemory): Device | undefined => {
  const name = plainName(row.sppci_model ?? row._name ?? '')
  const vendor = vendorOf(row, name)
  if (vendor === undefined || name === '') return undefined
  const base = { vendor, index, name, warnings: [] }
  if (vendor === 'apple')
    return { ...base, model: appleModel(name, row.sppci_cores), memory: memoryOf(ram, true) }
  const ownBytes = bytesIn(row.spdisplays_vram ?? row._spdisplays_vram)
  const sharedBytes = bytesIn(row.spdisplays_vram_shared)
  return {
    ...base,
    model: modelOf(name, ownBytes)?.model,
    memory: memoryOf(
      { totalBytes: ownBytes ?? sharedBytes },
      ownBytes === undefined && sharedBytes !== undefined,
    ),
  }
}

/**
 * Devices in the JSON of `system_profiler`.
 *
 * Apple's GPUs have no memory of their own: theirs is the Mac's, all of it, although Metal gives a program only about 65 to 75 %.
 *
 * @param json - What it printed.
 * @param ram - Memory of the Mac.
 * @returns The GPUs of known vendors; undefined: it is not in the form of this tool.
 * @example
 * toMacDevices({ SPDisplaysDataType: [{ _name: 'Apple M3 Pro', sppci_cores: '18' }] }, { totalBytes: 2 ** 35 })?.[0]?.model // => 'M3 Pro (18-core)'
 */
export const toMacDevices = (json: unknown, ram: MacMemory): readonly Device[] | undefined =>
  reply.safeParse(json).data?.SPDisplaysDataType.flatMap((row, index) => {
    const read = gpu.safeParse(row)
    const device = read.success ? toDevice(read.data, index, ram) : undefined
    return device === undefined ? [] : [device]
  })
