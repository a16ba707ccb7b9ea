import { type Job, type ListedOffer, parseOffer } from '@aima/gpu-core'
import { buildJob, buildListedOffer, buildLocalOffer } from '@aima/gpu-testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decisionLogMarket } from '../../src/market/log/decision-log-market.ts'
import { changesIn, expectSoundMarket, offersIn } from './market-checks.ts'

const offersLine = (hash: string, offers: readonly object[]) => ({
  kind: 'offers',
  hash,
  source: 's',
  offers,
})

const inCloud = (offer: ListedOffer) => ({ ...offer, site: 'cloud' })

const decisionLine = (nowMs: number | null, offers: readonly string[], job: Job = buildJob()) => ({
  kind: 'decision',
  version: 1,
  nowMs,
  job,
  policy: 'p',
  offers,
  failures: [],
  ranked: null,
  outcome: {},
  sha256: 'x',
})

const logOf = (...lines: readonly object[]): string =>
  [{ kind: 'policy', hash: 'p', policy: {} }, ...lines].map((line) => JSON.stringify(line)).join('\n')

const read = (...lines: readonly object[]) => decisionLogMarket(logOf(...lines))

const a = buildListedOffer({ id: 'a' })
const b = buildListedOffer({ id: 'b' })

describe('a decision log', () => {
  test('is a market that starts with what the first decision saw', () => {
    const { market } = read(offersLine('1', [inCloud(a), inCloud(b)]), decisionLine(5, ['1']))._unsafeUnwrap()
    expect(market.startMs).toBe(5)
    expect(market.offers).toEqual([a, b])
    expect(changesIn(market)).toEqual([])
    expectSoundMarket(market, [])
  })

  test('lists what is new or other, and withdraws what is not seen', () => {
    const dearer = { ...b, price: { usdPerHour: 2 } }
    const c = buildListedOffer({ id: 'c' })
    const { market } = read(
      offersLine('1', [inCloud(a), inCloud(b)]),
      decisionLine(5, ['1']),
      offersLine('2', [inCloud(dearer), inCloud(c)]),
      decisionLine(9, ['2']),
    )._unsafeUnwrap()
    const changes = changesIn(market)
    expect(changes).toEqual([
      { kind: 'withdrawn', atMs: 9, offerId: 'a' },
      { kind: 'listed', atMs: 9, offer: dearer },
      { kind: 'listed', atMs: 9, offer: c },
    ])
    expectSoundMarket(market, changes)
  })

  test('changes nothing when an offer was only seen again', () => {
    const { market } = read(
      offersLine('1', [inCloud(a)]),
      decisionLine(5, ['1']),
      offersLine('2', [inCloud({ ...a, observedAtMs: a.observedAtMs + 1 })]),
      decisionLine(9, ['2']),
      offersLine('1', [inCloud(a)]),
      decisionLine(10, ['1']),
    )._unsafeUnwrap()
    expect(changesIn(market)).toEqual([])
  })

  test('puts decisions in order of time', () => {
    const { market } = read(
      offersLine('1', [inCloud(a)]),
      offersLine('2', [inCloud(b)]),
      decisionLine(9, ['2'], buildJob({ id: 'late' })),
      decisionLine(5, ['1']),
    )._unsafeUnwrap()
    expect(market.startMs).toBe(5)
    expect(changesIn(market).map(({ kind }) => kind)).toEqual(['withdrawn', 'listed'])
  })

  test('gives owned GPUs apart, once each and free', () => {
    const local = { ...buildLocalOffer({ id: 'gpu-0' }), site: 'local' }
    const busy = { ...local, capacity: { stock: 'busy', allocHours: 2, bootHours: 0.1 } }
    const { market, localGpus } = read(
      offersLine('1', [busy, inCloud(a)]),
      decisionLine(5, ['1']),
      offersLine('2', [local]),
      decisionLine(9, ['2']),
    )._unsafeUnwrap()
    expect(localGpus).toMatchObject([{ id: 'gpu-0', purchase: 'owned', capacity: { bootHours: 0.1 } }])
    expect(localGpus[0]).not.toHaveProperty('site')
    expect(localGpus[0]?.capacity).not.toHaveProperty('stock')
    expect(market.offers.map(({ id }) => id)).toEqual(['a'])
    expect(changesIn(market)).toEqual([{ kind: 'withdrawn', atMs: 9, offerId: 'a' }])
  })

  test('gives each job once, when it was first decided', () => {
    const job = buildJob({ id: 'again' })
    const { arrivals } = read(
      decisionLine(7, [], buildJob({ id: 'other' })),
      decisionLine(5, [], job),
      decisionLine(9, [], { ...job, urgency: 'high' }),
    )._unsafeUnwrap()
    expect([...arrivals]).toEqual([
      { atMs: 5, job },
      { atMs: 7, job: buildJob({ id: 'other' }) },
    ])
  })

  test('leaves out decisions without a time, and says so', () => {
    const { market, arrivals } = read(decisionLine(null, []), decisionLine(5, []))._unsafeUnwrap()
    expect(market.leftOut).toEqual(['line 2: the decision has no time'])
    expect([...arrivals]).toHaveLength(1)
  })

  test.each([
    [logOf(decisionLine(5, ['1'])), 2, 'offers.0: expected the hash of a line before'],
    [logOf(), 1, 'expected at least one decision with a time'],
    ['', 1, 'expected at least one decision with a time'],
    [`${logOf()}\n{`, 2, 'expected JSON'],
    [logOf(offersLine('1', [a])), 2, 'offers.0.site'],
    [logOf(offersLine('1', [{ site: 'cloud' }])), 2, 'offers.0.id'],
    [logOf({ ...decisionLine(5, []), job: { id: 'x' } }), 2, 'job.confidentiality'],
    [logOf({ kind: 'note' }), 2, 'kind'],
  ])('that is faulty is named by its line (%#)', (text, line, issue) => {
    const fault = decisionLogMarket(text)._unsafeUnwrapErr()
    expect(fault.line).toBe(line)
    expect(fault.issues.join(' ')).toContain(issue)
  })
})

const arbitraryStates = fc.array(
  fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 3 })),
  { minLength: 1, maxLength: 8 },
)

test('at the time of each decision the market is what the decision saw', () => {
  fc.assert(
    fc.property(arbitraryStates, (states) => {
      const offersOf = (state: Readonly<Record<string, number>>) =>
        Object.entries(state).map(([id, usdPerHour]) => buildListedOffer({ id, price: { usdPerHour } }))
      const lines = states.flatMap((state, index) => [
        offersLine(`${index}`, offersOf(state).map(inCloud)),
        decisionLine(index * 10, [`${index}`]),
      ])
      const { market } = read(...lines)._unsafeUnwrap()
      expectSoundMarket(market, changesIn(market))
      for (const [index, state] of states.entries()) {
        const seen = offersIn(market, index * 10)
        expect(Object.fromEntries(seen)).toEqual(
          Object.fromEntries(offersOf(state).map((offer) => [offer.id, offer])),
        )
      }
    }),
    { numRuns: 50 },
  )
})

test('offers of a market can be decided on again', () => {
  const { market } = read(offersLine('1', [inCloud(a)]), decisionLine(5, ['1']))._unsafeUnwrap()
  expect(market.offers.every((offer) => parseOffer(offer, 'cloud').isOk())).toBe(true)
})
