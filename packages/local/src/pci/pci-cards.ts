import type { Vendor } from '@aima/gpu-core'
import type { HostAccess } from '../host/host-access.ts'
import { pciAddressOf } from '../host/pci-address.ts'

/** A graphics card or accelerator on the PCI bus. */
export interface PciCard {
  /** Who made it. */
  readonly vendor: Vendor
  /** Address as `dddd:bb:dd.f`. */
  readonly address: string
  /** PCI device id, such as `0x2684`. */
  readonly deviceId: string
  /** Kernel driver that has it, such as `nvidia`, `nouveau` or `vfio-pci`; undefined: none. */
  readonly driver: string | undefined
}

const devices = '/sys/bus/pci/devices'

const vendors: Readonly<Record<string, Vendor>> = { '0x10de': 'nvidia', '0x1002': 'amd', '0x8086': 'intel' }

interface PciFunction {
  readonly address: string
  readonly classCode: string
  readonly vendor: Vendor
}

/**
 * Whether a function is a GPU: VGA and 3D controllers. "Display controller" (MI200, Max) counts only as a card's first function,
 * since old Intel graphics have a second one of this class; "processing accelerator" (MI300) only from AMD, since Intel's NPUs are
 * such too. Source: PCI code and ID assignment 1.11, classes 03 and 12.
 */
const isGpu = ({ address, classCode, vendor }: PciFunction): boolean => {
  if (/^0x030[02]/.test(classCode)) return true
  if (/^0x0380/.test(classCode)) return address.endsWith('.0')
  return /^0x1200/.test(classCode) && vendor === 'amd'
}

const readCard = async (host: HostAccess, name: string): Promise<PciCard | undefined> => {
  const address = pciAddressOf(name)
  if (address === undefined) return undefined
  const read = async (file: string) =>
    (await host.readText(`${devices}/${name}/${file}`))?.trim().toLowerCase()
  const [classCode, vendorId] = await Promise.all([read('class'), read('vendor')])
  const vendor = vendors[vendorId ?? '']
  if (vendor === undefined || classCode === undefined || !isGpu({ address, classCode, vendor }))
    return undefined
  // A virtual function is a part of a card that is listed too.
  if ((await host.listFolder(`${devices}/${name}/physfn`)).length > 0) return undefined
  const [deviceId = '', uevent = ''] = await Promise.all([read('device'), read('uevent')])
  return { vendor, address, deviceId, driver: /^driver=(.+)$/m.exec(uevent)?.[1] }
}

/**
 * Lists the GPUs on the PCI bus, whatever their drivers do.
 *
 * @param host - The host.
 * @returns The cards in the order of their addresses; undefined: the list cannot be read, as on every system but Linux.
 */
export const readPciCards = async (host: HostAccess): Promise<readonly PciCard[] | undefined> => {
  const names = await host.listFolder(devices)
  if (names.length === 0) return undefined
  const cards = await Promise.all(names.map((name) => readCard(host, name)))
  return cards
    .filter((card) => card !== undefined)
    .sort((one, other) => (one.address < other.address ? -1 : 1))
}
