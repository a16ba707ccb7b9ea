import type { ListError } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { expect, test } from 'vitest'
import { errorOfAll, loadParts, missingParts, type Part } from '../src/parts.ts'

const failure = (kind: 'unauthorized' | 'rate-limited' | 'cancelled'): ListError => ({ kind })
const broken: ListError = { kind: 'provider-failed', status: 500 }

const partOf = (name: string, result: Result<number, ListError>): Part<number> => ({
  name,
  load: () => Promise.resolve(result),
})

test('gives results in the order of the parts, however long each takes', async () => {
  const turns = async (count: number) => {
    for (let index = 0; index < count; index += 1) await Promise.resolve()
  }
  const parts = [9, 1, 5, 0].map((count, index) => ({
    name: `${index}`,
    load: async () => {
      await turns(count)
      return ok(index)
    },
  }))
  const loaded = await loadParts<number>(parts, 2)
  expect(loaded.map(({ result }) => result.unwrapOr(-1))).toEqual([0, 1, 2, 3])
})

test('has no more requests under way than lanes', async () => {
  let underWay = 0
  let most = 0
  const load = async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await Promise.resolve()
    underWay -= 1
    return ok(1)
  }
  const parts = Array.from({ length: 9 }, (_, index) => ({ name: `${index}`, load }))
  expect(await loadParts<number>(parts, 3)).toHaveLength(9)
  expect(most).toBe(3)
})

test.each(['unauthorized', 'rate-limited', 'cancelled'] as const)(
  'sends nothing more after %s',
  async (kind) => {
    const parts = [partOf('a', ok(1)), partOf('b', err(failure(kind))), partOf('c', ok(3))]
    const loaded = await loadParts(parts, 1)
    expect(loaded.map(({ result }) => (result.isOk() ? result.value : result.error.kind))).toEqual([
      1,
      kind,
      kind,
    ])
  },
)

test('goes on after a failure that may be of one request only', async () => {
  const loaded = await loadParts([partOf('a', err(broken)), partOf('b', ok(2))], 1)
  expect(missingParts(loaded)).toEqual([{ kind: 'part-missing', part: 'a', error: broken }])
  expect(errorOfAll(loaded)).toBeUndefined()
})

test('names credentials as the reason before anything else', async () => {
  const loaded = await loadParts([partOf('a', err(broken)), partOf('b', err(failure('unauthorized')))], 2)
  expect(errorOfAll(loaded)).toEqual({ kind: 'unauthorized' })
})
