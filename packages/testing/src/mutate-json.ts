import fc from 'fast-check'
import { changeAt, type JsonPath, membersOf, pathsIn, removeAt } from './json-paths.ts'

/** Changes one part of a value. */
type Change = (part: unknown) => unknown

const deepness = 500

const deepList = (): unknown => {
  let value: unknown = 1
  for (let depth = 0; depth < deepness; depth += 1) value = [value]
  return value
}

/** Values that a sane provider does not send, and that a careless reader trips over. */
const junk: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.1,
  1e-300,
  1e15,
  2 ** 53,
  1.7976931348623157e308,
  -1.7976931348623157e308,
  '',
  ' ',
  '0',
  '1e3',
  '-1',
  'NaN',
  'null',
  'unlimited',
  '__proto__',
  '../../etc/passwd',
  '<b>42</b>',
  '\u0000',
  '\ud800',
  'A\u0300\u202E\u{1F600}',
  'x'.repeat(5000),
  [],
  [[]],
  [null],
  {},
  { value: 1 },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  deepList(),
]

const scales: readonly number[] = [-1, 0.001, 1000, 1024, 1_048_576, 1e12]

const changeNumber =
  (factor: number): Change =>
  (part) =>
    typeof part === 'number' ? part * factor : part

const otherType: Change = (part) => {
  if (typeof part === 'number' || typeof part === 'boolean') return String(part)
  if (typeof part === 'string') return part.length
  return JSON.stringify(part)
}

const insideOut: Change = (part) =>
  Array.isArray(part) ? Object.fromEntries(part.entries()) : Object.values(Object(part))

const repeatFirst: Change = (part) => (Array.isArray(part) ? [...part, ...part.slice(0, 1)] : part)

const reverse: Change = (part) => (Array.isArray(part) ? part.toReversed() : part)

const crowd: Change = (part) => (Array.isArray(part) ? Array.from({ length: 50 }, () => part).flat() : part)

const addMember =
  (key: string): Change =>
  (part) =>
    Array.isArray(part) || membersOf(part).length === 0
      ? part
      : Object.fromEntries([...Object.entries(Object(part)), [key, { polluted: true }]])

const changes: readonly Change[] = [
  ...junk.map((value) => () => value),
  ...scales.map(changeNumber),
  otherType,
  otherType,
  insideOut,
  repeatFirst,
  repeatFirst,
  reverse,
  crowd,
  (part) => [part],
  (part) => ({ value: part }),
  ...['__proto__', 'constructor', 'toString', 'unheardOf'].map(addMember),
]

/** One mutation, as numbers, so that it shrinks. */
interface Mutation {
  /** Which place, among all or among the shallow ones. */
  readonly place: number
  /** Whether a shallow place is meant: what holds all the rows is one among many leaves. */
  readonly isShallow: boolean
  /** Which change; past the last: the part is removed. */
  readonly change: number
}

/** Removing is as likely as this many changes. */
const removals = 8

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat({ max: 1_000_000 }),
  isShallow: fc.nat({ max: 3 }).map((number) => number === 3),
  change: fc.nat({ max: changes.length + removals - 1 }),
})

const shallowDepth = 2

const mutate = (value: unknown, path: JsonPath, change: number): unknown => {
  const apply = changes[change]
  return apply === undefined ? removeAt(value, path) : changeAt(value, path, apply)
}

/**
 * Mutants of a recorded JSON reply, for fuzzing an adapter: one to three of its parts are dropped, null, of another type, absurdly large or small,
 * negative, doubled, nested in junk, in another order or beside keys that are not expected.
 *
 * The mutants are JSON values; the reply itself stays as it is. Equal seeds give equal mutants, and a failing one shrinks to few and simple
 * mutations. Making one costs some microseconds and one copy of the lists on the way to the changed part.
 *
 * @param value - The recorded JSON.
 * @returns An arbitrary of fast-check.
 * @example
 * import fc from 'fast-check'
 * const mutants = fc.sample(mutateJson({ gpus: [{ name: 'T4', usdPerHour: 0.2 }] }), { numRuns: 100, seed: 1 })
 * new Set(mutants.map((mutant) => JSON.stringify(mutant))).size > 50 // => true
 */
export const mutateJson = (value: unknown): fc.Arbitrary<unknown> => {
  const all = pathsIn(value)
  const shallow = all.filter(({ length }) => length <= shallowDepth)
  return fc.array(mutation, { minLength: 1, maxLength: 3 }).map((mutations) =>
    mutations.reduce<unknown>((mutant, { place, isShallow, change }) => {
      const places = isShallow ? shallow : all
      return mutate(mutant, places[place % places.length] ?? [], change)
    }, value),
  )
}
