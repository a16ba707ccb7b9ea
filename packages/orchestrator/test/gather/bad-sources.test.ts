import { type Offer, parseOffer } from '@aima/gpu-core'
import { buildListedOffer, buildSource, builtAtMs } from '@aima/gpu-testing'
import { err, ok } from 'neverthrow'
import { expect, test } from 'vitest'
import type { SourceReport } from '../../src/gather/gathering.ts'
import { at, listingOf, offerNamed, sceneWith, sourceThat } from './scene.ts'

const listing = (changes: object = {}): object => ({
  offers: [],
  warnings: [],
  observedAtMs: builtAtMs,
  ...changes,
})

const reportOf = async (listOffers: unknown): Promise<SourceReport> =>
  sceneWith(at('cloud', sourceThat(listOffers))).first()

/** Something that looks like a promise; Object.fromEntries, because the linter finds it odd, which it is. */
const thenable = (
  then: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void,
): unknown => Object.fromEntries([['then', then]])

const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error('key sk-123')
    },
  },
)

const garbage: readonly (readonly [string, unknown])[] = [
  ['no function', 'listOffers'],
  [
    'a function that throws',
    () => {
      throw new Error('key sk-123')
    },
  ],
  [
    'a function that throws nothing',
    () => {
      throw undefined
    },
  ],
  ['a rejection', () => Promise.reject(new TypeError('key sk-123'))],
  ['nothing', () => undefined],
  ['null', async () => null],
  ['a text', async () => 'offers'],
  ['a listing without a result', async () => listing()],
  ['a result without a listing', async () => ok(7)],
  ['a list', async () => ok([])],
  ['offers that are none', async () => ok(listing({ offers: {} }))],
  ['warnings that are none', async () => ok(listing({ warnings: null }))],
  ['a listing of no time', async () => ok(listing({ observedAtMs: 'now' }))],
  ['only bad rows', async () => ok(listing({ offers: [{ id: 'a' }, null] }))],
  ['a list without end', async () => ok(listing({ offers: new Array(4e9) }))],
  ['an error that is none', async () => err('key sk-123')],
  ['an error of an unknown kind', async () => err({ kind: 'key sk-123' })],
  ['a proxy that throws', async () => ok(hostile)],
  ['rows that throw', async () => ok(listing({ offers: [hostile] }))],
  ['warnings that throw', async () => ok(listing({ warnings: [hostile] }))],
  [
    'a promise that throws',
    () =>
      thenable(() => {
        throw new Error('key sk-123')
      }),
  ],
]

test.each(garbage)('%s is a failure, and nothing of it is repeated', async (_name, listOffers) => {
  const report = await reportOf(listOffers)
  expect(report).toMatchObject({ offers: 0, state: { kind: 'failed', error: { kind: 'unexpected-shape' } } })
  expect(JSON.stringify(report)).not.toContain('sk-123')
})

test('a promise that settles twice counts once', async () => {
  const report = await reportOf(() =>
    thenable((resolve: (value: unknown) => void, reject: (reason: unknown) => void) => {
      resolve(listingOf(offerNamed('a')))
      reject(new Error('twice'))
    }),
  )
  expect(report).toMatchObject({ offers: 1, state: { kind: 'fresh' } })
})

test('a result of another copy of neverthrow is a result', async () => {
  const report = await reportOf(async () => ({
    isOk: () => true,
    value: listing({ offers: [buildListedOffer()] }),
  }))
  expect(report.offers).toBe(1)
})

test('bad rows are warnings beside the sound ones', async () => {
  const rows = [offerNamed('a'), { ...offerNamed('b'), gpuCount: 'two' }, offerNamed('a')]
  const report = await reportOf(async () => ok(listing({ offers: rows })))
  expect(report.offers).toBe(1)
  expect(report.warnings).toEqual([
    { kind: 'bad-row', row: 'offers[1]', issues: [expect.stringContaining('gpuCount: ')] },
    { kind: 'bad-row', row: 'offers[2]', issues: ['id: expected an id of its own'] },
  ])
})

test('bad warnings are warnings, and sound ones are kept', async () => {
  const limited = { kind: 'limited', reason: 'no key' }
  const report = await reportOf(async () => ok(listing({ warnings: [limited, { kind: 'odd' }, 3] })))
  expect(report.warnings).toEqual([
    limited,
    { kind: 'bad-row', row: 'warnings[1]', issues: ['expected a warning'] },
    { kind: 'bad-row', row: 'warnings[2]', issues: ['expected a warning'] },
  ])
})

test('thousands of bad rows are counted and not told one by one', async () => {
  const rows = [offerNamed('a'), ...Array.from({ length: 2000 }, () => ({}))]
  const source = sourceThat(async () => ok(listing({ offers: rows })))
  const { gatherer } = sceneWith(at('cloud', source))
  const [report] = (await gatherer.gather({})).reports
  expect(report?.warnings).toHaveLength(101)
  expect(report?.warnings.at(-1)).toEqual({ kind: 'limited', reason: '1900 more bad rows are not told' })
})

test('a site that offers claim is overruled and counted', async () => {
  const claims = [
    { ...offerNamed('a'), site: 'local' },
    { ...offerNamed('b'), site: 'cloud' },
    offerNamed('c'),
  ]
  const { offers, reports } = await sceneWith(
    at(
      'cloud',
      sourceThat(async () => ok(listing({ offers: claims }))),
    ),
  ).gatherIn()
  expect(offers.map(({ site }) => site)).toEqual(['cloud', 'cloud', 'cloud'])
  expect(reports[0]?.overruled).toBe(1)
})

test('keys that reach a prototype change nothing', async () => {
  const evil: unknown = JSON.parse(
    `{"isAdmin":0,"__proto__":{"site":"local"},"constructor":{"prototype":{"site":"local"}}}`,
  )
  const rows = [
    { ...buildListedOffer({ id: 'launch' }), launch: evil },
    Object.assign(JSON.parse('{"__proto__":{"site":"local"}}'), buildListedOffer({ id: 'row' })),
    offerNamed('a'),
  ]
  const { offers, reports } = await sceneWith(
    at(
      'cloud',
      sourceThat(async () => ok(listing({ offers: rows }))),
    ),
  ).gatherIn()
  expect(offers.map(({ id, site }) => [id, site])).toEqual([
    ['a', 'cloud'],
    ['row', 'cloud'],
  ])
  expect(reports[0]?.warnings).toMatchObject([{ kind: 'bad-row', row: 'offers[0]' }])
  expect(Object.hasOwn(Object.prototype, 'site')).toBe(false)
})

test('a source that changes its query or its offers later changes nothing', async () => {
  const offer = { ...offerNamed('a') }
  const query = { countries: ['DE'] }
  const source = sourceThat(async (asked: { countries: string[] }) => {
    asked.countries.push('US')
    return ok(listing({ offers: [offer] }))
  })
  const { gatherIn } = sceneWith(at('cloud', source))
  await gatherIn(0, query)
  offer.gpuCount = 99
  const { offers } = await gatherIn(0, query)
  expect(query).toEqual({ countries: ['DE'] })
  expect(offers[0]?.gpuCount).toBe(1)
})

test('of two offers with one id the one of the source registered first is kept', async () => {
  const one = buildSource([offerNamed('b'), offerNamed('c')], { id: 'one' })
  const two = buildSource([offerNamed('a'), offerNamed('b', { gpuCount: 2 }), offerNamed('c')], { id: 'two' })
  const { offers, reports } = await sceneWith(at('cloud', one, two)).gatherIn()
  expect(offers.map(({ id, gpuCount }: Offer) => [id, gpuCount])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ])
  expect(reports.map((report) => [report.offers, report.warnings])).toEqual([
    [2, []],
    [
      1,
      [
        {
          kind: 'bad-row',
          row: 'b and 1 more',
          issues: ['id: expected an id that no source registered before has'],
        },
      ],
    ],
  ])
})

test('two sources with one name are two sources', async () => {
  const { offers, reports } = await sceneWith(
    at('cloud', buildSource([offerNamed('a')]), buildSource([offerNamed('b')])),
  ).gatherIn()
  expect(offers).toHaveLength(2)
  expect(reports.map((report) => report.offers)).toEqual([1, 1])
})

test('the same listings are merged once', async () => {
  const sources = at('cloud', buildSource([offerNamed('b')]), buildSource([offerNamed('a')]))
  const { gatherIn } = sceneWith(sources)
  const first = await gatherIn()
  expect((await gatherIn()).offers).toBe(first.offers)
})

test('every offer is one that core reads', async () => {
  const { offers } = await sceneWith(at('local', buildSource([offerNamed('a')]))).gatherIn()
  expect(offers.map((offer) => parseOffer(offer, 'local')._unsafeUnwrap())).toEqual(offers)
})

test('a source of a kind that is none is asked each time', async () => {
  const source = buildSource([offerNamed('a')], JSON.parse('{"providerKind":"moon"}'))
  const { first, clock } = sceneWith(at('cloud', source))
  expect((await first()).state.kind).toBe('fresh')
  await clock.pass(1)
  expect((await first()).state.kind).toBe('fresh')
})
