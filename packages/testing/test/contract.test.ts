import { test as nodeTest } from 'node:test'
import { errAsync } from 'neverthrow'
import { describe, expect, expectTypeOf, it, test } from 'vitest'
import {
  type AdapterContract,
  adapterContract,
  buildListedOffer,
  buildSource,
  checkNames,
  type DefineTest,
  type Route,
} from '../src/index.ts'
import { toyReplies } from './toy/replies.ts'
import { createToy } from './toy/source.ts'

const titlesOf = (contract: AdapterContract): readonly string[] => {
  const titles: string[] = []
  adapterContract((title) => titles.push(title), contract)
  return titles
}

const namesOf = (contract: AdapterContract): readonly string[] =>
  titlesOf(contract).map((title) => /\(([^()]*)\)$/.exec(title)?.[1] ?? '')

const runOne = async (contract: AdapterContract, ending: string): Promise<string> => {
  const runs: (() => Promise<void>)[] = []
  adapterContract((title, run) => title.endsWith(ending) && runs.push(run), contract)
  return (runs[0]?.() ?? Promise.reject(new Error(`no ${ending}`))).then(
    () => 'passes',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
}

const toy: AdapterContract = { create: createToy, replies: toyReplies }
const entry = { url: new URL('toy/source.ts', import.meta.url), conditions: ['@aima/source'] }

describe('the contract', () => {
  test('can be registered with vitest, node:test and anything like them', () => {
    expectTypeOf(it).toExtend<DefineTest>()
    expectTypeOf(nodeTest).toExtend<DefineTest>()
  })

  test('has one test for each name', () => {
    const names = namesOf({ ...toy, ownFaults: [{ name: 'x', expected: 'provider-failed' }] })
    expect(names.toSorted()).toEqual(Object.values(checkNames).flat().toSorted())
  })

  test('leaves out what does not apply', () => {
    const { paged: _, dispensable: __, ...plain } = toyReplies
    const names = namesOf({ create: createToy, replies: plain, limits: { format: 'text', retries: false } })
    const left = Object.values(checkNames)
      .flat()
      .filter((name) => !names.includes(name))
    expect(left).toEqual([
      'part-missing',
      'pages-all',
      'pages-end',
      'page-missing',
      'flapping',
      'malformed',
      'truncated',
      'wrong-types',
      'nothing-usable',
      'mutants',
      'own-faults',
    ])
  })

  test('turns a known gap around', async () => {
    const gaps: AdapterContract = { ...toy, knownGaps: ['nothing-at-import', 'empty'] }
    expect(await runOne(gaps, '(known gap: nothing-at-import)')).toBe('passes')
    expect(await runOne(gaps, '(known gap: empty)')).toBe('empty passes: take it out of the known gaps')
  })

  test('asks for the code, or for an honest gap', async () => {
    expect(await runOne(toy, '(nothing-at-import)')).toMatch(/^cannot tell without `entry`/)
  })

  test('notices code that cannot be imported', async () => {
    const lost = { ...toy, entry: { url: new URL('nowhere.ts', import.meta.url) } }
    expect(await runOne(lost, '(nothing-at-import)')).toMatch(/^cannot be imported: /)
  })

  test('names the request that no route answers', async () => {
    const routes: readonly Route[] = toyReplies.happy.filter(({ path }) => path !== '/v1/stock')
    expect(await runOne({ ...toy, replies: { ...toyReplies, happy: routes } }, '(complete)')).toBe(
      'asked for GET /v1/stock, which no route answers',
    )
  })

  test('says what came instead of what was expected', async () => {
    const deaf = { ...toy, create: () => buildSource({ kind: 'timed-out', afterMs: 5 }) }
    expect(await runOne(deaf, '(status-401)')).toBe(
      'expected unauthorized, got timed-out: no answer within 5 ms',
    )
  })
})

describe('an adapter that spoils only some requests', () => {
  adapterContract(it, {
    create: createToy,
    replies: { ...toyReplies, faultOn: ({ path }) => path === '/v1/gpus' },
    entry,
    limits: { mutants: 50, timeoutMs: 50 },
    ownFaults: [
      {
        name: 'a key that is not paid for',
        expected: 'provider-failed',
        routes: [{ path: /^/, reply: { status: 402 } }],
      },
      {
        name: 'no machine',
        expected: 'unreachable',
        create: () => buildSource({ kind: 'unreachable', target: 'x', code: 'ENOENT' }),
      },
    ],
  })
})

describe('a source that talks to nobody', () => {
  const offers = [buildListedOffer({ id: 'a' }), buildListedOffer({ id: 'b', purchase: 'spot' })]
  adapterContract(it, {
    create: () => {
      const source = buildSource(offers.map((offer) => ({ ...offer, observedAtMs: 0 })))
      return {
        ...source,
        listOffers: (query, context) =>
          context.signal?.aborted ? errAsync({ kind: 'cancelled' }) : source.listOffers(query, context),
      }
    },
    entry: { ...entry, url: new URL('../src/builders.ts', import.meta.url) },
    limits: { isLive: false },
  })
})
