import { describe, expect, test } from 'vitest'
import type { FreeLimits } from '../../src/configuration/free-limits.ts'
import type { Device } from '../../src/inventory.ts'
import { type Use, useOf, useOfInstances, useOfShare } from '../../src/offers/use.ts'
import { buildBusyDevice, buildDevice, buildInstance, mib, withUse } from './inventories.ts'

const compute = { pid: 1, name: '/opt/vllm', type: 'compute' } as const
const desktop = { pid: 2, name: '/usr/lib/xorg/Xorg', type: 'graphics' } as const

describe('a GPU', () => {
  test.each<[string, Partial<Device>, Use]>([
    ['is free when nothing is in use', {}, 'free'],
    ['is free when no programs are told, but memory is', { processes: undefined }, 'free'],
    ['is busy with a program that computes', { processes: [compute] }, 'busy'],
    ['is busy with a program of an unknown type', { processes: [{ pid: 3 }] }, 'busy'],
    ['is free with a desktop that holds little', { ...withUse(300), processes: [desktop] }, 'free'],
    ['is busy with a desktop that holds much', { ...withUse(900), processes: [desktop] }, 'busy'],
    ['is busy when its memory is in use and no program is told, as in a container', withUse(18_000), 'busy'],
    [
      'is busy with full memory at 0 % of work, as an idle model server',
      { ...withUse(20_000), utilisation: 0 },
      'busy',
    ],
    ['is free at 600 MiB', withUse(600), 'free'],
    ['is busy above 600 MiB', withUse(601), 'busy'],
    ['is busy when it works', { utilisation: 0.5 }, 'busy'],
    ['is free at 10 % of work', { utilisation: 0.1 }, 'free'],
    ['is unknown when only its work is told', { ...withUse(undefined), processes: undefined }, 'unknown'],
    [
      'is unknown when only its programs are told',
      { ...withUse(undefined), utilisation: undefined },
      'unknown',
    ],
    ['is free when neither programs nor work are there', withUse(undefined), 'free'],
    [
      'is not judged by the memory of the host',
      { ...withUse(20_000, true), utilisation: undefined, processes: undefined },
      'unknown',
    ],
    [
      'is not judged by the list of programs under WDDM',
      { driverModel: 'wddm', processes: [compute] },
      'free',
    ],
  ])('%s', (_title, changes, use) => {
    expect(useOf(buildDevice(0, changes), {})).toBe(use)
  })

  test('counts memory that is neither free nor reserved when what is in use is not told', () => {
    const memory = {
      totalBytes: 10_000 * mib,
      freeBytes: 2_000 * mib,
      reservedBytes: 500 * mib,
      unified: false,
    }
    expect(useOf(buildDevice(0, { memory }), {})).toBe('busy')
    expect(useOf(buildDevice(0, { memory: { ...memory, freeBytes: 9_400 * mib } }), {})).toBe('free')
  })

  test('a small one is busy with a smaller share of memory', () => {
    const memory = { totalBytes: 2_048 * mib, usedBytes: 300 * mib, unified: false }
    expect(useOf(buildDevice(0, { memory }), {})).toBe('busy')
  })

  test.each<[string, FreeLimits, Use]>([
    ['memory', { usedMiB: 20_000, usedShare: 1 }, 'busy'],
    ['the program', { ignoredPrograms: ['Python3'] }, 'free'],
    ['another program', { ignoredPrograms: ['python'] }, 'busy'],
  ])('limits can be set: %s', (_title, limits, use) => {
    expect(useOf(buildBusyDevice(0), limits)).toBe(use)
  })
})

describe('MIG instances with common memory', () => {
  const busy = buildInstance(1, {
    memory: { totalBytes: 40_192 * mib, usedBytes: 30_000 * mib, unified: false },
  })
  test('are busy when one is', () => {
    expect(useOfInstances([buildInstance(0), busy], {})).toBe('busy')
  })

  test('are unknown when one does not tell', () => {
    const silent = buildInstance(1, { memory: { unified: false }, processes: undefined })
    expect(useOfInstances([buildInstance(0), silent], {})).toBe('unknown')
    expect(useOfInstances([buildInstance(0)], {})).toBe('free')
  })
})

describe('a share of a GPU', () => {
  test('is free beside a program that leaves enough memory', () => {
    expect(useOfShare(buildDevice(0, { ...withUse(5_000), processes: [compute] }), 4, {})).toBe('free')
  })

  test('is busy when too little memory is free', () => {
    expect(useOfShare(buildDevice(0, { ...withUse(18_500), processes: [compute] }), 4, {})).toBe('busy')
  })

  test('is busy when there are as many programs as shares', () => {
    expect(useOfShare(buildDevice(0, { processes: [compute, { pid: 9 }] }), 2, {})).toBe('busy')
  })

  test('is unknown without numbers', () => {
    expect(useOfShare(buildDevice(0, withUse(undefined)), 2, {})).toBe('unknown')
    expect(useOfShare(buildDevice(0, withUse(1, true)), 2, {})).toBe('unknown')
  })
})
