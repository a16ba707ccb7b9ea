import { describe, expect, test } from 'vitest'
import { hardwareNames, hardwareOf, singleHardware } from '../src/hardware.ts'
import { cloudOffer, localOffer } from './builders.ts'

describe('the hardware of an offer', () => {
  test('is named by its keys and the UUIDs of its GPUs, each once', () => {
    const offer = cloudOffer({ exclusiveKeys: ['box', 'GPU-1'], launch: { uuids: ['GPU-1', 'GPU-2'] } })
    expect(hardwareNames(offer)).toEqual(['box', 'GPU-1', 'GPU-2'])
  })

  test('is the instance of a partitioned GPU, and not the whole of it', () => {
    const offer = cloudOffer({ launch: { migUuid: 'MIG-1', uuids: ['GPU-1'] } })
    expect(hardwareNames(offer)).toEqual(['MIG-1'])
  })

  test.each([
    ['no list', 'GPU-1'],
    ['a list of something else', ['GPU-1', 7]],
    ['a list with an empty name', ['GPU-1', '']],
    ['nothing', null],
  ])('is not named by %s', (_, uuids) => {
    expect(hardwareNames(cloudOffer({ launch: { uuids } }))).toEqual([])
  })

  test('is not named by an instance without a name', () => {
    expect(hardwareNames(cloudOffer({ launch: { migUuid: '', uuids: ['GPU-1'] } }))).toEqual(['GPU-1'])
  })
})

describe('what must be leased', () => {
  test('is the hardware that is named', () => {
    expect(hardwareOf(localOffer({ launch: { uuids: ['GPU-1'] } }))).toEqual(['GPU-1'])
  })

  test('is the offer where none is', () => {
    expect(hardwareOf(localOffer({ launch: {} }))).toEqual(['local'])
  })
})

describe('what one job alone can have', () => {
  test('is an owned machine, by its offer and its hardware', () => {
    const owned = localOffer({ launch: { uuids: ['GPU-1'] } })
    expect(singleHardware(owned)).toEqual(['offer local', 'GPU-1'])
    expect(singleHardware({ ...owned, site: 'cloud' })).toEqual(['offer local', 'GPU-1'])
  })

  test('is a rented machine that names its hardware', () => {
    expect(singleHardware(cloudOffer({ exclusiveKeys: ['box'], launch: {} }))).toEqual(['offer cloud', 'box'])
  })

  test('is no kind of machine of which a provider has many', () => {
    expect(singleHardware(cloudOffer({ launch: { uuids: ['GPU-1'] } }))).toEqual([])
    expect(singleHardware(cloudOffer({ purchase: 'spot' }))).toEqual([])
  })
})
