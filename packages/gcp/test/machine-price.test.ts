import { describe, expect, test } from 'vitest'
import { knownMachine } from '../src/machine.ts'
import { machineFacts } from '../src/machine-facts.ts'
import { machinePriceOf } from '../src/machine-price.ts'
import { type PriceBook, readSkus } from '../src/price-book.ts'
import { fixtureBook, fixtureSkus, machineOf, nowMs } from './fixtures.ts'

const machineOfType = (type: string, region = 'us-central1') =>
  knownMachine(machineFacts.get(type) ?? expect.fail(`expected ${type} in the table`), {
    region,
    zone: undefined,
  })

const without = (description: RegExp): PriceBook =>
  readSkus(
    fixtureSkus.filter((sku) => !description.test(sku.description)),
    nowMs,
  ).book

describe('the price of a machine', () => {
  test('is its processors, its memory and its GPU', () => {
    const price = machinePriceOf(machineOfType('a2-highgpu-1g'), fixtureBook, 'on-demand')._unsafeUnwrap()
    expect(price.usdPerHour).toBeCloseTo(3.673385, 9)
    expect(price.parts).toEqual([
      { name: 'GPU', usdPerHour: 2.933908 },
      { name: 'processors', usdPerHour: expect.closeTo(12 * 0.031611, 9) },
      { name: 'memory', usdPerHour: expect.closeTo(85 * 0.004237, 9) },
    ])
  })

  test('holds the local disks that come with it', () => {
    const price = machinePriceOf(machineOfType('a3-highgpu-1g'), fixtureBook, 'spot')._unsafeUnwrap()
    expect(price.parts.at(-1)).toEqual({
      name: 'local disks',
      usdPerHour: expect.closeTo((750 * 0.048) / 730, 9),
    })
  })

  test('of several GPUs holds each of them', () => {
    const one = machinePriceOf(machineOfType('g2-standard-16'), fixtureBook, 'on-demand')._unsafeUnwrap()
    const two = machinePriceOf(machineOfType('g2-standard-24'), fixtureBook, 'on-demand')._unsafeUnwrap()
    expect(two.parts[0]?.usdPerHour).toBe((one.parts[0]?.usdPerHour ?? 0) * 2)
  })

  test('with a share of a GPU holds that share', () => {
    const price = machinePriceOf(machineOfType('g4-standard-6', 'europe-west4'), fixtureBook, 'on-demand')
    expect(price._unsafeUnwrap().parts[0]).toEqual({ name: 'GPU', usdPerHour: 2.85 / 8 })
  })

  test('of an A4 is that of its slices, which hold all of it', () => {
    const price = machinePriceOf(machineOfType('a4-highgpu-8g'), fixtureBook, 'on-demand')._unsafeUnwrap()
    expect(price).toEqual({ usdPerHour: 8 * 16.1, parts: [{ name: 'whole machine', usdPerHour: 8 * 16.1 }] })
  })

  test('on Spot has only parts of Spot', () => {
    const price = machinePriceOf(machineOfType('g2-standard-4'), fixtureBook, 'spot')._unsafeUnwrap()
    expect(price.usdPerHour).toBeCloseTo(4 * 0.01405 + 16 * 0.0016464 + 0.3148, 9)
  })
})

describe('one missing part leaves no price', () => {
  test.each([
    ['g2-standard-4', /^Nvidia L4 GPU running/, ['gpu nvidia-l4']],
    ['g2-standard-4', /^G2 Instance Core/, ['core G2']],
    ['g2-standard-4', /^G2 Instance Ram/, ['ram G2']],
    ['g2-standard-4', /^(G2|Nvidia L4)/, ['gpu nvidia-l4', 'core G2', 'ram G2']],
    ['a3-highgpu-8g', /^SSD backed Local Storage$/, ['ssd']],
    ['a4-highgpu-8g', /^A4/, ['slice nvidia-b200']],
  ])('%s without %o', (type, description, missing) => {
    expect(machinePriceOf(machineOfType(type), without(description), 'on-demand')._unsafeUnwrapErr()).toEqual(
      missing,
    )
  })

  test('of another region', () => {
    expect(
      machinePriceOf(machineOfType('a2-highgpu-1g', 'europe-west4'), fixtureBook, 'on-demand').isErr(),
    ).toBe(true)
  })

  test('of another way to buy', () => {
    const book = without(/Spot Preemptible VMs running/)
    expect(machinePriceOf(machineOfType('g2-standard-4'), book, 'spot')._unsafeUnwrapErr()).toEqual([
      'gpu nvidia-l4',
    ])
  })

  test('where a series has processors and no price of its own: A3 Mega is not priced as A3', () => {
    expect(
      machinePriceOf(machineOfType('a3-megagpu-8g'), fixtureBook, 'on-demand')._unsafeUnwrapErr(),
    ).toEqual(['gpu nvidia-h100-mega-80gb', 'ram A3Plus'])
  })

  test('where nobody knows how a series is priced, or whether it has local disks', () => {
    const unknown = [
      machineOfType('a4x-highgpu-4g'),
      machineOf({ type: 'a2-newgpu-1g', localSsdGiB: undefined }),
    ]
    for (const machine of unknown)
      expect(machinePriceOf(machine, fixtureBook, 'on-demand')._unsafeUnwrapErr()).toEqual([
        'what it is made of',
      ])
  })
})
