import { expect, test } from 'vitest'
import { replaceAt } from '../src/index.ts'
import { changeAt, pathsIn, removeAt, valueAt } from '../src/json-paths.ts'

const reply = { gpus: [{ usd: 1 }, { usd: 2, tags: [] }], next: null }

test('every place of a value is found, the whole first', () => {
  expect(pathsIn(reply)).toEqual([
    [],
    ['gpus'],
    ['gpus', 0],
    ['gpus', 0, 'usd'],
    ['gpus', 1],
    ['gpus', 1, 'usd'],
    ['gpus', 1, 'tags'],
    ['next'],
  ])
})

test('a part is replaced in a copy, and the rest is shared', () => {
  const changed = replaceAt(reply, ['gpus', 1, 'usd'], 'free')
  expect(changed).toEqual({ gpus: [{ usd: 1 }, { usd: 'free', tags: [] }], next: null })
  expect(reply.gpus[1]?.usd).toBe(2)
  expect(valueAt(changed, ['gpus', 0])).toBe(reply.gpus[0])
})

test.each([[['gpus', 7]], [['gpus', '0']], [['next', 'x']], [['nobody', 0]]])(
  'nothing changes at %j, where nothing is',
  (path) => {
    expect(replaceAt(reply, path, 'x')).toEqual(reply)
  },
)

test('members and elements are removed', () => {
  expect(removeAt(reply, ['gpus', 0])).toEqual({ gpus: [{ usd: 2, tags: [] }], next: null })
  expect(removeAt(reply, ['next'])).toEqual({ gpus: reply.gpus })
  expect(removeAt(reply, [])).toBeNull()
})

test('a member named __proto__ is a member like any other', () => {
  const hostile: unknown = JSON.parse('{"__proto__":{"a":1}}')
  const changed = changeAt(hostile, ['__proto__', 'a'], () => 2)
  expect(JSON.stringify(changed)).toBe('{"__proto__":{"a":2}}')
  expect(Object.getPrototypeOf(changed)).toBe(Object.prototype)
})
