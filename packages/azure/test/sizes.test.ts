import { findGpuModel } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { findSize, gpuSizes, isLeftOut, isOwnName, nameRules, runsLinuxAt } from '../src/sizes.ts'

/** For each rule names of the price list that it is for. */
const leftOut: readonly (readonly [rule: string, names: readonly string[]])[] = [
  ['FPGA', ['Standard_NP10s', 'Standard_NP40s']],
  ['video encoder', ['Standard_NM16ads_MA35D  ']],
  ['promotion', ['Standard_NC6_Promo', 'Standard_NC24r_Promo', 'Standard_NV6_Promo']],
  [
    'H100 that is no public size',
    [
      'Standard_ND96is_flex_H100_v5',
      'Standard_ND96is_noIB_H100_v5',
      'Standard_ND96isrf_H100_v5',
      'Standard_ND96isf_H100_v5',
    ],
  ],
  ['GB200 that is no public size', ['Standard_ND128isrf_NDR_GB200_v6']],
  [
    'preview of the RTX PRO 6000',
    ['Standard_NC128ds_xl_RTXPRO6000BSE_v6', 'Standard_NC8lds_xl_RTXPRO6000BSE_v6'],
  ],
  ['retired generation', ['Standard_NC6', 'Standard_NC24rs_v2', 'Standard_ND40s_v2', 'Standard_NV12s_v2']],
]

describe('names of the price list', () => {
  test.each(leftOut)('are left out by the rule "%s": %j', (rule, names) => {
    for (const name of names) {
      const fitting = nameRules.filter(({ pattern }) => pattern.test(name.trim()))
      expect([name, fitting.map((one) => one.name)]).toEqual([name, [rule]])
      expect([isLeftOut(name), findSize(name)]).toEqual([true, undefined])
    }
  })

  test('have a test for every rule', () => {
    expect(leftOut.map(([rule]) => rule)).toEqual(nameRules.map(({ name }) => name))
  })

  test('that nobody knows are not left out in silence', () => {
    for (const name of ['Standard_NC999_X9_v9', 'Standard_ND96isr_B300_v7', 'Standard_NV48ads_L4_v6'])
      expect([isLeftOut(name), findSize(name)]).toEqual([false, undefined])
  })

  test('are found in any case, with blanks, and under the other name of the price list', () => {
    expect(findSize(' standard_nc24ads_A100_V4  ')?.name).toBe('Standard_NC24ads_A100_v4')
    expect(findSize('Standard_ND96asr_A100_v4')?.name).toBe('Standard_ND96asr_v4')
    expect(findSize('Standard_NG32adms_V620')?.name).toBe('Standard_NG32adms_V620_v1')
  })

  test('tell whether they are the name that a create takes', () => {
    const size = findSize('Standard_ND96asr_v4') ?? expect.fail('expected a size')
    expect(isOwnName('standard_nd96asr_v4 ', size)).toBe(true)
    expect(isOwnName('Standard_ND96asr_A100_v4', size)).toBe(false)
  })
})

describe('the table', () => {
  test('has each name once', () => {
    expect(new Set(gpuSizes.map(({ name }) => name.toLowerCase())).size).toBe(gpuSizes.length)
  })

  test('names models that core knows', () => {
    const unknown = gpuSizes.filter(({ model }) => findGpuModel(model) === undefined)
    expect(unknown).toEqual([])
  })

  test('says of each machine with several GPUs how they are linked, Infinity Fabric apart', () => {
    const silent = gpuSizes.filter(({ gpus, interconnect }) => gpus > 1 && interconnect === undefined)
    expect(new Set(silent.map(({ model }) => model))).toEqual(new Set(['MI300X']))
    expect(gpuSizes.filter(({ gpus, interconnect }) => gpus <= 1 && interconnect !== undefined)).toEqual([])
  })

  test('has days that can be read', () => {
    const days = new Set(gpuSizes.flatMap(({ retiresAtMs }) => retiresAtMs ?? []))
    expect(days).toEqual(new Set([Date.UTC(2025, 8, 30), Date.UTC(2026, 8, 30)]))
  })
})

describe('a size', () => {
  test('that is retired runs nothing, and until then runs', () => {
    const size = findSize('Standard_NV12s_v3') ?? expect.fail('expected a size')
    const day = Date.UTC(2026, 8, 30)
    expect([runsLinuxAt(size, day - 1), runsLinuxAt(size, day)]).toEqual([true, false])
  })

  test('for Windows alone runs no Linux', () => {
    const size = findSize('Standard_NV4as_v4') ?? expect.fail('expected a size')
    expect(runsLinuxAt(size, 0)).toBe(false)
  })
})
