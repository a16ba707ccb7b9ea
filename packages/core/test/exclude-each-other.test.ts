import { expect, test } from 'vitest'
import { excludeEachOther, type ParseIssue, parseOffer } from '../src/index.ts'
import { cloudOffer } from './builders.ts'

const holding = (...exclusiveKeys: readonly string[]) => cloudOffer({ exclusiveKeys })

test('offers that share hardware exclude each other, in either order', () => {
  expect(excludeEachOther(holding('gpu-0'), holding('gpu-1', 'gpu-0'))).toBe(true)
  expect(excludeEachOther(holding('gpu-1', 'gpu-0'), holding('gpu-0'))).toBe(true)
})

test('two GPUs that overlap the same pair can both be had', () => {
  expect(excludeEachOther(holding('gpu-0'), holding('gpu-1'))).toBe(false)
})

test('an offer excludes itself, unless it names no hardware', () => {
  expect(excludeEachOther(holding('gpu-0'), holding('gpu-0'))).toBe(true)
  expect(excludeEachOther(cloudOffer(), cloudOffer())).toBe(false)
  expect(excludeEachOther(cloudOffer(), holding('gpu-0'))).toBe(false)
})

test.each([
  ['a name alone', 'gpu-0', 'exclusiveKeys'],
  ['a list of none', [], 'exclusiveKeys'],
  ['a name that is empty', ['gpu-0', ''], 'exclusiveKeys[1]'],
])('%s is no hardware', (_title, exclusiveKeys, path) => {
  const failure = parseOffer({ ...cloudOffer(), exclusiveKeys }, 'cloud')._unsafeUnwrapErr()
  expect(failure.issues.map((issue: ParseIssue) => issue.path)).toEqual([path])
})
