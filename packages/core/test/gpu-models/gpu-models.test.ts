import { expect, expectTypeOf, test } from 'vitest'
import { aliases } from '../../src/gpu-models/aliases.ts'
import { findGpuModel, type GpuModel, gpuModels, resolveGpuModel } from '../../src/gpu-models/index.ts'

const namesWhere = (isSo: (model: GpuModel) => boolean): readonly string[] =>
  gpuModels.filter(isSo).map(({ model }) => model)

const figures = [
  'vramGiB',
  'memoryBandwidthGBps',
  'fp32Tflops',
  'tf32Tflops',
  'bf16Tflops',
  'fp16Tflops',
  'fp8Tflops',
  'computeCapability',
  'nvlinkGBps',
  'tdpWatts',
  'driverMemoryMiB',
] as const

test('every model has a name of its own', () => {
  expect(new Set(gpuModels.map(({ model }) => model)).size).toBe(gpuModels.length)
})

test('every figure is a number above 0, or absent', () => {
  const isBad = (model: GpuModel, figure: (typeof figures)[number]) => !((model[figure] ?? 1) > 0)
  expect(namesWhere((model) => figures.some((figure) => isBad(model, figure)))).toEqual([])
})

test('every year is one in which GPUs computed', () => {
  expect(namesWhere(({ releaseYear }) => !(releaseYear >= 2012 && releaseYear <= 2026))).toEqual([])
})

test('a narrower format is never slower', () => {
  const isSlower = (slow: number | undefined, fast: number | undefined) => (slow ?? 0) > (fast ?? Infinity)
  expect(
    namesWhere(
      ({ tf32Tflops, bf16Tflops, fp8Tflops }) =>
        isSlower(tf32Tflops, bf16Tflops) || isSlower(bf16Tflops, fp8Tflops),
    ),
  ).toEqual([])
})

test('compute capability is stated for every NVIDIA GPU, and for no other', () => {
  const isStated = ({ computeCapability }: GpuModel) => computeCapability !== undefined
  expect(namesWhere((model) => isStated(model) !== (model.vendor === 'nvidia'))).toEqual([])
})

test('the memory that the driver reports is within 8 % of the nominal one', () => {
  const isFar = ({ driverMemoryMiB, vramGiB }: GpuModel) =>
    Math.abs((driverMemoryMiB ?? vramGiB * 1024) / 1024 / vramGiB - 1) > 0.08
  expect(namesWhere(isFar)).toEqual([])
})

test('only facts that are there are marked as approximate', () => {
  expect(namesWhere((model) => model.approximate.some((field) => model[field] === undefined))).toEqual([])
})

test('a question mark in a row marks the value and is no part of it', () => {
  const a10g = findGpuModel('A10G')
  expect(a10g?.bf16Tflops).toBe(70)
  expect(a10g?.approximate).toEqual(['fp32Tflops', 'tf32Tflops', 'bf16Tflops', 'fp16Tflops', 'tdpWatts'])
  expect(findGpuModel('GH200-144GB')?.driverName).toBe('NVIDIA GH200 144G HBM3e')
})

test('every alias leads to models of the table', () => {
  expect(aliases.flatMap(({ models }) => models).filter((name) => findGpuModel(name) === undefined)).toEqual(
    [],
  )
})

test('every alias means, for the memory of each of its models, one of its models', () => {
  const meant = (spelling: string): readonly string[] =>
    aliases.filter((alias) => alias.spelling === spelling).flatMap(({ models }) => models)
  const isWrong = (spelling: string, model: string): boolean => {
    const found = resolveGpuModel(spelling, findGpuModel(model)?.vramGiB)
    return found.isErr() || !meant(spelling).includes(found.value.model.model)
  }
  const wrong = aliases.flatMap(({ spelling, models }) =>
    models.filter((model) => isWrong(spelling, model)).map((model) => `${spelling}: ${model}`),
  )
  expect(wrong).toEqual([])
})

test('a model holds no text where a number is expected', () => {
  expectTypeOf<GpuModel['memoryBandwidthGBps']>().toEqualTypeOf<number>()
  expectTypeOf<GpuModel['approximate']>().toEqualTypeOf<readonly (keyof GpuModel)[]>()
})
