import type { VendorFindings } from '../host/vendor-findings.ts'
import type { ProbeFault } from '../probe-fault.ts'
import { type Surroundings, toDevice } from './device.ts'
import { toFault } from './fault.ts'
import { distinguish } from './identity.ts'
import { joinReadings, pairUp } from './join.ts'
import type { GpuList, ListedGpu } from './list.ts'
import type { Reading } from './reading.ts'
import { type Complaint, isAmong, mergeComplaints } from './unusable.ts'

/** What all views gave. */
export interface Evidence {
  /** Readings of the log. */
  readonly xml: readonly Reading[]
  /** Readings of the table. */
  readonly csv: readonly Reading[]
  /** The list. */
  readonly list: GpuList
  /** GPUs that the other views complain of, a list for each view. */
  readonly complaints: readonly (readonly Complaint[])[]
  /** PCI addresses of blocks of the log that cannot be read. */
  readonly unreadable: readonly (string | undefined)[]
  /** How many GPUs there are according to the driver. */
  readonly attached: number | undefined
  /** What went wrong. */
  readonly faults: readonly ProbeFault[]
}

interface Gpu {
  readonly reading: Reading
  readonly listed: ListedGpu | undefined
}

const complaintOf = ({ reading, listed }: Gpu): Complaint | undefined => {
  const name = reading.name ?? listed?.name
  const sickness =
    reading.verdict.sickness ??
    (name === undefined ? { reason: 'unreadable' as const, text: 'It has no name' } : undefined)
  if (sickness === undefined) return undefined
  const { uuid, pciAddress } = reading
  return { index: reading.index ?? listed?.index, uuid: uuid ?? listed?.uuid, pciAddress, name, ...sickness }
}

const undecipherable = (pciAddress: string): Complaint => ({
  pciAddress,
  reason: 'unreadable',
  text: 'What nvidia-smi says of it cannot be read',
})

const undescribed = ({ index, uuid, name }: ListedGpu): Complaint => ({
  index,
  uuid,
  name,
  reason: 'unreadable',
  text: 'nvidia-smi lists it and says nothing of it',
})

const ambiguityFaults = (sentences: readonly string[]): readonly ProbeFault[] =>
  [...new Set(sentences)].map((sentence) =>
    toFault(
      'unexpected-output',
      sentence,
      'Tell these GPUs apart by their place; no job can be given one by that name.',
    ),
  )

const countFaults = ({ attached, xml }: Evidence, known: number): readonly ProbeFault[] => {
  const hint = 'A GPU may have been lost or hidden: look for it with lspci and in the system log.'
  if (attached === undefined) return []
  if (attached > known)
    return [toFault('unexpected-output', `${attached} GPUs attached, ${known} told of`, hint)]
  return xml.length > attached
    ? [toFault('unexpected-output', `${attached} GPUs attached, ${xml.length} told of`, hint)]
    : []
}

const unreadableFaults = (addresses: Evidence['unreadable']): readonly ProbeFault[] =>
  addresses.map((address) =>
    toFault(
      'unexpected-output',
      `what the log says of ${address ?? 'a GPU'} cannot be read`,
      'Probe again: less is known of this GPU than usual.',
    ),
  )

/** That there is no GPU is no fault where there is one. */
const tidy = (faults: readonly ProbeFault[], isAnyFound: boolean): readonly ProbeFault[] => {
  const kept = faults.filter(({ kind }) => !(isAnyFound && kind === 'no-gpu'))
  const unique = [...new Map(kept.map((fault) => [`${fault.kind} ${fault.text}`, fault])).values()]
  if (unique.length > 0 || isAnyFound) return unique
  return [
    toFault('unexpected-output', 'nothing of any GPU', 'Run nvidia-smi by hand and look at its output.'),
  ]
}

/** Every GPU that cannot be used, once, whoever tells of it. */
const complaintsOf = (gpus: readonly Gpu[], silent: readonly ListedGpu[], evidence: Evidence) => {
  const isDescribed = (address: string) => gpus.some(({ reading }) => reading.pciAddress === address)
  const addresses = evidence.unreadable.filter((address) => address !== undefined)
  return mergeComplaints([
    gpus.flatMap((gpu) => complaintOf(gpu) ?? []),
    evidence.list.failures,
    ...evidence.complaints,
    addresses.filter((address) => !isDescribed(address)).map(undecipherable),
    silent.map(undescribed),
  ])
}

/**
 * Draws together what all views of nvidia-smi gave.
 *
 * @param evidence - What they gave.
 * @param surroundings - What is known beside.
 * @returns Each GPU once, as a device or as unusable, and the faults.
 */
export const toFindings = (evidence: Evidence, surroundings: Surroundings): VendorFindings => {
  const xml = distinguish(evidence.xml)
  const csv = distinguish(evidence.csv)
  const list = distinguish(evidence.list.gpus)
  const pairs = pairUp(joinReadings(xml.gpus, csv.gpus), list.gpus)
  const gpus = pairs.flatMap(({ left, right }) => (left ? [{ reading: left, listed: right }] : []))
  const silent = pairs.flatMap(({ left, right }) => (left === undefined && right ? [right] : []))
  const complaints = complaintsOf(gpus, silent, evidence)
  const devices = gpus
    .filter((gpu) => complaintOf(gpu) === undefined)
    .flatMap(({ reading, listed }) => toDevice(reading, listed, surroundings) ?? [])
    .filter((device) => !isAmong(device, complaints))
  const known = devices.length + complaints.length
  const faults = [
    ...evidence.faults,
    ...unreadableFaults(evidence.unreadable),
    ...ambiguityFaults([...xml.ambiguities, ...csv.ambiguities, ...list.ambiguities]),
    ...countFaults(evidence, known),
  ]
  return {
    devices,
    unusable: complaints.map((complaint) => ({ vendor: 'nvidia', ...complaint })),
    faults: tidy(faults, known > 0),
  }
}
