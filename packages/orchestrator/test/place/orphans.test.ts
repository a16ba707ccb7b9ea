import { buildOffer } from '@aima/gpu-testing'
import { err, ok, type Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Launch, LaunchFailure } from '../../src/place/launch.ts'
import { outcomesOf, placingFixture } from './placing-fixture.ts'
import { thenable } from './thenable.ts'
import { quiet } from './virtual-clock.ts'

type Answer = Result<string, LaunchFailure>

const two = [
  buildOffer({ id: 'a', price: { usdPerHour: 1 } }),
  buildOffer({ id: 'b', price: { usdPerHour: 2 } }),
]

/** A launch of doubtful make on the first offer, and a sound one on the second. */
const firstBy =
  (bad: Launch<string>): Launch<string> =>
  (candidate, context) =>
    candidate.offer.id === 'a' ? bad(candidate, context) : Promise.resolve(ok('sound'))

describe('a machine that nobody waits for any more', () => {
  /** A launch of the first offer that answers when the test says so. */
  const late = () => {
    let answer = (_value: Answer): void => undefined
    const launch = firstBy(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    return { launch, answer: (value: Answer) => answer(value) }
  }

  test('is an orphan when its launch had timed out', async () => {
    const fixture = placingFixture(two)
    const { launch, answer } = late()
    const placed = await fixture.place({ launch })
    answer(ok('late'))
    await quiet()
    expect(placed._unsafeUnwrap().machine).toBe('sound')
    expect(fixture.orphans).toEqual([{ offerId: 'a', machine: 'late' }])
    expect(fixture.events).toContainEqual({ kind: 'orphaned', job: 'job-1', offerId: 'a' })
  })

  test('is an orphan when its placement was cancelled', async () => {
    const fixture = placingFixture(two)
    const cancel = new AbortController()
    const { launch, answer } = late()
    const placing = fixture.start({ launch, signal: cancel.signal })
    await quiet()
    cancel.abort()
    expect(outcomesOf(await placing)).toEqual([['a', 'cancelled']])
    answer(ok('late'))
    await quiet()
    expect(fixture.orphans).toEqual([{ offerId: 'a', machine: 'late' }])
  })

  test('is an orphan when it was got in answer to the cancellation', async () => {
    const fixture = placingFixture(two)
    const cancel = new AbortController()
    const launch: Launch<string> = (_candidate, { signal }) =>
      thenable((answer) => signal.addEventListener('abort', () => answer(ok('spiteful'))))
    const placing = fixture.start({ launch, signal: cancel.signal })
    await quiet()
    cancel.abort()
    expect((await placing)._unsafeUnwrapErr().kind).toBe('cancelled')
    await quiet()
    expect(fixture.orphans).toEqual([{ offerId: 'a', machine: 'spiteful' }])
  })

  test('is an orphan when the placement was cancelled in the same breath', async () => {
    const fixture = placingFixture(two)
    const cancel = new AbortController()
    const { launch, answer } = late()
    const placing = fixture.start({ launch, signal: cancel.signal })
    await quiet()
    answer(ok('unwanted'))
    cancel.abort()
    expect((await placing)._unsafeUnwrapErr().kind).toBe('cancelled')
    await quiet()
    expect(fixture.orphans).toEqual([{ offerId: 'a', machine: 'unwanted' }])
  })

  test('is an orphan when its launch was closed', async () => {
    const fixture = placingFixture(two)
    const { launch, answer } = late()
    const placing = fixture.start({ launch })
    await quiet()
    fixture.placer.close()
    await placing
    answer(ok('late'))
    await quiet()
    expect(fixture.orphans).toEqual([{ offerId: 'a', machine: 'late' }])
  })

  test('is no machine when the late launch failed', async () => {
    const fixture = placingFixture(two)
    const { launch, answer } = late()
    await fixture.place({ launch })
    answer(err({ kind: 'no-capacity' }))
    await quiet()
    expect(fixture.orphans).toEqual([])
  })

  test('is told even when nobody takes it, and when who takes it throws or rejects', async () => {
    const takers = [
      undefined,
      () => {
        throw new Error('no')
      },
      async () => {
        throw new Error('no')
      },
    ]
    for (const onOrphan of takers) {
      const fixture = placingFixture(two)
      const { launch, answer } = late()
      await fixture.place({ launch, onOrphan })
      answer(ok('late'))
      await quiet()
      expect(fixture.events.filter(({ kind }) => kind === 'orphaned')).toHaveLength(1)
    }
  })
})

describe('a launch that answers twice', () => {
  test('keeps its first machine, and the second is an orphan', async () => {
    const fixture = placingFixture(two)
    const launch = firstBy(() => thenable((answer) => [answer(ok('one')), answer(ok('two'))]))
    expect((await fixture.place({ launch }))._unsafeUnwrap().machine).toBe('one')
    await quiet()
    expect(fixture.orphans).toEqual([{ offerId: 'a', machine: 'two' }])
  })

  test('with the same machine has one machine, which is kept', async () => {
    const fixture = placingFixture(two)
    const launch = firstBy(() => thenable((answer) => [answer(ok('one')), answer(ok('one'))]))
    expect((await fixture.place({ launch }))._unsafeUnwrap().machine).toBe('one')
    await quiet()
    expect(fixture.orphans).toEqual([])
  })

  test('late with the same machine has one orphan', async () => {
    const fixture = placingFixture(two)
    let both = (): unknown => undefined
    const launch = firstBy(() =>
      thenable((answer) => {
        both = () => [answer(ok('one')), answer(ok('one'))]
      }),
    )
    await fixture.place({ launch })
    both()
    await quiet()
    expect(fixture.orphans).toEqual([{ offerId: 'a', machine: 'one' }])
  })

  test('first with a failure and then with a machine has an orphan', async () => {
    const fixture = placingFixture(two)
    const launch = firstBy(() =>
      thenable((answer, reject) => [answer(err({ kind: 'price-moved' })), answer(ok('two')), reject('no')]),
    )
    expect((await fixture.place({ launch }))._unsafeUnwrap().machine).toBe('sound')
    await quiet()
    expect(fixture.orphans).toEqual([{ offerId: 'a', machine: 'two' }])
  })
})
