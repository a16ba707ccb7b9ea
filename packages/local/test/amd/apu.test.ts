import { expect, test } from 'vitest'
import { isAmdApu } from '../../src/amd/apu.ts'
import { amdNameOf } from '../../src/amd/pci-names.ts'
import { modelOf } from '../../src/host/model-of.ts'

test.each([
  ['AMD Radeon Graphics', true],
  ['AMD Radeon 780M Graphics', true],
  ['AMD Radeon 8060S Graphics', true],
  ['AMD Instinct MI300A', true],
  ['AMD Instinct MI300X', false],
  ['AMD Radeon RX 7900M', false],
  ['AMD Radeon RX 7900 XTX', false],
  ['AMD Radeon VII', false],
  ['AMD GPU 0x687f', false],
])('%s uses the main memory: %s', (name, expected) => {
  expect(isAmdApu(name)).toBe(expected)
})

test.each([
  ['0x6860', 16, 'MI25'],
  ['0x66af', 16, 'Radeon VII'],
  ['0x738c', 32, 'MI100'],
  ['0x740f', 64, 'MI210'],
  ['0x744c', 24, 'Radeon RX 7900 XTX'],
  ['0x744c', 20, 'Radeon RX 7900 XT'],
  ['0x7448', 48, 'Radeon PRO W7900'],
  ['0x745e', 32, 'Radeon PRO W7800'],
  ['0x74a0', 128, 'MI300A'],
  ['0x74a1', 192, 'MI300X'],
  ['0x74a2', 192, 'MI308X'],
  ['0x74a5', 256, 'MI325X'],
  ['0x75a0', 288, 'MI350X'],
  ['0x75a3', 288, 'MI355X'],
])('the card %s with %i GiB is a model that core knows', (id, vramGiB, model) => {
  expect(modelOf(amdNameOf([], id), vramGiB * 2 ** 30)?.model).toBe(model)
})
