import { memoryOf } from '../host/device-memory.ts'
import { modelOf } from '../host/model-of.ts'
import { pciAddressOf } from '../host/pci-address.ts'
import { bytesOf, celsiusOf, nodeOf, type Quantity, shareOf, wattsOf } from '../host/quantity.ts'
import type { Device, Ecc, GpuProcess, HealthWarning } from '../inventory.ts'
import type { AmdSmiCard, AmdSmiProcesses } from './amd-smi-wire.ts'
import { isAmdApu } from './apu.ts'
import { amdNameOf } from './pci-names.ts'

const mebibyte = 2 ** 20

/** amd-smi's units are binary: it divides by 1024 and prints `MB`. Source: its source code, `used // 1048576`. */
const bytesPer: Readonly<Record<string, number>> = { b: 1, kb: 2 ** 10, mb: mebibyte, gb: 2 ** 30 }

const toBytes = (size: Quantity | undefined, bareUnit: number): number | undefined => {
  const factor = size?.unit === undefined ? bareUnit : bytesPer[size.unit.toLowerCase()]
  return factor === undefined ? undefined : bytesOf(size?.value, factor)
}

/** Sizes of cards without a unit, before 6.1, are MiB. */
const cardBytes = (size: Quantity | undefined): number | undefined => toBytes(size, mebibyte)

const firstWatts = (...found: readonly (Quantity | undefined)[]): number | undefined =>
  found.map((one) => wattsOf(one?.value)).find((value) => value !== undefined)

interface Heat {
  readonly temperatureC: number | undefined
  readonly slowdownC: number | undefined
}

/** MI300 has no edge sensor; each sensor has a limit of its own. */
const heatOf = ({ temperature, limit }: AmdSmiCard): Heat => {
  const edge = celsiusOf(temperature?.edge?.value)
  const hotspot = celsiusOf(temperature?.hotspot?.value)
  const sensor =
    edge === undefined && hotspot !== undefined
      ? { now: hotspot, slowdown: limit?.slowdown_hotspot_temperature }
      : { now: edge, slowdown: limit?.slowdown_edge_temperature }
  return {
    temperatureC: sensor.now,
    slowdownC: celsiusOf(sensor.slowdown?.value),
  }
}

const eccOf = ({ ecc, ras }: AmdSmiCard): Ecc | undefined => {
  const state = ras?.ecc_block_state?.UMC?.toUpperCase()
  const uncorrected = ecc?.total_uncorrectable_count?.value
  if (state === undefined && uncorrected === undefined) return undefined
  const enabled = state === 'ENABLED' ? true : state === 'DISABLED' ? false : undefined
  return { enabled, uncorrected }
}

/**
 * What is amiss with a GPU, from its own figures.
 *
 * @example
 * warningsOf({ temperatureC: 101, slowdownC: 100 }, undefined) // => ['hot']
 */
export const warningsOf = (
  { temperatureC, slowdownC }: Heat,
  ecc: Ecc | undefined,
): readonly HealthWarning[] => [
  ...((ecc?.uncorrected ?? 0) > 0 ? (['uncorrected-errors'] as const) : []),
  ...(temperatureC !== undefined && slowdownC !== undefined && temperatureC >= slowdownC
    ? (['hot'] as const)
    : []),
]

const toProcesses = ({ processes }: AmdSmiProcesses): readonly GpuProcess[] | undefined =>
  processes?.flatMap(({ pid, name, mem_usage }) =>
    // A size of a process without a unit is in bytes, unlike one of a card.
    pid === undefined ? [] : [{ pid, name, usedBytes: toBytes(mem_usage, 1) }],
  )

const sum = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? undefined : one + (other ?? 0)

/** Memory of a card; an APU's is the part that the firmware set aside and what the driver may take of the main memory. */
const figuresOf = ({ mem_usage: usage, vram }: AmdSmiCard, unified: boolean) => {
  const total = cardBytes(usage?.total_vram) ?? cardBytes(vram?.size)
  const used = cardBytes(usage?.used_vram)
  if (!unified) return { totalBytes: total, usedBytes: used, freeBytes: cardBytes(usage?.free_vram) }
  return {
    totalBytes: sum(total, cardBytes(usage?.total_gtt)),
    usedBytes: sum(used, cardBytes(usage?.used_gtt)),
  }
}

/**
 * The serial number before what amd-smi calls a UUID: it is the unique id of the kernel, which rocm-smi and `/sys` print as well, and
 * the only one by which ROCm's programs can be given a GPU. Source: amdsmi, `amdsmi_get_gpu_asic_info`, from memory.
 */
const uuidOf = ({ uuid, asic }: AmdSmiCard): string | undefined => {
  const serial = asic?.asic_serial
  return /^0x(?!0+$)[\da-f]{16}$/i.test(serial ?? '') ? serial : (uuid ?? serial)
}

/**
 * Turns a card and its processes into a device.
 *
 * @param card - What `static`, `metric` and `list` told, in one.
 * @param processes - What `process` told of it.
 * @returns The device.
 * @example
 * toAmdSmiDevice({ gpu: 0, asic: { market_name: 'AMD Instinct MI210' } }, undefined).model // => 'MI210'
 */
export const toAmdSmiDevice = (card: AmdSmiCard, processes: AmdSmiProcesses | undefined): Device => {
  const name = amdNameOf([card.asic?.market_name, card.board?.product_name], card.asic?.device_id)
  const ownBytes = figuresOf(card, false).totalBytes
  // The memory of an APU is not what it is sold with, so its name alone decides.
  const isApu = isAmdApu(name)
  const ecc = eccOf(card)
  const heat = heatOf(card)
  return {
    vendor: 'amd',
    index: card.gpu,
    uuid: uuidOf(card),
    pciAddress: pciAddressOf(card.bus?.bdf ?? card.bdf),
    name,
    model: modelOf(name, isApu || ownBytes === 0 ? undefined : ownBytes)?.model,
    memory: memoryOf(figuresOf(card, isApu), isApu),
    utilisation: shareOf(card.usage?.gfx_activity?.value),
    ...heat,
    powerW: firstWatts(
      card.power?.socket_power,
      card.power?.current_socket_power,
      card.power?.average_socket_power,
    ),
    powerLimitW: firstWatts(
      card.limit?.socket_power,
      card.limit?.ppt0?.socket_power_limit,
      card.limit?.max_power,
      card.limit?.ppt0?.max_power_limit,
    ),
    processes: processes && toProcesses(processes),
    ecc,
    warnings: warningsOf(heat, ecc),
    driverVersion: card.driver?.version,
    numaNode: nodeOf(card.numa?.node),
  }
}
