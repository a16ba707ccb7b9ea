import { memoryOf } from '../host/device-memory.ts'
import type { HostAccess } from '../host/host-access.ts'
import { modelOf } from '../host/model-of.ts'
import { celsiusOf, nodeOf, shareOf, wattsOf, wordOf } from '../host/quantity.ts'
import type { VendorFindings } from '../host/vendor-findings.ts'
import type { Device } from '../inventory.ts'
import { type DrmCard, listDrmCards } from '../pci/drm-cards.ts'
import { warningsOf } from './amd-smi-device.ts'
import { isAmdApu } from './apu.ts'
import { amdNameOf } from './pci-names.ts'

/** Scales an integer of the sensors: thousandths of a degree, millionths of a watt. */
const scaled = (value: number | undefined, divisor: number): number | undefined =>
  value === undefined ? undefined : value / divisor

const readSensors = async (card: DrmCard) => {
  const sensors = await card.sensors()
  if (sensors === undefined) return { heat: { temperatureC: undefined, slowdownC: undefined } }
  const read = (file: string) => card.number(`hwmon/${sensors}/${file}`)
  const [temperature, critical, average, input, cap] = await Promise.all(
    ['temp1_input', 'temp1_crit', 'power1_average', 'power1_input', 'power1_cap'].map(read),
  )
  return {
    heat: {
      temperatureC: celsiusOf(scaled(temperature, 1e3)),
      slowdownC: celsiusOf(scaled(critical, 1e3)),
    },
    powerW: wattsOf(scaled(average ?? input, 1e6)),
    powerLimitW: wattsOf(scaled(cap, 1e6)),
  }
}

/** Memory of a card; an APU's is the part that the firmware set aside and what the driver may take of the main memory. */
const readFigures = async (card: DrmCard, unified: boolean) => {
  const [total, used, gttTotal, gttUsed] = await Promise.all(
    ['mem_info_vram_total', 'mem_info_vram_used', 'mem_info_gtt_total', 'mem_info_gtt_used'].map(card.number),
  )
  if (!unified) return { totalBytes: total, usedBytes: used }
  return {
    totalBytes: total === undefined ? undefined : total + (gttTotal ?? 0),
    usedBytes: used === undefined ? undefined : used + (gttUsed ?? 0),
  }
}

const toDevice = async (card: DrmCard, driverVersion: string | undefined): Promise<Device | undefined> => {
  const own = await readFigures(card, false)
  // Only a working amdgpu tells the memory: without it there is a card and no GPU to compute on.
  if (own.totalBytes === undefined) return undefined
  const name = amdNameOf([await card.text('product_name')], card.deviceId)
  const isApu = isAmdApu(name)
  const { heat, ...power } = await readSensors(card)
  return {
    vendor: 'amd',
    index: card.index,
    uuid: await card.text('unique_id'),
    pciAddress: card.pciAddress,
    name,
    model: modelOf(name, isApu ? undefined : own.totalBytes)?.model,
    memory: memoryOf(isApu ? await readFigures(card, true) : own, isApu),
    utilisation: shareOf(await card.number('gpu_busy_percent')),
    ...heat,
    ...power,
    warnings: warningsOf(heat, undefined),
    driverVersion,
    numaNode: nodeOf(await card.number('numa_node')),
  }
}

/**
 * Reads what the kernel's driver amdgpu tells of its cards. It does not tell which programs use them.
 *
 * @param host - The host.
 * @returns The cards with a working driver; others are left to the list of PCI cards.
 */
export const readAmdSysfs = async (host: HostAccess): Promise<VendorFindings> => {
  const cards = await listDrmCards(host, '0x1002')
  const version = wordOf(await host.readText('/sys/module/amdgpu/version'))
  const devices = await Promise.all(cards.map((card) => toDevice(card, version)))
  return { devices: devices.filter((device) => device !== undefined), unusable: [], faults: [] }
}
