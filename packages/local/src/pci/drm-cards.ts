import type { HostAccess } from '../host/host-access.ts'
import { pciAddressOf } from '../host/pci-address.ts'
import { numberOf, wordOf } from '../host/quantity.ts'

/** A graphics card that the Linux kernel drives. */
export interface DrmCard {
  /** Number of `card<n>`. */
  readonly index: number
  /** PCI device id, such as `0x73df`. */
  readonly deviceId: string | undefined
  /** PCI address as `dddd:bb:dd.f`. */
  readonly pciAddress: string | undefined
  /** Name of its driver, such as `amdgpu`. */
  readonly driver: string | undefined
  /** Reads a text of it, such as `unique_id`; undefined: there is none. */
  readonly text: (name: string) => Promise<string | undefined>
  /** Reads a number of it. */
  readonly number: (name: string) => Promise<number | undefined>
  /** Folder of its sensors; undefined: it has none. */
  readonly sensors: () => Promise<string | undefined>
}

const drm = '/sys/class/drm'

/** Values of a `uevent` file by their keys. */
const valueIn = (uevent: string | undefined, key: string): string | undefined =>
  uevent?.match(new RegExp(`^${key}=(.*)$`, 'm'))?.[1]

const toCard = async (host: HostAccess, name: string): Promise<DrmCard> => {
  const folder = `${drm}/${name}/device`
  const text = async (file: string) => wordOf(await host.readText(`${folder}/${file}`))
  const uevent = await text('uevent')
  return {
    index: Number(name.slice('card'.length)),
    deviceId: (await text('device'))?.toLowerCase(),
    pciAddress: pciAddressOf(valueIn(uevent, 'PCI_SLOT_NAME')),
    driver: valueIn(uevent, 'DRIVER'),
    text,
    number: async (file) => numberOf(await text(file)),
    sensors: async () => (await host.listFolder(`${folder}/hwmon`)).find((entry) => /^hwmon\d+$/.test(entry)),
  }
}

/**
 * Lists the cards of one vendor that the kernel drives.
 *
 * @param host - The host; one without `/sys/class/drm` has none.
 * @param vendorId - PCI id of the vendor, such as `0x1002`.
 * @returns The cards in the order of their numbers. Connectors, such as `card0-DP-1`, are none.
 */
export const listDrmCards = async (host: HostAccess, vendorId: string): Promise<readonly DrmCard[]> => {
  const names = (await host.listFolder(drm)).filter((name) => /^card\d+$/.test(name))
  const vendors = await Promise.all(names.map((name) => host.readText(`${drm}/${name}/device/vendor`)))
  const own = names.filter((_, at) => vendors[at]?.trim().toLowerCase() === vendorId)
  const cards = await Promise.all(own.map((name) => toCard(host, name)))
  return cards.sort((one, other) => one.index - other.index)
}
