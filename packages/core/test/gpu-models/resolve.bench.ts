import { expect, test } from 'vitest'
import { resolveGpuModel } from '../../src/gpu-models/index.ts'

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

test('resolving 10 names', async ({ bench }) => {
  const result = await bench('resolveGpuModel', () => {
    for (const [name, vramGiB] of names) resolveGpuModel(name, vramGiB)
  }).run()
  expect(result.latency.min).toBeLessThan(0.02) // ms, 2 µs a name
})
