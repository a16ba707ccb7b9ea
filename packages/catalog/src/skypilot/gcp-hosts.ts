import { gcpMachines } from '../embedded/gcp-machines.ts'

/** Families of machines whose GPUs have their own rows in the list, by SkyPilot's name of the GPU. */
const families: ReadonlyMap<string, readonly string[]> = new Map([
  ['A100', ['a2-highgpu', 'a2-megagpu']],
  ['A100-80GB', ['a2-ultragpu']],
  ['H100', ['a3-highgpu']],
  ['H100-MEGA', ['a3-megagpu']],
  ['H200', ['a3-ultragpu']],
  ['L4', ['g2-standard']],
])

/** GPUs that are attached to a machine of the N1 family. */
const attached: ReadonlySet<string> = new Set(['K80', 'P4', 'P100', 'T4', 'V100'])

const familyOf = (type: string): string => type.slice(0, type.lastIndexOf('-'))

/**
 * N1 comes in any size. Eight processors and 30 GB for each GPU is within the limits of all of them, and near
 * what the other families have.
 *
 * Source: Google Cloud, "GPU machine types": up to 8 GPUs, from 12 processors for one V100 upwards.
 */
const n1Hosts = (count: number): readonly string[] =>
  [1, 2, 4, 8].includes(count) ? [`n1-standard-${8 * count}`] : []

/**
 * Types of machine that Google Cloud puts some GPUs into. Their price is that of the GPUs and of the machine
 * together.
 *
 * @param acceleratorName - SkyPilot's name of the GPU.
 * @param count - How many.
 * @returns The types; empty when none is known.
 * @example
 * gcpHosts('L4', 2) // => ['g2-standard-24']
 * gcpHosts('T4', 4) // => ['n1-standard-32']
 * gcpHosts('B200', 8) // => []
 */
export const gcpHosts = (acceleratorName: string, count: number): readonly string[] => {
  if (attached.has(acceleratorName)) return n1Hosts(count)
  const itsFamilies = families.get(acceleratorName) ?? []
  return gcpMachines
    .filter(({ type, gpuCount }) => gpuCount === count && itsFamilies.includes(familyOf(type)))
    .map(({ type }) => type)
}

const hostFamilies: ReadonlySet<string> = new Set(['n1-standard', ...[...families.values()].flat()])

/**
 * Tells whether a type of Google Cloud's machines can hold GPUs.
 *
 * @param type - The type.
 * @example
 * isGcpHost('g2-standard-4') // => true
 * isGcpHost('e2-small') // => false
 */
export const isGcpHost = (type: string): boolean => hostFamilies.has(familyOf(type))

/** Families that come with local disks, which the list forgets. */
const withLocalDisks: ReadonlySet<string> = new Set([
  'a2-ultragpu',
  'a3-highgpu',
  'a3-megagpu',
  'a3-ultragpu',
])

/**
 * Tells whether the list's price of a machine lacks that of its local disks (0.04 to 0.7 USD/h).
 *
 * @param type - The type.
 * @example
 * lacksLocalDisks('a2-ultragpu-1g') // => true
 */
export const lacksLocalDisks = (type: string): boolean => withLocalDisks.has(familyOf(type))
