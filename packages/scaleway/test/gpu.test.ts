import { expect, test } from 'vitest'
import { gpuOf } from '../src/gpu.ts'
import { serverOf } from './fixtures.ts'

const gibibyte = 2 ** 30

const described = (name: string, vramGiB: number, manufacturer = 'NVIDIA') =>
  serverOf({
    gpu_info: { gpu_name: name, gpu_memory: vramGiB * gibibyte, gpu_manufacturer: manufacturer },
  })

// Names and sizes of Scaleway's public price list, 2026-10-01.
test.each([
  ['L4-1-24G', 'L4', 24, 'L4', 24],
  ['L40S-1-48G', 'L40S', 48, 'L40S', 48],
  ['H100-1-80G', 'H100-PCIe', 80, 'H100-PCIe', 80],
  ['H100-SXM-8-80G', 'H100-SXM', 80, 'H100-SXM5', 80],
  ['B300-SXM-8-288G', 'B300-SXM', 288, 'B300', 270],
  ['RENDER-S', 'P100', 16, 'P100-PCIe-16GB', 16],
])('%s has the %s of %i GiB, which is the model %s', (type, name, soldGiB, model, vramGiB) => {
  expect(gpuOf(type, described(name, soldGiB)).gpu).toEqual({ name, model, vendor: 'nvidia', vramGiB })
})

test.each([
  ['L4-2-24G', 'L4'],
  ['H100-2-80G', 'H100-PCIe'],
  ['H100-SXM-2-80G', 'H100-SXM5'],
  ['B300-SXM-8-288G', 'B300'],
])('%s is the model %s by its name alone, without an assumption', (type, model) => {
  const { gpu, assumptions } = gpuOf(type, serverOf())
  expect(gpu).toMatchObject({ model, vendor: 'nvidia' })
  expect(assumptions).toEqual([])
})

test('a name that may mean several cards is taken for the slowest, and that is an assumption', () => {
  expect(gpuOf('RENDER-S', described('P100', 16)).assumptions).toMatchObject([
    { name: 'gpu', value: 'P100-PCIe-16GB' },
  ])
})

test('what Scaleway says of the GPU counts more than the name of the type', () => {
  expect(gpuOf('L4-1-24G', described('L40S', 48)).gpu).toMatchObject({ model: 'L40S', vramGiB: 48 })
})

test('a GPU that is in no table keeps its name, its vendor and its memory, and has no model', () => {
  expect(gpuOf('X9-1-64G', described('X9', 64, 'AMD')).gpu).toEqual({
    name: 'X9',
    model: undefined,
    vendor: 'amd',
    vramGiB: 64,
  })
})

test('a memory that no model of that name has leaves the model unknown', () => {
  expect(gpuOf('L4-1-24G', described('L4', 48)).gpu).toMatchObject({ model: undefined, vramGiB: 48 })
})

test('a memory of 0 is not told, and the name of the type tells it', () => {
  expect(gpuOf('X9-1-64G', described('X9', 0)).gpu.vramGiB).toBe(64)
})

test('a type whose name tells nothing is unknown and not guessed', () => {
  expect(gpuOf('RENDER-S', serverOf()).gpu).toEqual({
    name: 'RENDER-S',
    model: undefined,
    vendor: undefined,
    vramGiB: undefined,
  })
})

test('a part of a GPU is not taken for a whole one', () => {
  const { gpu } = gpuOf('H100-1-80G', { ...described('H100-PCIe', 80), mig_profile: '1g.10gb' })
  expect(gpu).toEqual({ name: 'part of H100-PCIe', vendor: 'nvidia' })
})
