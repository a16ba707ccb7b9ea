import { hardwareOf } from '@aima/gpu-core'
import { buildLocalOffer, buildOffer } from '@aima/gpu-testing'
import { err, ok, okAsync } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Launch } from '../../src/place/launch.ts'
import { attemptsOf, outcomesOf, placingFixture } from './placing-fixture.ts'
import { thenable } from './thenable.ts'
import { quiet } from './virtual-clock.ts'

const local = buildLocalOffer({ launch: { uuids: ['GPU-1', 'GPU-2'] } })
const cloud = buildOffer({ id: 'cloud', price: { usdPerHour: 9 } })
const anywhere: Launch<string> = ({ offer }) => okAsync(`on ${offer.id}`)
const never: Launch<string> = () => new Promise(() => undefined)

describe('the hardware of an offer', () => {
  test('is what it says that it holds, and its GPUs', () => {
    expect(hardwareOf({ ...local, exclusiveKeys: ['box', 'GPU-1'] })).toEqual(['box', 'GPU-1', 'GPU-2'])
  })

  test('is the instance of a partitioned GPU, and not the whole GPU', () => {
    expect(hardwareOf({ ...local, launch: { uuids: ['GPU-1'], migUuid: 'MIG-7' } })).toEqual(['MIG-7'])
  })

  test('is its GPUs, each once, when their UUIDs are known', () => {
    expect(hardwareOf({ ...local, launch: { uuids: ['GPU-1', 'GPU-2', 'GPU-1'] } })).toEqual([
      'GPU-1',
      'GPU-2',
    ])
  })

  test.each([[undefined], ['GPU-1'], [[]], [['GPU-1', 2]], [['']], [null]])(
    'is itself when its UUIDs are %j',
    (uuids) => {
      expect(hardwareOf({ ...local, launch: uuids === undefined ? {} : { uuids } })).toEqual(['local-1'])
    },
  )
})

describe('the hardware of a local offer', () => {
  test('is leased before the launch, which is told the leases', async () => {
    const fixture = placingFixture([local])
    let told: unknown
    const launch: Launch<string> = async (_candidate, { leases }) => {
      told = { leases, holding: fixture.leases.holding() }
      return ok('machine')
    }
    const placed = await fixture.place({ launch })
    const leases = [
      { resource: 'GPU-1', holder: 'placement-1', token: 1, expiresAtMs: fixture.clock.nowMs() + 120_000 },
      { resource: 'GPU-2', holder: 'placement-1', token: 2, expiresAtMs: fixture.clock.nowMs() + 120_000 },
    ]
    expect(told).toEqual({ leases, holding: leases })
    expect(placed._unsafeUnwrap().leases).toEqual(leases)
    expect(fixture.events.filter(({ kind }) => kind === 'leased')).toHaveLength(2)
    expect(fixture.clock.pending()).toBe(0)
  })

  test('is not launched on while another job holds it', async () => {
    const fixture = placingFixture([local, cloud])
    fixture.leases.steal('GPU-2')
    const placed = await fixture.place({ launch: anywhere })
    expect(attemptsOf(placed)[0]?.outcome).toEqual({
      kind: 'leased',
      untilMs: fixture.clock.nowMs() + 60_000,
    })
    expect(placed._unsafeUnwrap().machine).toBe('on cloud')
  })

  test('is given back when the launch fails', async () => {
    const fixture = placingFixture([local])
    await fixture.place({ launch: async () => err({ kind: 'unknown' }) })
    await quiet()
    expect(fixture.leases.holding()).toEqual([])
    expect(fixture.events.filter(({ kind }) => kind === 'released')).toHaveLength(2)
    expect(fixture.clock.pending()).toBe(0)
  })

  test('stays leased while a long launch runs', async () => {
    const fixture = placingFixture([local])
    const launch: Launch<string> = () =>
      new Promise((resolve) => fixture.clock.after(500_000, () => resolve(ok('machine'))))
    const placed = await fixture.place({ launch })
    expect(placed._unsafeUnwrap().leases[0]?.expiresAtMs).toBe(fixture.clock.nowMs() + 120_000)
    expect(fixture.leases.holding()).toHaveLength(2)
  })

  test('of a launch that was given up is given back when that has ended', async () => {
    const fixture = placingFixture([local, cloud])
    const cancel = new AbortController()
    let answer = (): void => undefined
    const launch: Launch<string> = () =>
      new Promise((resolve) => {
        answer = () => resolve(ok('late'))
      })
    const placing = fixture.start({ launch, signal: cancel.signal })
    await quiet()
    cancel.abort()
    await placing
    await quiet()
    expect(fixture.leases.holding()).toHaveLength(2)
    answer()
    await quiet()
    expect(fixture.leases.holding()).toEqual([])
    expect(fixture.orphans).toEqual([{ offerId: 'local-1', machine: 'late' }])
  })

  test('of a launch that was given up is given back once, however often that answers', async () => {
    const fixture = placingFixture([local])
    let answer = (): unknown => undefined
    const launch: Launch<string> = () =>
      thenable((late) => {
        answer = () => [late(err({ kind: 'unknown' })), late(ok('late')), late(ok('later'))]
      })
    await fixture.place({ launch })
    answer()
    await quiet()
    expect(fixture.leases.calls.release).toBe(2)
    expect(fixture.orphans.map(({ machine }) => machine)).toEqual(['late', 'later'])
  })

  test('is given back when the placement is cancelled between lease and launch', async () => {
    const cancel = new AbortController()
    let launches = 0
    const fixture = placingFixture([local], { tell: ({ kind }) => kind === 'leased' && cancel.abort() })
    const placed = await fixture.start({
      signal: cancel.signal,
      launch: async () => {
        launches += 1
        return ok('machine')
      },
    })
    await quiet()
    expect(outcomesOf(placed)).toEqual([['local-1', 'cancelled']])
    expect(launches).toBe(0)
    expect(fixture.leases.holding()).toEqual([])
  })

  test('of a launch that never ends is free when its lease expires', async () => {
    const fixture = placingFixture([local, cloud])
    const placed = await fixture.place({
      launch: (candidate, context) =>
        (candidate.offer.site === 'local' ? never : anywhere)(candidate, context),
    })
    expect(outcomesOf(placed)).toEqual([
      ['local-1', 'timed-out'],
      ['cloud', 'placed'],
    ])
    fixture.clock.advance(120_000)
    expect(fixture.leases.holding()).toEqual([])
    expect(fixture.clock.pending()).toBe(0)
  })

  test('of a placement is not given back when its launch answers again', async () => {
    const fixture = placingFixture([local])
    const twice = thenable((answer) => [answer(ok('one')), answer(ok('two'))])
    await fixture.place({ launch: () => twice })
    await quiet()
    expect(fixture.leases.holding()).toHaveLength(2)
    expect(fixture.orphans).toEqual([{ offerId: 'local-1', machine: 'two' }])
  })

  test('is not leased for offers of the cloud', async () => {
    const fixture = placingFixture([cloud])
    await fixture.place({ launch: anywhere })
    expect(fixture.leases.calls.acquire).toBe(0)
  })
})

describe('a lease that is lost during the launch', () => {
  test('ends it, and its machine is an orphan', async () => {
    const fixture = placingFixture([local])
    let answer = (): void => undefined
    const launch: Launch<string> = (_candidate, { signal }) => {
      signal.addEventListener('abort', () => answer())
      fixture.leases.steal('GPU-2')
      return new Promise((resolve) => {
        answer = () => resolve(ok('fenced off'))
      })
    }
    const placed = await fixture.place({ launch })
    await quiet()
    expect(attemptsOf(placed)).toMatchObject([{ outcome: { kind: 'failed', failure: { kind: 'unknown' } } }])
    expect(fixture.orphans).toEqual([{ offerId: 'local-1', machine: 'fenced off' }])
    expect(fixture.events).toContainEqual({ kind: 'lease-lost', resource: 'GPU-2' })
    expect(fixture.leases.holding().map(({ holder }) => holder)).toEqual(['thief'])
    expect(fixture.failures.recall()).toEqual([])
  })

  test('makes an orphan of a machine that was there before anybody noticed', async () => {
    const fixture = placingFixture([local])
    const launch: Launch<string> = async () => {
      fixture.leases.steal('GPU-1')
      return ok('too late')
    }
    const placed = await fixture.place({ launch })
    expect(placed._unsafeUnwrapErr().kind).toBe('not-placed')
    await quiet()
    expect(fixture.orphans).toEqual([{ offerId: 'local-1', machine: 'too late' }])
    expect(fixture.leases.holding().map(({ holder }) => holder)).toEqual(['thief'])
  })
})
