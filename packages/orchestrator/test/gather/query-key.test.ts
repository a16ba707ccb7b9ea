import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryKey } from '../../src/gather/query-key.ts'

test('a query is known by what it asks for', () => {
  expect(queryKey({ vramGiB: 24, cudaVersion: undefined })).toBe(queryKey({ vramGiB: 24 }))
  expect(queryKey({ countries: ['FR', 'DE', 'FR'] })).toBe(queryKey({ countries: ['DE', 'FR'] }))
  expect(queryKey({ leastTflops: { tflops: 1, precision: 'fp8' } })).toBe(
    queryKey({ leastTflops: { precision: 'fp8', tflops: 1 } }),
  )
})

test('no countries at all is another query than all countries', () => {
  expect(queryKey({ countries: [] })).not.toBe(queryKey({}))
})

test('the order of models makes no difference', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 6 }), (allowedModels) => {
      expect(queryKey({ allowedModels: allowedModels.toReversed() })).toBe(queryKey({ allowedModels }))
    }),
  )
})
