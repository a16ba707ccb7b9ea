import { findGpuModel, type Host } from '@aima/gpu-core'
import { factsOf } from '../facts/facts-of.ts'
import { readAtMs } from '../list-price.ts'
import type { ListedMachine } from '../offers.ts'
import { type CloudMachines, listPriceNote, sizesUpTo } from './cloud-machines.ts'
import { type VastaiRow, vastaiPriceSource, vastaiPrices } from './vastai-prices.ts'

const facts = factsOf('vast')

const assumptions = [
  ...listPriceNote(vastaiPriceSource),
  {
    name: 'host',
    value: 'typical',
    unit: '',
    basis: 'processors, memory and disk: median of the same offers; CUDA version: 95 % of the hosts have it',
  },
  ...facts.assumptions,
]

const hostOf = ([, , , , cudaVersion, vcpus, ramGiB, diskGB]: VastaiRow, gpuCount: number): Host => ({
  vcpus: vcpus * gpuCount,
  ramGiB: ramGiB * gpuCount,
  disk: { kind: 'elastic', largestGB: diskGB * gpuCount },
  architecture: 'x86_64',
  driver: { kind: 'installed', cudaVersion },
})

const machinesOf = (row: VastaiRow): readonly ListedMachine[] => {
  const [gpuName, gpu, usdPerHour, most] = row
  return sizesUpTo(most).map((gpuCount) => ({
    id: `vastai/${gpuCount}x ${gpu}`,
    gpu: { name: gpuName, model: gpu, vramGiB: findGpuModel(gpu)?.vramGiB },
    gpuCount,
    host: hostOf(row, gpuCount),
    place: { region: 'any' },
    launch: { gpuName, gpuCount },
    onDemand: {
      usdPerHour: usdPerHour * gpuCount,
      observedAtMs: readAtMs(vastaiPriceSource),
      assumptions,
    },
  }))
}

/** The embedded typical prices of Vast.ai; their hosts stand anywhere, so no residency rule accepts them. */
export const vastai = (): CloudMachines => ({ facts, machines: vastaiPrices.flatMap(machinesOf) })
