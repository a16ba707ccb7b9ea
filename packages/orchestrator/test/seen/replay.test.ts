import { buildJob, buildOffer, builtAtMs } from '@aima/gpu-testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { replay } from '../../src/seen/replay.ts'
import { logOf } from './logs.ts'

const offers = [buildOffer({ id: 'a' }), buildOffer({ id: 'b', price: { usdPerHour: 2 } })]
const policy = { strategy: { kind: 'cost-first' } } as const

let text = ''

beforeAll(async () => {
  text = await logOf([{ job: buildJob(), offers, policy, options: { nowMs: builtAtMs } }])
})

const differencesIn = (log: string) => replay(log)._unsafeUnwrap().differences

describe('a replay', () => {
  test('takes lines one by one', () => {
    expect(replay(text.split('\n').values())._unsafeUnwrap()).toMatchObject({ lines: 3, reproduced: 1 })
  })

  test('names the place that was changed', () => {
    expect(differencesIn(text.replace('"totalUsd":2', '"totalUsd":3'))).toEqual([
      {
        kind: 'different',
        line: 3,
        places: [{ path: 'outcome.alternatives.0.totalUsd', logged: 3, replayed: 2 }],
      },
    ])
  })

  test('notices a job that was changed though the choice is the same', () => {
    const [difference] = differencesIn(text.replace('"refHours":1', '"refHours":2'))
    expect(difference).toMatchObject({ kind: 'different', line: 3 })
  })

  test('notices spelling', () => {
    expect(differencesIn(text.replace('"ranked":20', '"ranked": 20'))).toEqual([
      { kind: 'different', line: 3, places: [] },
    ])
  })

  test('notices offers that were changed, and the decisions that lack them', () => {
    const found = differencesIn(text.replace('"usdPerHour":2', '"usdPerHour":1.5'))
    expect(found.map(({ kind, line }) => [kind, line])).toEqual([
      ['different', 2],
      ['missing-reference', 3],
    ])
  })

  test('reports lines that cannot be read, and goes on', () => {
    const cut = text.slice(0, -20)
    expect(differencesIn(`${cut}\nhello\n{"kind":"gossip"}\n${text}`)).toEqual([
      { kind: 'unreadable', line: 3, issues: ['expected JSON'] },
      { kind: 'unreadable', line: 4, issues: ['expected JSON'] },
      { kind: 'unreadable', line: 5, issues: [expect.stringContaining('kind')] },
    ])
  })

  test('names what is wrong in a line', () => {
    const odd = text.replace('"confidentiality":"internal"', '"confidentiality":"secret"')
    expect(differencesIn(odd)).toEqual([
      { kind: 'unreadable', line: 3, issues: ['job: expected what core can read'] },
    ])
  })

  test('of a log of another version reports it', () => {
    const [difference] = differencesIn(text.replace('"version":1', '"version":2'))
    expect(difference).toMatchObject({ kind: 'unreadable', line: 3 })
  })

  test('of something else is an error', () => {
    expect(replay('GPU,price\nA100,2\n')._unsafeUnwrapErr().kind).toBe('not-a-decision-log')
  })
})
