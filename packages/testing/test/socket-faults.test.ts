import { expect, test } from 'vitest'
import { type Fault, socketFaults } from '../src/index.ts'

/** The compiler asks for the kinds that are missing. */
const kinds: Readonly<Record<Fault['kind'], true>> = {
  hang: true,
  'hang-in-body': true,
  slow: true,
  reset: true,
  'reset-in-body': true,
  'wrong-length': true,
  garbage: true,
  truncated: true,
  flood: true,
  bomb: true,
  flapping: true,
}

test('the table has every kind of fault', () => {
  expect(new Set(socketFaults.map(([{ kind }]) => kind))).toEqual(new Set(Object.keys(kinds)))
})
