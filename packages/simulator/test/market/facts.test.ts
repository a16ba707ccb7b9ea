import { findGpuModel } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { awsPlace, awsRegionOf } from '../../src/market/places/aws-place.ts'
import { gcpPlace } from '../../src/market/places/gcp-place.ts'
import { meantByClouds, tracedGpu } from '../../src/market/traced-gpu.ts'
import { tracedProvider } from '../../src/market/traced-provider.ts'

describe('a place', () => {
  test.each([
    ['apne1-az4', 'ap-northeast-1'],
    ['usw2-az1', 'us-west-2'],
    ['euw3-az2', 'eu-west-3'],
    ['moon1-az1', undefined],
    ['us-west-2a', undefined],
  ])('of the zone %s is in the region %s', (zoneId, region) => {
    expect(awsRegionOf(zoneId)).toBe(region)
  })

  test('in a region that is not known has no country', () => {
    expect(awsPlace('moon-base-1')).toEqual({ region: 'moon-base-1' })
    expect(gcpPlace('moon-base1-a')).toEqual({ region: 'moon-base1', zone: 'moon-base1-a' })
  })

  test('has its region, its zone and its country', () => {
    expect(awsPlace('eu-west-1', 'eu-west-1b')).toEqual({
      region: 'eu-west-1',
      zone: 'eu-west-1b',
      country: 'IE',
    })
  })
})

describe('a GPU in a trace', () => {
  test('whose short name has a meaning is in the table of models', () => {
    for (const model of Object.values(meantByClouds)) expect(findGpuModel(model)?.model).toBe(model)
  })

  test.each([
    ['T4', 'T4'],
    ['A100', 'A100-SXM4-40GB'],
    ['H100_SXM', 'H100-SXM5'],
  ])('called %s is a %s', (name, model) => {
    expect(tracedGpu(name, meantByClouds).model).toBe(model)
  })

  test('that is not known keeps its name and gets no model', () => {
    expect(tracedGpu('constructor', meantByClouds)).toEqual({ name: 'constructor' })
    expect(tracedGpu('A100')).toEqual({ name: 'A100' })
  })
})

test('a provider that nothing is known of is a GPU cloud of unknown trust', () => {
  expect(tracedProvider('somebody')).toEqual({ provider: 'somebody', providerKind: 'gpu-cloud' })
  expect(tracedProvider('aws')).toEqual({ provider: 'aws', providerKind: 'hyperscaler', trust: 'certified' })
})
