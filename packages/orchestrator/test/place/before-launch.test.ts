import { builtAtMs } from '@aima/gpu-testing'
import { err, ok } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Launch } from '../../src/place/launch.ts'
import { attemptsOf, cheapest, outcomesOf, placingFixture } from './placing-fixture.ts'

import { failingOn, nowhere, priced, three } from './sample-launches.ts'

describe('before its launch, a candidate', () => {
  /** Lets the first launch fail, and something happen meanwhile. */
  const meanwhile = (fixture: ReturnType<typeof placingFixture>, happen: () => void): Launch<string> =>
    failFirst(() => {
      happen()
      fixture.clock.advance(2_000)
    })

  const failFirst = (happen: () => void): Launch<string> => {
    let isFirst = true
    return async ({ offer }) => {
      if (!isFirst) return ok(`on ${offer.id}`)
      isFirst = false
      happen()
      return err({ kind: 'unknown' })
    }
  }

  test('that is no longer offered is gone', async () => {
    const fixture = placingFixture(three)
    const launch = meanwhile(fixture, () => {
      fixture.market.offers = three.filter(({ id }) => id !== 'b')
    })
    expect(outcomesOf(await fixture.place({ launch }))).toEqual([
      ['a', 'failed'],
      ['b', 'gone'],
      ['c', 'placed'],
    ])
  })

  test('that a gate refuses now is refused, with the rule', async () => {
    const fixture = placingFixture(three)
    const launch = meanwhile(fixture, () => {
      fixture.market.offers = three.map((offer) => ({
        ...offer,
        capacity: { stock: offer.id === 'b' ? 'none' : 'low' },
      }))
    })
    const placed = await fixture.place({ launch })
    expect(attemptsOf(placed)[1]).toMatchObject({
      outcome: { kind: 'refused', refusal: { kind: 'out-of-stock' } },
    })
  })

  test('that the policy in force no longer allows is refused, whatever the decision said', async () => {
    let policy = cheapest
    const fixture = placingFixture([priced('a', 1), priced('b', 2, { provider: 'aws' })], {
      policy: () => policy,
    })
    const launch = meanwhile(fixture, () => {
      policy = { ...cheapest, providers: { deny: ['aws'] } }
    })
    const placed = await fixture.place({ launch })
    expect(attemptsOf(placed)[1]).toMatchObject({
      outcome: { kind: 'refused', refusal: { kind: 'provider-denied' } },
    })
  })

  test('that fails as another has just shown is refused, with the reason', async () => {
    const same = [priced('a', 1), priced('b', 2), priced('c', 3, { provider: 'aws' })]
    const placed = await placingFixture(same).place({ launch: failingOn({ a: 'unauthorized' }) })
    expect(outcomesOf(placed)).toEqual([
      ['a', 'failed'],
      ['b', 'refused'],
      ['c', 'placed'],
    ])
    expect(attemptsOf(placed)[1]).toMatchObject({
      outcome: { refusal: { kind: 'failed-recently', actual: 'unauthorized' } },
    })
  })

  test('is launched at the price of the moment', async () => {
    const fixture = placingFixture(three)
    const launch = meanwhile(fixture, () => {
      fixture.market.offers = three.map((offer) => ({ ...offer, price: { usdPerHour: 2.2 } }))
    })
    const placed = await fixture.place({ launch })
    expect(placed._unsafeUnwrap().candidate).toMatchObject({
      offer: { id: 'b' },
      estimate: { totalUsd: 2.2 },
    })
  })

  test('is looked at with the offers of the decision while they are a moment old', async () => {
    let gatherings = 0
    const fixture = placingFixture(three, {
      gather: async () => {
        gatherings += 1
        return { offers: three, reports: [], nowMs: builtAtMs }
      },
    })
    await fixture.place({ launch: nowhere })
    expect(gatherings).toBe(1)
  })

  describe('that has become dearer than the policy lets pass', () => {
    const dearer = (fixture: ReturnType<typeof placingFixture>) =>
      meanwhile(fixture, () => {
        fixture.market.offers = three.map((offer) => ({ ...offer, price: { usdPerHour: 4 } }))
      })

    test('is passed over when nobody is there to ask', async () => {
      const fixture = placingFixture(three)
      const placed = await fixture.place({ launch: dearer(fixture) })
      expect(attemptsOf(placed)[1]?.outcome).toEqual({ kind: 'declined', totalDrift: 1 })
    })

    test('is asked about, and launched after a yes', async () => {
      const fixture = placingFixture(three)
      const asked: unknown[] = []
      const confirm = (question: unknown): boolean => {
        asked.push(question)
        return true
      }
      const placed = await fixture.place({ launch: dearer(fixture), confirm })
      expect(asked).toEqual([{ offerId: 'b', beforeUsd: 2, nowUsd: 4, totalDrift: 1 }])
      expect(placed._unsafeUnwrap().machine).toBe('on b')
    })

    test.each<[string, () => PromiseLike<boolean> | boolean]>([
      ['says no', () => false],
      ['rejects', () => Promise.reject(new Error('gone home'))],
      [
        'throws',
        () => {
          throw new Error('gone home')
        },
      ],
      ['never answers', () => new Promise(() => undefined)],
      ['answers with something else', async () => JSON.parse('"yes"')],
    ])('is passed over when who is asked %s', async (_how, confirm) => {
      const fixture = placingFixture(three)
      const placed = await fixture.place({ launch: dearer(fixture), confirm, launchTimeoutMs: 5_000 })
      expect(attemptsOf(placed)[1]?.outcome).toEqual({ kind: 'declined', totalDrift: 1 })
    })

    test('is passed over when it became dearer still while somebody thought', async () => {
      const fixture = placingFixture(three)
      const confirm = (): boolean => {
        fixture.market.offers = three.map((offer) => ({ ...offer, price: { usdPerHour: 8 } }))
        fixture.clock.advance(60_000)
        return true
      }
      const placed = await fixture.place({ launch: dearer(fixture), confirm })
      expect(attemptsOf(placed)[1]?.outcome).toEqual({ kind: 'declined', totalDrift: 1 })
    })
  })
})
