import { memoryOf } from '../host/device-memory.ts'
import type { HostAccess } from '../host/host-access.ts'
import { parseJsonOutput } from '../host/json-output.ts'
import { modelOf } from '../host/model-of.ts'
import { pciAddressOf } from '../host/pci-address.ts'
import { celsiusOf, nodeOf, numberOf, shareOf, wattsOf, wordOf } from '../host/quantity.ts'
import type { VendorFindings } from '../host/vendor-findings.ts'
import type { Device } from '../inventory.ts'
import { amdFaultOf } from './amd-fault.ts'
import { isAmdApu } from './apu.ts'
import { amdNameOf } from './pci-names.ts'

/** `--json` holds only what is asked for. */
const args = [
  '--showproductname',
  '--showid',
  '--showuse',
  '--showmeminfo',
  'vram',
  '--showtemp',
  '--showpower',
  '--showmaxpower',
  '--showuniqueid',
  '--showbus',
  '--showdriverversion',
  '--json',
]

/** Members of a card with keys in small letters, because their case differs by version. All values are texts. */
type Members = ReadonlyMap<string, unknown>

const membersOf = (value: unknown): Members =>
  new Map(Object.entries(Object(value)).map(([key, member]) => [key.toLowerCase(), member]))

/** First member that is a text, of keys that changed over the versions. Source: recordings of ROCm 4.3 to 6.1.2, read 2026-11-23. */
const textIn = (members: Members, ...keys: readonly string[]): string | undefined =>
  keys.map((key) => wordOf(members.get(key))).find((text) => text !== undefined)

const numberIn = (members: Members, ...keys: readonly string[]): number | undefined =>
  keys.map((key) => numberOf(members.get(key))).find((number) => number !== undefined)

const toDevice = (index: number, card: Members, driverVersion: string | undefined): Device => {
  const totalBytes = numberIn(card, 'vram total memory (b)')
  const name = amdNameOf(
    [textIn(card, 'card series'), textIn(card, 'device name'), textIn(card, 'card model')],
    textIn(card, 'device id', 'gpu id'),
  )
  // What is told of an APU is the part that the firmware set aside, which says little of what programs can have.
  const isApu = isAmdApu(name)
  const usedBytes = numberIn(card, 'vram total used memory (b)')
  return {
    vendor: 'amd',
    index,
    uuid: textIn(card, 'unique id'),
    pciAddress: pciAddressOf(textIn(card, 'pci bus')),
    name,
    model: modelOf(name, isApu ? undefined : totalBytes)?.model,
    memory: memoryOf(isApu ? {} : { totalBytes, usedBytes }, isApu),
    utilisation: shareOf(numberIn(card, 'gpu use (%)')),
    temperatureC: celsiusOf(
      numberIn(card, 'temperature (sensor edge) (c)', 'temperature (sensor junction) (c)'),
    ),
    powerW: wattsOf(
      numberIn(card, 'average graphics package power (w)', 'current socket graphics package power (w)'),
    ),
    powerLimitW: wattsOf(numberIn(card, 'max graphics package power (w)')),
    warnings: [],
    driverVersion,
    numaNode: nodeOf(numberIn(card, '(topology) numa node')),
  }
}

/**
 * Devices in the JSON of `rocm-smi`. It does not tell which programs use a card.
 *
 * @param json - An object with `card0`, `card1` and so on, and `system`.
 * @returns One device for each card, in the order of their numbers.
 * @example
 * toRocmSmiDevices({ card0: { 'Card Series': 'AMD Instinct MI210' } })[0]?.model // => 'MI210'
 */
export const toRocmSmiDevices = (json: unknown): readonly Device[] => {
  const members = membersOf(json)
  const driver = textIn(membersOf(members.get('system')), 'driver version')
  return [...members]
    .flatMap(([key, card]) => {
      const [, index] = /^card(\d+)$/.exec(key) ?? []
      return index === undefined ? [] : [toDevice(Number(index), membersOf(card), driver)]
    })
    .sort((one, other) => (one.index ?? 0) - (other.index ?? 0))
}

/**
 * Asks `rocm-smi`, amd-smi's predecessor.
 *
 * @param host - The host.
 * @returns Its findings: no device without a fault that says why. Undefined: the tool is not installed.
 */
export const askRocmSmi = async (host: HostAccess): Promise<VendorFindings | undefined> => {
  const run = await host.run('rocm-smi', args)
  if (run === undefined) return undefined
  const devices = run.end.kind === 'exited' ? toRocmSmiDevices(parseJsonOutput(run.stdout)) : []
  return { devices, unusable: [], faults: devices.length > 0 ? [] : [amdFaultOf(run)] }
}
