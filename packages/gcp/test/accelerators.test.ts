import { findGpuModel } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { accelerators, gpuOf, isOtherThanGpu } from '../src/accelerators.ts'
import { interconnectOf } from '../src/machine-facts.ts'

test.each(accelerators)('$type is a model that core knows, and its link is known', ({ type, model }) => {
  expect(findGpuModel(model)).toBeDefined()
  expect(gpuOf(type)).toMatchObject({
    name: type,
    model,
    vendor: 'nvidia',
    vramGiB: findGpuModel(model)?.vramGiB,
  })
  expect(interconnectOf(type, 2)).toBeDefined()
  expect(interconnectOf(type, 1)).toBeUndefined()
})

test('a type that is in no table has the model that core knows by its name, or none', () => {
  expect(gpuOf('nvidia-l40s').model).toBe('L40S')
  expect(gpuOf('nvidia-x9000')).toMatchObject({ model: undefined, vendor: 'nvidia', vramGiB: undefined })
  expect(gpuOf('amd-x9000').vendor).toBeUndefined()
})

test.each(['ct3', 'ct5lp', 'ct6e', 'tpu7x', 'nvidia-tesla-t4-vws'])('%s is no GPU for computing', (type) => {
  expect(isOtherThanGpu(type)).toBe(true)
})
