import { describe, expect, test } from 'vitest'
import { decide, type Job, type Offer, type Policy, parseOffers } from '../../src/index.ts'
import { expected, secret } from './case.ts'
import { malformedOffers, offer } from './offers.ts'

const job: Job = { id: 'case-1', confidentiality: 'public' }
const policy: Policy = { strategy: { kind: 'cost-first' } }
const read = (rows: unknown) => parseOffers(rows, 'cloud')._unsafeUnwrap()

describe('a list of offers', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', secret],
    ['an object', { 0: offer, length: 1 }],
    ['one offer', offer],
  ])('that is no list is refused: %s', (_, input) => {
    expect(parseOffers(input, 'cloud')._unsafeUnwrapErr()).toEqual({
      kind: 'invalid-offer',
      issues: [{ path: '', expected: 'a list of offers' }],
    })
  })

  test('may be empty', () => {
    expect(read([])).toEqual({ offers: [], failures: [] })
  })

  test('keeps every sound row beside every broken one, in their order', () => {
    const rows = malformedOffers.flatMap(({ input }, index) => [{ ...offer, id: `sound-${index}` }, input])
    const { offers, failures } = read(rows)
    expect(offers.map(({ id }) => id)).toEqual(malformedOffers.map((_, index) => `sound-${index}`))
    expect(failures).toEqual(
      malformedOffers.map(({ issues }, index) => ({
        kind: 'invalid-offer',
        issues: issues.map(([path, text]) => {
          const row = `[${2 * index + 1}]`
          return { path: path === '' ? row : `${row}.${path}`, expected: text }
        }),
      })),
    )
    expect(JSON.stringify(failures).includes(secret)).toBe(false)
  })

  test('keeps the first of two rows with one id, and says which is the other', () => {
    const second = { ...offer, provider: 'vastai' }
    const { offers, failures } = read([offer, { ...offer, id: 'b' }, second, second])
    expect(offers.map(({ id, provider }) => [id, provider])).toEqual([
      ['a', 'runpod'],
      ['b', 'runpod'],
    ])
    expect(failures).toEqual(
      [2, 3].map((row) => ({
        kind: 'duplicate-offer-id',
        issues: [{ path: `[${row}].id`, expected: 'an id of its own' }],
      })),
    )
  })

  test('does not take the id of a broken row for a doubled one', () => {
    const { offers, failures } = read([{ ...offer, gpuCount: 0 }, offer])
    expect(offers.map(({ id }) => id)).toEqual(['a'])
    expect(failures).toEqual([
      { kind: 'invalid-offer', issues: [{ path: '[0].gpuCount', expected: expected.atLeast(1) }] },
    ])
  })

  test('with holes has a fault for each hole', () => {
    const rows: unknown[] = [offer]
    rows.length = 3
    const { offers, failures } = read(rows)
    expect(offers.length).toBe(1)
    expect(failures.map(({ issues }) => issues[0]?.path)).toEqual(['[1]', '[2]'])
  })

  test('has no site but the granted one, whatever its rows claim', () => {
    const { offers } = read([{ ...offer, site: 'local', trust: 'owned' }])
    expect(offers.map(({ site }) => site)).toEqual(['cloud'])
  })
})

describe('a decision', () => {
  const sound: Offer = read([offer]).offers[0] ?? expect.fail('no offer')

  test('on no offers is an error that says so', () => {
    expect(decide(job, [], policy, { nowMs: 0 })._unsafeUnwrapErr()).toMatchObject({
      kind: 'no-suitable-offer',
      counts: { offers: 0, candidates: 0 },
      rejections: [],
      nearMisses: [],
    })
  })

  test.each([
    [[sound, sound]],
    [[sound, { ...sound, id: 'b' }, { ...sound, provider: 'aws' }]],
    [[{ ...sound, id: 'z' }, sound, { ...sound, id: 'b' }, sound, { ...sound, id: 'z' }]],
  ])('on doubled ids is an error that names the first of them in the order of ids', (offers) => {
    expect(decide(job, offers, policy, { nowMs: 0 })._unsafeUnwrapErr()).toEqual({
      kind: 'duplicate-offer-id',
      offerId: 'a',
    })
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'at a moment that is none is an error: %d',
    (nowMs) => {
      expect(decide(job, [sound], policy, { nowMs })._unsafeUnwrapErr()).toEqual({
        kind: 'invalid-moment',
        expected: 'nowMs: ms since 1970-01-01 UTC',
      })
    },
  )

  test.each([0, -1, Number.NaN, 0.5])('that ranks nothing is an error: %d', (ranked) => {
    expect(decide(job, [sound], policy, { nowMs: 0, ranked })._unsafeUnwrapErr()).toEqual({
      kind: 'invalid-moment',
      expected: 'ranked: 1 or more',
    })
  })
})
