import { buildOffer } from '@aima/gpu-testing'
import { err, ok, type Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Launch, LaunchFailure } from '../../src/place/launch.ts'
import { attemptsOf, placingFixture } from './placing-fixture.ts'
import { thenable } from './thenable.ts'

type Answer = Result<string, LaunchFailure>

const two = [
  buildOffer({ id: 'a', price: { usdPerHour: 1 } }),
  buildOffer({ id: 'b', price: { usdPerHour: 2 } }),
]

/** What no type would let pass. */
const garbage = (value: unknown): Answer => JSON.parse('[null]').fill(value)[0]

/** A launch of doubtful make on the first offer, and a sound one on the second. */
const firstBy =
  (bad: Launch<string>): Launch<string> =>
  (candidate, context) =>
    candidate.offer.id === 'a' ? bad(candidate, context) : Promise.resolve(ok('sound'))

describe('a launch counts as unknown when it', () => {
  const itself: PromiseLike<Answer> = thenable((answer) => answer(itself as unknown as Answer))

  test.each<[string, Launch<string>]>([
    [
      'throws',
      () => {
        throw new Error('secret-token')
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret-token'))],
    ['answers with nothing', async () => garbage(undefined)],
    ['answers with null', async () => garbage(null)],
    ['answers with a bare machine', async () => garbage({ machine: 'm' })],
    ['returns no promise but a number', () => garbage(7) as unknown as PromiseLike<Answer>],
    ['fails for no reason', async () => err(garbage(undefined) as unknown as LaunchFailure)],
    ['fails with text', async () => err(garbage('sold out') as unknown as LaunchFailure)],
    [
      'fails in an unheard-of way',
      async () => err(garbage({ kind: 'toString' }) as unknown as LaunchFailure),
    ],
    [
      'answers with what cannot be read',
      async () =>
        garbage(
          new Proxy(
            {},
            {
              has: () => {
                throw new Error('no')
              },
            },
          ),
        ),
    ],
    [
      'returns a promise that throws',
      () =>
        thenable(() => {
          throw new Error('no')
        }),
    ],
    ['returns a promise of itself', () => itself],
  ])('%s', async (_how, bad) => {
    const placed = await placingFixture(two).place({ launch: firstBy(bad) })
    expect(attemptsOf(placed)[0]).toMatchObject({ outcome: { kind: 'failed', failure: { kind: 'unknown' } } })
    expect(placed._unsafeUnwrap().machine).toBe('sound')
    expect(JSON.stringify(attemptsOf(placed))).not.toContain('secret-token')
  })
})

test('a failure keeps what is sound about it, and no more', async () => {
  const failure = {
    kind: 'no-quota',
    detail: 'x'.repeat(9_000),
    retryAfterMs: Number.NaN,
    password: 'p',
  } as const
  const placed = await placingFixture(two).place({ launch: firstBy(async () => err(failure)) })
  expect(attemptsOf(placed)[0]?.outcome).toEqual({
    kind: 'failed',
    failure: { kind: 'no-quota', detail: 'x'.repeat(500) },
  })
})

test('an answer that is no promise is an answer', async () => {
  const launch = firstBy(() => ok('at once') as unknown as PromiseLike<Answer>)
  expect((await placingFixture(two).place({ launch }))._unsafeUnwrap().machine).toBe('at once')
})

test('a promise of a promise is followed', async () => {
  const launch = firstBy(() => thenable((answer) => answer(Promise.resolve(ok('deep')) as unknown as Answer)))
  expect((await placingFixture(two).place({ launch }))._unsafeUnwrap().machine).toBe('deep')
})

describe('a launch that never settles', () => {
  const hanging = firstBy(() => new Promise(() => undefined))

  test('is given up when its time is over', async () => {
    const placed = await placingFixture(two).place({ launch: hanging, launchTimeoutMs: 5_000 })
    expect(attemptsOf(placed)[0]).toMatchObject({
      outcome: { kind: 'timed-out', afterMs: 5_000 },
      tookMs: 5_000,
    })
  })

  test.each([undefined, Number.NaN, 0, -1])(
    'is given up after ten minutes when its time is %s',
    async (launchTimeoutMs) => {
      const placed = await placingFixture(two).place({ launch: hanging, launchTimeoutMs })
      expect(attemptsOf(placed)[0]).toMatchObject({ outcome: { kind: 'timed-out', afterMs: 600_000 } })
    },
  )

  test('is told so by its signal', async () => {
    let given: AbortSignal | undefined
    const launch = firstBy((_candidate, { signal }) => {
      given = signal
      return new Promise(() => undefined)
    })
    await placingFixture(two).place({ launch })
    expect(given?.aborted).toBe(true)
  })
})

test('launches run one after the other', async () => {
  let running = 0
  let most = 0
  const fixture = placingFixture(two)
  const launch: Launch<string> = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve) => fixture.clock.after(10, resolve))
    running -= 1
    return err({ kind: 'unknown' })
  }
  await fixture.place({ launch })
  expect(most).toBe(1)
})
