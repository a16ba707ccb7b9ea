import { pciAddressOf } from '../host/pci-address.ts'
import { readNumber, readPercent, readWord } from './cell.ts'
import { toUuid } from './identity.ts'
import { type Reading, toComputeMode, toDriverModel, toMigMode } from './reading.ts'
import type { XmlElement } from './xml-element.ts'
import { eccOf, verdictOf, virtualOf } from './xml-health.ts'
import { memoryIn } from './xml-memory.ts'
import { instancesOf, processesOf } from './xml-programs.ts'

/** The first element that has a value, of those that drivers of different age have. */
const firstNumber = (
  gpu: XmlElement,
  unit: string,
  paths: readonly (readonly string[])[],
): number | undefined =>
  paths.map((path) => readNumber(gpu.text(...path), unit)).find((number) => number !== undefined)

/** Up to 525 the readings have another name, and from 550 on the draw is told as average and as instant. */
const powerOf = (gpu: XmlElement): Pick<Reading, 'powerW' | 'powerLimitW'> => ({
  powerW: firstNumber(gpu, 'W', [
    ['gpu_power_readings', 'average_power_draw'],
    ['gpu_power_readings', 'instant_power_draw'],
    ['gpu_power_readings', 'power_draw'],
    ['power_readings', 'power_draw'],
  ]),
  powerLimitW: firstNumber(gpu, 'W', [
    ['gpu_power_readings', 'current_power_limit'],
    ['gpu_power_readings', 'power_limit'],
    ['power_readings', 'power_limit'],
  ]),
})

/**
 * Reads one `<gpu>` block.
 *
 * @param gpu - The block.
 * @param blockAddress - PCI address in the block's own tag, which stays when all else is lost.
 * @returns What it says.
 */
export const toXmlReading = (gpu: XmlElement, blockAddress: string | undefined): Reading => {
  const programs = processesOf(gpu)
  return {
    uuid: toUuid(gpu.text('uuid')),
    pciAddress: blockAddress ?? pciAddressOf(gpu.text('pci', 'pci_bus_id')),
    name: readWord(gpu.text('product_name')),
    memory: memoryIn(gpu),
    utilisation: readPercent(gpu.text('utilization', 'gpu_util')),
    temperatureC: readNumber(gpu.text('temperature', 'gpu_temp'), 'C'),
    slowdownC: readNumber(gpu.text('temperature', 'gpu_temp_slow_threshold'), 'C'),
    ...powerOf(gpu),
    processes: programs?.map(({ process }) => process),
    computeMode: toComputeMode(gpu.text('compute_mode')),
    migMode: toMigMode(gpu.text('mig_mode', 'current_mig'), gpu.text('mig_mode', 'pending_mig')),
    instances: instancesOf(gpu, programs),
    ecc: eccOf(gpu),
    driverModel: toDriverModel(gpu.text('driver_model', 'current_dm')),
    virtual: virtualOf(gpu),
    verdict: verdictOf(gpu),
  }
}
