import { type Assumption, findGpuModel } from '@aima/gpu-core'
import { factsOf } from '../facts/facts-of.ts'
import { placeOfRunpodNote } from '../facts/marketplaces.ts'
import { leastCudaVersion } from '../least-cuda.ts'
import { readAtMs } from '../list-price.ts'
import type { ListedMachine } from '../offers.ts'
import { runpodDataCentresIn } from '../regions.ts'
import { shareNotes } from '../share-notes.ts'
import { type CloudMachines, listPriceNote, sizesUpTo } from './cloud-machines.ts'
import { type RunpodRow, runpodPriceSource, runpodPrices } from './runpod-prices.ts'

/**
 * Countries for which the secure cloud is listed: the United States and those of the EU in which RunPod has
 * data centres. Its others (Australia, Canada, Denmark, Iceland, India, Japan, Norway, Singapore) are left
 * out to keep the list short.
 */
const countries: readonly string[] = ['CZ', 'FR', 'NL', 'RO', 'SE', 'US']

/** The example in the description of RunPod's interface. */
const usualCudaVersion = 12.1

/**
 * A pod can ask for a least CUDA version, so this is what the launch asks for and not a fact about one host.
 */
const cudaVersionFor = (gpu: string): number | undefined => {
  const least = leastCudaVersion(gpu)
  return least === undefined ? undefined : Math.max(least, usualCudaVersion)
}

const cudaNote = (cudaVersion: number): readonly Assumption[] => [
  { name: 'cudaVersion', value: cudaVersion, unit: '', basis: 'asked for at launch' },
]

const join = shareNotes()

const askedFor = (usdPerHour: number, more: readonly Assumption[]) => ({
  usdPerHour,
  observedAtMs: readAtMs(runpodPriceSource),
  assumptions: join(listPriceNote(runpodPriceSource), factsOf('runpod').assumptions, more),
})

/** What the machines of one row share, in either cloud. */
const commonOf = ([gpuTypeId, gpu]: RunpodRow) => {
  const cudaVersion = cudaVersionFor(gpu)
  return {
    gpu: { name: gpuTypeId, model: gpu, vramGiB: findGpuModel(gpu)?.vramGiB },
    host: { driver: { kind: 'installed', cudaVersion } as const },
    launch: { gpuTypeId, ...(cudaVersion === undefined ? {} : { minCudaVersion: String(cudaVersion) }) },
    notes: cudaVersion === undefined ? [] : cudaNote(cudaVersion),
  }
}

const secureMachines = (row: RunpodRow): readonly ListedMachine[] => {
  const [gpuTypeId, , usdPerHour, , most] = row
  if (usdPerHour === null) return []
  const { notes, launch, ...common } = commonOf(row)
  return countries.flatMap((country) => {
    const dataCenterIds = runpodDataCentresIn(country)
    return sizesUpTo(most).map((gpuCount) => ({
      ...common,
      id: `runpod/secure/${country}/${gpuCount}x ${gpuTypeId}`,
      gpuCount,
      place: { region: country, country },
      trust: 'datacenter' as const,
      launch: { ...launch, cloud: 'SECURE', gpuCount, dataCenterIds },
      onDemand: askedFor(usdPerHour * gpuCount, [...notes, ...placeOfRunpodNote]),
    }))
  })
}

/**
 * Hosts of the community cloud stand anywhere, so their country is unknown and no residency rule accepts
 * them.
 */
const communityMachines = (row: RunpodRow): readonly ListedMachine[] => {
  const [gpuTypeId, , , usdPerHour, most] = row
  if (usdPerHour === null) return []
  const { notes, launch, ...common } = commonOf(row)
  return sizesUpTo(most).map((gpuCount) => ({
    ...common,
    id: `runpod/community/${gpuCount}x ${gpuTypeId}`,
    gpuCount,
    place: { region: 'any' },
    trust: 'community' as const,
    launch: { ...launch, cloud: 'COMMUNITY', gpuCount },
    onDemand: askedFor(usdPerHour * gpuCount, notes),
  }))
}

/** The embedded price list of RunPod. */
export const runpod = (): CloudMachines => ({
  facts: factsOf('runpod'),
  machines: runpodPrices.flatMap((row) => [...secureMachines(row), ...communityMachines(row)]),
})
