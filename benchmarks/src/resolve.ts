import { resolveGpuModel } from '@aima/gpu-core'
import { timeInTurns } from './measure.ts'

/** A mixture as an adapter meets it: drivers' names, canonical ones, and spellings that must be taken apart. */
const names: readonly (readonly [name: string, vramGiB: number | undefined])[] = [
  ['NVIDIA A100-SXM4-80GB', undefined],
  ['RTX 4090', 23.99],
  ['A100 SXM4', 80],
  ['nvidia-tesla-t4', 16],
  ['H100', 80],
  ['RTX PRO 6000 WS', 95.6],
  ['NVIDIA-A100-SXM4-40GB-MIG-1g.5gb', 5],
  ['NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition', 96],
  ['Quadro P4000', 8],
  ['unknown thing 3000', 8],
]

const times = timeInTurns(
  {
    resolve: () => names.map(([name, vramGiB]) => resolveGpuModel(name, vramGiB)),
    'one regular expression': () => names.map(([name]) => name.toLowerCase().replace(/[^a-z0-9]+/g, ' ')),
  },
  2_000,
)
const [resolve = Number.NaN, expression = Number.NaN] = [...times.values()]
console.log(
  `resolving a GPU name takes ${(resolve / names.length).toFixed(0)} ns, ${(resolve / expression).toFixed(1)} times one regular expression`,
)
