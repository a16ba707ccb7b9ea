import { describe, expect, test } from 'vitest'
import type { Needs, OfferedGpu } from '../../src/index.ts'
import { cloudOffer, decided, jobOf, refusalOf } from '../builders.ts'

const needing = (needs: Needs) => ({ job: jobOf({ needs, run: undefined }) })
const holding = (gpu: Partial<OfferedGpu>, gpuCount = 1) =>
  cloudOffer({ gpu: { name: 'x', ...gpu }, gpuCount })
const matchOf = (gpu: Partial<OfferedGpu>, needs: Needs) =>
  decided([holding(gpu)], needing(needs)).chosen.vramMatch

describe('a size that a driver reports', () => {
  test('may fall short of the need by just under 8 %', () => {
    expect(refusalOf(holding({ reportedVramGiB: 24 * 0.9201 }), needing({ vramGiB: 24 }))).toBeUndefined()
  })

  test('may fall short of it by just 8 %', () => {
    expect(refusalOf(holding({ reportedVramGiB: 23 }), needing({ vramGiB: 25 }))).toBeUndefined()
  })

  test('may not fall short of it by more', () => {
    expect(refusalOf(holding({ reportedVramGiB: 22 }), needing({ vramGiB: 24 }))).toEqual({
      gate: 'technical',
      kind: 'vram-too-small',
      needed: 24,
      actual: 22,
    })
  })

  test('is told as the size that matched', () => {
    expect(matchOf({ reportedVramGiB: 23.5 }, { vramGiB: 24 })).toBe('reported')
  })

  test('does not help a nominal size that is too small', () => {
    const offer = holding({ vramGiB: 20, reportedVramGiB: 24 })
    expect(refusalOf(offer, needing({ vramGiB: 24 }))?.actual).toBe(20)
  })

  test('counts with the same allowance for all GPUs together', () => {
    const passes = (reportedVramGiB: number) =>
      refusalOf(holding({ reportedVramGiB }, 4), needing({ totalVramGiB: 96 })) === undefined
    expect([passes(22.1), passes(22)]).toEqual([true, false])
  })
})

describe('a nominal size', () => {
  test('gets no allowance', () => {
    expect(refusalOf(holding({ vramGiB: 23.5 }), needing({ vramGiB: 24 }))?.actual).toBe(23.5)
  })

  test('is told as the size that matched', () => {
    expect(matchOf({ vramGiB: 24 }, { vramGiB: 24 })).toBe('nominal')
  })

  test('comes from the table when the source states none', () => {
    expect(matchOf({ model: 'RTX 4090', reportedVramGiB: 23 }, { vramGiB: 24 })).toBe('nominal')
  })

  test('of the source counts before that of the table', () => {
    expect(refusalOf(holding({ model: 'RTX 4090', vramGiB: 12 }), needing({ vramGiB: 24 }))?.actual).toBe(12)
  })

  test('of the whole GPU is not lent to a share of it', () => {
    const share = holding({ model: 'A100-SXM4-80GB', fraction: 0.5 })
    expect(refusalOf(share, needing({ vramGiB: 80 }))?.actual).toBeNull()
  })

  test('of the largest configuration is not lent to a smaller one that the driver reports', () => {
    const apple = holding({ model: 'M1 (8-core)', reportedVramGiB: 8 })
    expect(refusalOf(apple, needing({ vramGiB: 16 }))?.actual).toBe(8)
  })
})

test('no match is told for a job that asks for no memory', () => {
  expect(decided([holding({ vramGiB: 24 })], needing({})).chosen.vramMatch).toBeNull()
})

test('one GPU of enough memory is not replaced by several that have it together', () => {
  expect(refusalOf(holding({ vramGiB: 24 }, 2), needing({ vramGiB: 48 }))?.actual).toBe(24)
})
