import { createHash } from 'node:crypto'
import type { Device } from '../inventory.ts'

/** Longest key that is used as it is (characters); longer ones become a digest, so that ids stay short. */
const longestKey = 96

const timesIn = (texts: readonly (string | undefined)[]): ((text: string) => number) => {
  const counts = new Map<string, number>()
  for (const text of texts) if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1)
  return (text) => counts.get(text) ?? 0
}

/**
 * A short text that stands for a longer one, the same every time.
 *
 * @param text - Any text.
 * @example
 * digestOf('GPU-1\nGPU-2') // => 'dfecbeefed77'
 */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** A key that fits into an id. */
export const shortKey = (key: string): string => (key.length > longestKey ? digestOf(key) : key)

/** What GPUs are known by. */
export interface GpuKeys {
  /** Key of a GPU, which does not change when the machine boots. */
  readonly keyOf: (device: Device) => string
  /** UUID of a GPU; undefined: it has none, or shares it with another, as copies of tools' outputs do. */
  readonly uuidOf: (device: Device) => string | undefined
}

/**
 * Finds keys for the GPUs of a host: the UUID, else the PCI address, else the name with a number for each further one of that name.
 *
 * @param devices - All GPUs of the host.
 * @example
 * const device = { vendor: 'apple', name: 'Apple M3 Pro', memory: { unified: true }, warnings: [] }
 * prepareGpuKeys([device]).keyOf(device) // => 'Apple M3 Pro'
 */
export const prepareGpuKeys = (devices: readonly Device[]): GpuKeys => {
  const uuids = timesIn(devices.map(({ uuid }) => uuid))
  const addresses = timesIn(devices.map(({ pciAddress }) => pciAddress))
  const keys = new Map<Device, string>()
  const taken = new Set<string>()
  const uuidOf = ({ uuid }: Device): string | undefined => (uuid && uuids(uuid) === 1 ? uuid : undefined)
  const addressOf = ({ pciAddress }: Device): string | undefined =>
    pciAddress && addresses(pciAddress) === 1 ? pciAddress : undefined
  for (const device of devices) {
    const wanted = shortKey(uuidOf(device) ?? addressOf(device) ?? (device.name || device.vendor))
    let key = wanted
    for (let count = 2; taken.has(key); count += 1) key = `${wanted}#${count}`
    taken.add(key)
    keys.set(device, key)
  }
  return { keyOf: (device) => keys.get(device) ?? device.name, uuidOf }
}
