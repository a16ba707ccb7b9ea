import { memoryOf } from '../host/device-memory.ts'
import type { HostAccess } from '../host/host-access.ts'
import { modelOf } from '../host/model-of.ts'
import { nodeOf } from '../host/quantity.ts'
import type { VendorFindings } from '../host/vendor-findings.ts'
import type { Device } from '../inventory.ts'
import { type DrmCard, listDrmCards } from '../pci/drm-cards.ts'
import { isIntegrated } from './integrated.ts'

/** Names by PCI device id, of the GPUs that core knows. Source: pci.ids (state of 2025) from memory. */
const names: Readonly<Record<string, string>> = {
  '0x0bd5': 'Intel(R) Data Center GPU Max 1550',
  '0x0bda': 'Intel(R) Data Center GPU Max 1100',
  '0x56c0': 'Intel(R) Data Center GPU Flex 170',
  '0xe20b': 'Intel Arc B580',
}

const drivers: ReadonlySet<string> = new Set(['i915', 'xe'])

const toDevice = async (card: DrmCard): Promise<Device> => {
  const { deviceId = '', pciAddress } = card
  const name = names[deviceId] ?? ['Intel GPU', deviceId].filter(Boolean).join(' ')
  const unified = isIntegrated(pciAddress)
  // Only Intel's own i915 tells it; the kernel's i915 and xe do not, so the memory stays unknown.
  const totalBytes = await card.number('lmem_total_bytes')
  return {
    vendor: 'intel',
    index: card.index,
    pciAddress,
    name,
    model: modelOf(name, totalBytes)?.model,
    memory: memoryOf({ totalBytes }, unified),
    warnings: [],
    numaNode: nodeOf(await card.number('numa_node')),
  }
}

/**
 * Reads what the kernel's drivers i915 and xe tell of their cards: that they are there, and little else.
 *
 * @param host - The host.
 * @returns The cards with one of these drivers; others are left to the list of PCI cards.
 */
export const readIntelSysfs = async (host: HostAccess): Promise<VendorFindings> => {
  const cards = await listDrmCards(host, '0x8086')
  const driven = cards.filter(({ driver }) => drivers.has(driver ?? ''))
  return { devices: await Promise.all(driven.map(toDevice)), unusable: [], faults: [] }
}
