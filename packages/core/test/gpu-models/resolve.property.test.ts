import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { aliases } from '../../src/gpu-models/aliases.ts'
import { findGpuModel, type GpuModel, gpuModels, resolveGpuModel } from '../../src/gpu-models/index.ts'

const aModel = fc.constantFrom(...gpuModels)

const ofDriver = (name: string): readonly GpuModel[] =>
  gpuModels.filter(({ driverName }) => driverName === name)

/** Names without what the resolver ignores; two numbers side by side stay apart. */
const letters = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** What may stand in a name without changing what it means. */
const ignorable =
  /nvidia|amd|intel|tesla|instinct|radeon|geforce|gpu|graphics|generation|edition|vws|\d{1,4}gi?b?|sxm\d?|pcie/

const stripped = (name: string): string =>
  letters(name.toLowerCase().replaceAll(new RegExp(ignorable, 'g'), ''))

const known: ReadonlySet<string> = new Set(
  [
    ...gpuModels.flatMap(({ model, driverName }) => [model, driverName]),
    ...aliases.map(({ spelling }) => spelling),
  ].flatMap((name) => [letters(name), stripped(name)]),
)

const recased = (name: string, flips: readonly boolean[]): string =>
  [...name]
    .map((letter, index) => (flips[index % flips.length] ? letter.toUpperCase() : letter.toLowerCase()))
    .join('')

/** Texts that look like GPU names: pieces of real ones, put together at random. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...[
        'A',
        'H',
        'L',
        'T',
        'V',
        'MI',
        'RTX',
        'GTX',
        'PRO',
        'Ti',
        'S',
        'D',
        'G',
        'Ada',
        'NVIDIA',
        'SXM4',
        'PCIe',
      ],
      ...['4', '10', '40', '80', '90', '100', '200', '300', '4090', '6000', 'GB', ' ', '-', '_', '/'],
    ),
    { maxLength: 8 },
  )
  .map((some) => some.join(''))

const flips = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })
const separator = fc.constantFrom(' ', '-', '_', '  ', ' - ')

describe('resolving a canonical name', () => {
  test.prop([aModel])('with its own memory gives the same model, and nothing is assumed', (model) => {
    const { model: found, formAssumed } = resolveGpuModel(model.model, model.vramGiB)._unsafeUnwrap()
    expect([found, formAssumed]).toEqual([model, false])
  })

  test.prop([aModel])('without memory gives the same model, when it is resolved at all', (model) => {
    const found = resolveGpuModel(model.model).map(({ model: one }) => one.model)
    expect(found.unwrapOr(model.model)).toBe(model.model)
  })

  test.prop([aModel])('twice is the same as once', (model) => {
    const once = resolveGpuModel(model.driverName, model.vramGiB)._unsafeUnwrap().model
    expect(resolveGpuModel(once.model, once.vramGiB)._unsafeUnwrap().model).toBe(once)
  })

  test.prop([aModel, flips])('in other case gives the same', (model, some) => {
    const found = resolveGpuModel(recased(model.model, some), model.vramGiB)
    expect(found._unsafeUnwrap().model).toBe(model)
  })

  test.prop([aModel, separator])('with other separators gives the same', (model, between) => {
    const name = model.model.replaceAll(/[ -]/g, between)
    expect(resolveGpuModel(` ${name} `, model.vramGiB)._unsafeUnwrap().model).toBe(model)
  })

  test.prop([aModel, fc.double({ min: 0.925, max: 1, noNaN: true })])(
    'with the memory that a driver reports gives a model that is as near to it, or nearer',
    (model, share) => {
      const reportedGiB = model.vramGiB * share
      const found = resolveGpuModel(model.model, reportedGiB)._unsafeUnwrap().model
      const distance = Math.abs(found.vramGiB - reportedGiB)
      expect(distance).toBeLessThanOrEqual(model.vramGiB - reportedGiB)
    },
  )
})

describe("resolving a driver's name", () => {
  test.prop([aModel])('gives one of the models that the driver calls so, the slowest of them', (model) => {
    const found = resolveGpuModel(model.driverName, model.vramGiB)._unsafeUnwrap().model
    expect(ofDriver(model.driverName)).toContain(found)
    expect(found.memoryBandwidthGBps).toBeLessThanOrEqual(model.memoryBandwidthGBps)
  })
})

describe('resolving any text', () => {
  test.prop([fc.string({ unit: 'binary', maxLength: 300 }), fc.option(fc.double(), { nil: undefined })])(
    'never throws',
    (text, vramGiB) => {
      expect(() => resolveGpuModel(text, vramGiB)).not.toThrow()
    },
  )

  test.prop([fc.oneof(fc.string({ maxLength: 20 }), pieces)], { numRuns: 2000 })(
    'gives a model only if, without what is ignored, it is a known spelling',
    (text) => {
      const found = resolveGpuModel(text)
      expect(found.isErr() || known.has(letters(text)) || known.has(stripped(text))).toBe(true)
    },
  )

  test.prop([aModel, fc.stringMatching(/^[a-z]{3,9}$/)])(
    'with an unknown word added gives nothing',
    (model, word) => {
      fc.pre(
        !ignorable.test(word) &&
          !/mig|shared|super|mobile|max|pro|ada|laptop|nvl|oam|hgx|hbm|mega|plus/.test(word),
      )
      expect(resolveGpuModel(`${model.model} x${word}`, model.vramGiB).isErr()).toBe(true)
    },
  )

  test.prop([aModel, fc.double({ min: 0, max: 1000, noNaN: true })])(
    'never gives a model whose memory is further than 8 % from the one stated',
    (model, vramGiB) => {
      const found = resolveGpuModel(model.driverName, vramGiB)
      const distance = found.map(({ model: { vramGiB: own } }) => (vramGiB - own) / own).unwrapOr(0)
      expect(distance).toBeLessThanOrEqual(0.08)
      expect(found.isErr() || found.value.model.vramIsLargestConfiguration || distance >= -0.08).toBe(true)
    },
  )
})

describe('finding', () => {
  test.prop([aModel])('is by the exact canonical name', (model) => {
    expect(findGpuModel(model.model)).toBe(model)
    expect(findGpuModel(`${model.model} `)).toBeUndefined()
  })
})
