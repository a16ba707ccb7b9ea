import { type ChecksFor, withReplies } from '../contract/check.ts'
import type { CheckName } from '../contract/check-name.ts'
import { type FaultCase, faultCheck } from '../contract/fault-check.ts'
import { jsonOf, type Spoil } from '../contract/spoilt-routes.ts'
import { changeAt, membersOf, pathsIn, replaceAt, valueAt } from '../json-paths.ts'
import { bodyOf } from '../replay/body.ts'
import { mutantsCheck } from './mutants-check.ts'

/** Where a body is cut (share of its length). */
const cuts = [0.05, 0.25, 0.5, 0.75, 0.99]

const shapeCase = (name: CheckName, promise: string, spoils: readonly Spoil[]): FaultCase => ({
  name,
  promise,
  spoils,
  expected: ['unexpected-shape'],
})

const asJson =
  (text: string): Spoil =>
  () => ({ text, headers: { 'content-type': 'application/json' } })

const textCases: readonly FaultCase[] = [
  shapeCase('empty-body', 'takes no empty body', [asJson(''), asJson(' \n')]),
  shapeCase('html', 'takes no web page for an answer', [
    () => ({ text: '<!DOCTYPE html><title>Sign in</title>', headers: { 'content-type': 'text/html' } }),
    asJson('<html><body>502</body></html>'),
  ]),
]

const malformed = [
  '{"a":',
  '[1,]',
  "{'a': 1}",
  'NaN',
  'undefined',
  '{"a":1}{"a":1}',
  '\u0000',
  '\uFEFF\uFEFF{}',
]

const truncate =
  (share: number): Spoil =>
  (good) => {
    const { bytes } = bodyOf(good)
    return { ...good, fault: { kind: 'truncated', keepBytes: Math.floor(bytes.length * share) } }
  }

/** A value of another type than the recorded one, at the top. */
const wrongTop =
  (value: unknown): Spoil =>
  (good) => ({ json: Array.isArray(value) && Array.isArray(jsonOf(good)) ? 42 : value })

/** Breaks every row: the members of all lists, or every leaf where there is no list. */
const breakRows = (value: unknown): unknown => {
  const paths = pathsIn(value)
  const lists = paths.filter((path) => Array.isArray(valueAt(value, path)))
  if (lists.length > 0) return lists.reduce((whole, path) => changeAt(whole, path, breakMembers), value)
  const leaves = paths.filter((path) => membersOf(valueAt(value, path)).length === 0)
  return leaves.reduce((whole, path) => replaceAt(whole, path, []), value)
}

const breakMembers = (part: unknown): unknown => (Array.isArray(part) ? part.map(() => 42) : part)

const jsonCases: readonly FaultCase[] = [
  shapeCase('malformed', 'takes no text that is no JSON', malformed.map(asJson)),
  shapeCase('truncated', 'takes no JSON that is cut', cuts.map(truncate)),
  shapeCase(
    'wrong-types',
    'takes no JSON of another type',
    [null, 42, 'text', true, [], [[[]]]].map(wrongTop),
  ),
  shapeCase('nothing-usable', 'calls a reply without one sound row an unexpected shape', [
    (good) => ({ ...good, json: breakRows(jsonOf(good)) }),
  ]),
]

/** Checks of replies that arrive whole and are not what the provider documents. */
export const bodyChecks: ChecksFor = withReplies((replies, { limits }) => [
  ...textCases.map((fault) => faultCheck(replies, fault)),
  ...(limits?.format === 'text'
    ? []
    : [...jsonCases.map((fault) => faultCheck(replies, fault)), mutantsCheck(replies)]),
])
