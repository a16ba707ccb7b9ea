import { buildJob } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { decideMany } from '../../src/fleet/decide-many.ts'
import { cheapest, givenIn, givenTwice, jobOf, localOf, nowMs, rentedOf } from './fleets.ts'

const cloud = rentedOf('rented', 1)

const decided = (...[jobs, offers, policy = cheapest]: Partial<Parameters<typeof decideMany>>) =>
  decideMany(jobs ?? [], offers ?? [], policy, { nowMs })._unsafeUnwrap()

const shareOfJob = (fleet: ReturnType<typeof decided>, id: string) =>
  fleet.jobs.find(({ job }) => job.id === id)?.local

describe('the one local GPU', () => {
  test('goes to the job that saves more on it', () => {
    const fleet = decided([jobOf('short', 1), jobOf('long', 10)], [localOf('local'), cloud])
    expect(givenIn(fleet)).toEqual({ long: 'local', short: 'rented' })
    expect(fleet.totalUsd).toBeCloseTo(10 * 0.15 + 1)
    expect(shareOfJob(fleet, 'long')).toMatchObject({ kind: 'given', offerId: 'local', displacedBy: [] })
    expect(shareOfJob(fleet, 'short')).toMatchObject({
      kind: 'displaced',
      offerId: 'local',
      displacedBy: ['long'],
    })
  })

  test('tells what it saves, in all and per GPU-hour', () => {
    const fleet = decided([jobOf('a', 10)], [localOf('local'), cloud])
    const share = shareOfJob(fleet, 'a')
    expect(share?.kind).toBe('given')
    if (share?.kind !== 'given') return
    expect(share.savingUsd).toBeCloseTo(8.5)
    expect(share.gpuHours).toBeCloseTo(10)
    expect(share.savingUsdPerGpuHour).toBeCloseTo(0.85)
  })

  test('goes to the confidential job, whatever others would save', () => {
    const secret = jobOf('secret', 0.1, { confidentiality: 'confidential' })
    const fleet = decided([jobOf('long', 100), secret], [localOf('local'), cloud])
    expect(givenIn(fleet)).toEqual({ long: 'rented', secret: 'local' })
    expect(shareOfJob(fleet, 'secret')).toMatchObject({ savingUsd: null, savingUsdPerGpuHour: null })
  })

  test('goes to one of two confidential jobs, and the other is told which gate and when it may be free', () => {
    const secret = { confidentiality: 'confidential' } as const
    const fleet = decided([jobOf('one', 5, secret), jobOf('two', 1, secret)], [localOf('local'), cloud])
    expect(givenIn(fleet)).toEqual({ one: null, two: 'local' })
    expect(fleet.unplaced).toBe(1)
    const entry = fleet.jobs.find(({ job }) => job.id === 'one')
    expect(entry?.local).toMatchObject({ kind: 'displaced', displacedBy: ['two'] })
    expect(entry?.decision.kind).toBe('no-local-gpu')
    if (entry?.decision.kind !== 'no-local-gpu') return
    expect(entry.decision.rejections.find(({ offerId }) => offerId === 'local')).toMatchObject({
      kind: 'failed-recently',
      needed: nowMs + 3_600_000,
      actual: 'given-to-another-job',
    })
  })

  test('goes to nobody whom it would cost more', () => {
    const dear = localOf('local', { energy: { powerKW: 9, pue: 1 } })
    const fleet = decided([jobOf('a', 1), jobOf('b', 2)], [dear, cloud])
    expect(givenIn(fleet)).toEqual({ a: 'rented', b: 'rented' })
    expect(shareOfJob(fleet, 'a')).toEqual({ kind: 'not-preferred' })
  })

  test('goes to whom it costs least more, where the policy prefers local ones', () => {
    const dear = localOf('local', { energy: { powerKW: 9, pue: 1 } })
    const policy = { strategy: { kind: 'local-first' } } as const
    const fleet = decided([jobOf('a', 5), jobOf('b', 2)], [dear, cloud], policy)
    expect(givenIn(fleet)).toEqual({ a: 'rented', b: 'local' })
  })

  test('does not go to a job that does not fit on it', () => {
    const big = buildJob({ id: 'big', needs: { vramGiB: 80 } })
    const fleet = decided([big], [localOf('local'), cloud])
    expect(shareOfJob(fleet, 'big')).toEqual({ kind: 'none-fits' })
  })

  test('goes to a long job rather than to a short one that saves more per hour and less in all', () => {
    const move = { inputGB: 100, outputGB: 0, imageGB: 0, scratchGB: 0, uplinkMbps: 1000 }
    const costs = { ...move, sourceEgressUsdPerGB: 0.01 }
    const fleet = decided(
      [jobOf('dense', 0.5, { data: costs }), jobOf('long', 20)],
      [localOf('local'), cloud],
    )
    expect(givenIn(fleet)).toEqual({ dense: 'rented', long: 'local' })
  })
})

describe('hardware', () => {
  test('is not given twice where offers share a key', () => {
    const box = { exclusiveKeys: ['box'] }
    const fleet = decided([jobOf('a', 1), jobOf('b', 2)], [localOf('x', box), localOf('y', box), cloud])
    expect(Object.values(givenIn(fleet)).filter((id) => id === 'rented')).toHaveLength(1)
    expect(givenTwice(fleet)).toEqual([])
  })

  test('is not given twice where two sources list one GPU', () => {
    const gpu = { launch: { uuids: ['GPU-7'] } }
    const offers = [
      localOf('x', { ...gpu, exclusiveKeys: ['probe/7'] }),
      localOf('y', { ...gpu, exclusiveKeys: ['slurm/node'] }),
      cloud,
    ]
    const fleet = decided([jobOf('a', 1), jobOf('b', 2)], offers)
    expect(givenIn(fleet)).toMatchObject({ a: 'rented' })
  })

  test('of a partitioned GPU is given by instance', () => {
    const instance = (migUuid: string) =>
      localOf(migUuid, { exclusiveKeys: [migUuid], launch: { uuids: ['GPU-7'], migUuid } })
    const fleet = decided([jobOf('a', 1), jobOf('b', 2)], [instance('MIG-1'), instance('MIG-2'), cloud])
    expect(Object.values(givenIn(fleet)).sort()).toEqual(['MIG-1', 'MIG-2'])
  })

  test('of a rented single machine is given once, and of many machines as often as needed', () => {
    const jobs = [jobOf('a', 1), jobOf('b', 2), jobOf('c', 3)]
    const machine = rentedOf('machine', 0.5, { exclusiveKeys: ['machine 7'] })
    expect(givenIn(decided(jobs, [machine, cloud]))).toEqual({ a: 'rented', b: 'rented', c: 'machine' })
  })

  test('makes room: who can go elsewhere cheaply does, so that nobody is left out', () => {
    const small = jobOf('a', 10)
    const big = jobOf('b', 1, { confidentiality: 'confidential', needs: { vramGiB: 40 } })
    const l40s = { name: 'NVIDIA L40S', model: 'L40S', vramGiB: 48 }
    const offers = [
      localOf('large', { gpu: l40s, energy: { powerKW: 0.1, pue: 1 } }),
      localOf('plain'),
      cloud,
    ]
    const fleet = decided([small, big], offers)
    expect(givenIn(fleet)).toEqual({ a: 'plain', b: 'large' })
    expect(shareOfJob(fleet, 'a')).toMatchObject({ kind: 'given', displacedBy: ['b'], offerId: 'plain' })
  })
})

describe('bad input', () => {
  test('is told', () => {
    const moment = { nowMs }
    const error = (...input: Parameters<typeof decideMany>) => decideMany(...input)._unsafeUnwrapErr()
    const twice = [jobOf('a', 1), jobOf('a', 2)]
    expect(error(twice, [], cheapest, moment)).toEqual({ kind: 'duplicate-job-id', jobId: 'a' })
    expect(error([], [cloud, cloud], cheapest, moment)).toEqual({
      kind: 'duplicate-offer-id',
      offerId: 'rented',
    })
    expect(error([], [], cheapest, { nowMs: Number.NaN }).kind).toBe('invalid-moment')
    expect(error([jobOf('a', 1)], [cloud], cheapest, { nowMs, ranked: 0 }).kind).toBe('invalid-moment')
  })

  test('without jobs or offers is no trouble', () => {
    expect(decided([], [cloud])).toMatchObject({ jobs: [], totalUsd: 0, unplaced: 0 })
    expect(decided([jobOf('a', 1)], [])).toMatchObject({ unplaced: 1, totalUsd: 0 })
  })
})
