import type { Vendor } from '@aima/gpu-core'
import type { VendorFindings } from '../host/vendor-findings.ts'
import type { UnusableDevice, UnusableReason } from '../inventory.ts'
import type { ProbeFault, ProbeFaultKind } from '../probe-fault.ts'
import type { PciCard } from './pci-cards.ts'

/** Kernel drivers under which programs can compute. */
const computeDrivers: Readonly<Record<Vendor, readonly string[]>> = {
  nvidia: ['nvidia'],
  amd: ['amdgpu'],
  intel: ['i915', 'xe'],
  apple: [],
}

/** Faults that say nothing but that there is nothing. The list of cards knows better. */
const emptyKinds: ReadonlySet<ProbeFaultKind> = new Set(['no-gpu', 'no-driver'])

const isNothing = ({ devices, unusable }: VendorFindings): boolean =>
  devices.length === 0 && unusable.length === 0

const hasDriver = ({ vendor, driver }: PciCard): boolean => computeDrivers[vendor].includes(driver ?? '')

const reasonOf = (card: PciCard, findings: VendorFindings): UnusableReason => {
  const kinds = new Set(findings.faults.map(({ kind }) => kind))
  if (!hasDriver(card)) return 'no-driver'
  if (kinds.has('no-permission')) return 'no-permission'
  if (kinds.has('driver-broken') || kinds.has('no-driver')) return 'no-driver'
  // The driver has it, and nobody was there to ask.
  return isNothing(findings) && kinds.size === 0 ? 'no-driver' : 'unreadable'
}

const described = ({ address, vendor, deviceId, driver }: PciCard): string =>
  `${vendor} ${deviceId} at ${address}: ${driver === undefined ? 'no driver' : `driver ${driver}`}`

/** The cards that no tool listed. A GPU without an address may be any of them, so then only their number is known. */
const unlisted = (cards: readonly PciCard[], { devices, unusable }: VendorFindings) => {
  const listed = [...devices, ...unusable].map(({ pciAddress }) => pciAddress)
  const rest = cards.filter(({ address }) => !listed.includes(address))
  const nameless = listed.filter((address) => address === undefined).length
  return { cards: rest.slice(nameless), isSure: nameless === 0 }
}

const toFault = (cards: readonly PciCard[], unread: boolean): ProbeFault => ({
  kind: unread ? 'driver-broken' : 'no-driver',
  tool: 'pci',
  text: cards.map(described).join('; '),
  hint: cards.some(hasDriver)
    ? "The driver has it, and the vendor's tool is missing or does not list it. In a container: give the container this GPU and the tool."
    : "Install the vendor's driver, or load it; a card that is passed to a virtual machine is used there.",
})

const faultsOf = (cards: readonly PciCard[], findings: VendorFindings): readonly ProbeFault[] => {
  const isExplained = findings.faults.some(({ kind }) => kind !== 'no-gpu')
  // The tool has said what is amiss with cards that have their driver.
  const untold = cards.filter((card) => !hasDriver(card) || !isExplained)
  const undriven = untold.filter((card) => reasonOf(card, findings) === 'no-driver')
  const unread = untold.filter((card) => reasonOf(card, findings) === 'unreadable')
  return [
    ...(undriven.length > 0 ? [toFault(undriven, false)] : []),
    ...(unread.length > 0 ? [toFault(unread, true)] : []),
  ]
}

/**
 * Compares what the tools of a vendor told with the list of PCI cards.
 *
 * A card that no tool listed becomes unusable: `no-driver` when no driver of its vendor has it, or no tool could be asked, or the
 * tool said that the driver does not work; `no-permission` when the tool said so; else `unreadable`. "No GPU" and "no driver" are
 * taken back where there is no card at all, and "no GPU" where there is one.
 *
 * @param vendor - The vendor.
 * @param findings - What its tools told.
 * @param cards - All cards; undefined: the list cannot be read.
 * @returns The findings, and the cards that are missing from them. Never another device.
 */
export const addUnlistedCards = (
  vendor: Vendor,
  findings: VendorFindings,
  cards: readonly PciCard[] | undefined,
): VendorFindings => {
  if (cards === undefined) return findings
  const own = cards.filter((card) => card.vendor === vendor)
  if (own.length === 0) {
    const isEmpty = isNothing(findings)
    return { ...findings, faults: findings.faults.filter(({ kind }) => !(isEmpty && emptyKinds.has(kind))) }
  }
  const missing = unlisted(own, findings)
  const unusable = missing.cards.map((card): UnusableDevice => {
    const reason = reasonOf(card, findings)
    return missing.isSure
      ? { vendor, pciAddress: card.address, reason, text: described(card) }
      : { vendor, reason, text: `one of the cards of ${vendor} on the PCI bus` }
  })
  const told = findings.faults.filter(({ kind }) => kind !== 'no-gpu')
  return {
    devices: findings.devices,
    unusable: [...findings.unusable, ...unusable],
    faults: [...told, ...faultsOf(missing.cards, findings)],
  }
}
