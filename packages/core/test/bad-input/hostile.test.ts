import type { Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { decide, type Offer, parseJob, parseOffer, parseOffers, parsePolicy } from '../../src/index.ts'
import { fromJson, huge, secret } from './case.ts'
import { job } from './jobs.ts'
import { offer } from './offers.ts'
import { policy } from './policies.ts'

/** What a reader made of an input: which error, where, and what belongs there; `sound` or `thrown` otherwise. */
const said = (read: () => Result<unknown, unknown>): unknown => {
  try {
    return read().match(
      () => 'sound',
      (failure) => failure,
    )
  } catch {
    return 'thrown'
  }
}

const anyText: unknown = expect.any(String)
const refusedAs = (kind: string): unknown => ({
  kind,
  issues: expect.arrayContaining([{ path: anyText, expected: anyText }]),
})

/** A value in so many wrappings. */
const nested = (levels: number, wrap: (inner: unknown) => unknown, core: unknown): unknown =>
  Array.from({ length: levels }).reduce((inner) => wrap(inner), core)

const deep = 100_000

const circular = (): unknown => {
  const ring = { name: secret }
  return Object.assign(ring, { again: ring })
}

const circularPolicy = (): unknown => {
  const ring = { ...policy }
  return Object.assign(ring, { within: [ring] })
}

const throwing = {
  get id(): string {
    throw new Error(secret)
  },
}

const booby = new Proxy(
  {},
  {
    get: () => {
      throw new Error(secret)
    },
    has: () => {
      throw new Error(secret)
    },
    ownKeys: () => {
      throw new Error(secret)
    },
  },
)

describe('an input that is made to break its reader is refused, and nothing is thrown', () => {
  test.each([
    ['a job whose getter throws', () => parseJob(Object.create(throwing)), 'invalid-job'],
    ['a job with a getter that throws', () => parseJob({ ...job, needs: throwing }), 'invalid-job'],
    ['a job that is a proxy', () => parseJob(booby), 'invalid-job'],
    ['labels that are a proxy', () => parseJob({ ...job, labels: booby }), 'invalid-job'],
    ['an offer that is a proxy', () => parseOffer(booby, 'cloud'), 'invalid-offer'],
    ['a launch that is a proxy', () => parseOffer({ ...offer, launch: booby }, 'cloud'), 'invalid-offer'],
    ['a policy that is a proxy', () => parsePolicy(booby), 'invalid-policy'],
    ['a strategy that is a proxy', () => parsePolicy({ strategy: booby }), 'invalid-policy'],
    [
      'a launch that is too deep to walk',
      () => parseOffer({ ...offer, launch: { a: nested(deep, (a) => ({ a }), 1) } }, 'cloud'),
      'invalid-offer',
    ],
    [
      'a launch of lists too deep to walk',
      () => parseOffer({ ...offer, launch: { a: nested(deep, (a) => [a], 1) } }, 'cloud'),
      'invalid-offer',
    ],
    [
      'policies within policies, too deep to walk',
      () => parsePolicy(nested(deep, (inner) => ({ ...policy, within: [inner] }), policy)),
      'invalid-policy',
    ],
    [
      'fallbacks of fallbacks, too deep to walk',
      () =>
        parsePolicy({
          ...policy,
          strategy: nested(deep, (fallback) => ({ kind: 'local-first', fallback }), policy.strategy),
        }),
      'invalid-policy',
    ],
    [
      'a launch that holds itself',
      () => parseOffer({ ...offer, launch: circular() }, 'cloud'),
      'invalid-offer',
    ],
    ['a policy that is within itself', () => parsePolicy(circularPolicy()), 'invalid-policy'],
    ['a job that holds itself', () => parseJob({ ...job, needs: circular() }), 'invalid-job'],
  ] as const)('%s', (_, read, kind) => {
    const outcome = said(read)
    expect(outcome).toEqual(refusedAs(kind))
    expect(JSON.stringify(outcome).includes(secret)).toBe(false)
  })

  test('a row that throws leaves the rows beside it', () => {
    const rows = [offer, booby, { ...offer, id: 'b' }]
    let ids: readonly string[] = []
    expect(() => {
      ids = parseOffers(rows, 'cloud')
        ._unsafeUnwrap()
        .offers.map(({ id }) => id)
    }).not.toThrow()
    expect(ids).toEqual(['a', 'b'])
  })
})

describe('10 MB of text', () => {
  test.each([
    ['as a field of a job', () => parseJob({ ...job, [huge]: 1 })],
    ['as a label', () => parseJob({ ...job, labels: { [huge]: 'x' } })],
    ['as a GPU with hours', () => parseJob({ ...job, run: { hoursByGpu: { [huge]: 1 } } })],
    ['as a benchmark', () => parseOffer({ ...offer, benchmarks: { [huge]: 1 } }, 'cloud')],
    ['as a key of launch', () => parseOffer({ ...offer, launch: { [huge]: 1 } }, 'cloud')],
    ['as a provider', () => parseOffer({ ...offer, provider: huge }, 'cloud')],
    ['as a country', () => parseOffer({ ...offer, place: { region: 'r', country: huge } }, 'cloud')],
    ['as a parameter of a strategy', () => parsePolicy({ strategy: { kind: 'cost-first', [huge]: 1 } })],
    ['as a provider of a list', () => parsePolicy({ ...policy, providers: { deny: [huge] } })],
  ] as const)('%s is refused in a few words', (_, read) => {
    const outcome = said(read)
    expect(outcome).not.toBe('sound')
    expect(outcome).not.toBe('thrown')
    expect(JSON.stringify(outcome).length).toBeLessThan(1000)
  })
})

describe('what cannot be JSON', () => {
  test.each([
    ['a function', () => 1],
    ['no number', Number.NaN],
    ['nothing', undefined],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a symbol', Symbol(secret)],
    ['a bigint', 1n],
  ] as const)('in launch is refused, with the place and what belongs there: %s', (_, value) => {
    const failure = parseOffer({ ...offer, launch: { deep: { x: value } } }, 'cloud')._unsafeUnwrapErr()
    expect(failure.kind).toBe('invalid-offer')
    expect(failure.issues[0]?.path).toMatch(/^launch\.deep/)
    expect(failure.issues[0]?.expected).toMatch(/expected/i)
  })
})

describe('a key that reaches a prototype', () => {
  test.each(['__proto__', 'constructor', 'prototype'])(
    'deep in launch is refused, and not dropped: %s',
    (key) => {
      const launch = fromJson(`{"a":{"b":[{"${key}":{"polluted":true}}]}}`)
      const failed = parseOffer({ ...offer, launch }, 'cloud').isErr()
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
      expect(failed).toBe(true)
    },
  )

  test('in the id of an offer or a job is a name and no more', () => {
    const named: Offer = parseOffer({ ...offer, id: '__proto__' }, 'cloud')._unsafeUnwrap()
    const asked = parseJob({ ...job, id: 'constructor' })._unsafeUnwrap()
    const rules = parsePolicy(policy)._unsafeUnwrap()
    const decision = decide(asked, [named], rules, { nowMs: 0 })._unsafeUnwrap()
    expect(decision.chosen.offer.id).toBe('__proto__')
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('a flood of faults', () => {
  test('is told in a list that does not grow with the input', () => {
    const vendors = Array.from({ length: 100_000 }, () => secret)
    const failure = parseJob({ ...job, needs: { vendors } })._unsafeUnwrapErr()
    expect(failure.issues.length).toBeLessThanOrEqual(1000)
  })
})
