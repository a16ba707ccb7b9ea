import type { Offer, Policy } from '@aima/gpu-core'
import { buildJob, buildLocalOffer, buildOffer, builtAtMs } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { replay } from '../../src/seen/replay.ts'
import { logOf, openLog } from './logs.ts'

const policy: Policy = { strategy: { kind: 'cost-first' } }
const options = { nowMs: builtAtMs }
const local = buildLocalOffer()
const rented = buildOffer({ id: 'rented' })
const offers = [local, rented]

const question = { job: buildJob(), offers, policy, options }

const kindsIn = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).kind)

describe('the log', () => {
  test('has policy and offers once, before the first decision that refers to them', async () => {
    const text = await logOf([question, { ...question, job: buildJob({ id: 'job-2' }) }])
    expect(kindsIn(text)).toEqual(['policy', 'offers', 'offers', 'decision', 'decision'])
    expect(replay(text)._unsafeUnwrap()).toEqual({
      lines: 5,
      decisions: 2,
      reproduced: 2,
      differences: [],
    })
  })

  test('has the offers again of only the source whose offers have changed', async () => {
    const moved: readonly Offer[] = [{ ...local, observedAtMs: builtAtMs + 1 }, rented]
    const text = await logOf([question, { ...question, offers: moved }, question])
    expect(kindsIn(text)).toEqual([
      'policy',
      'offers',
      'offers',
      'decision',
      'offers',
      'decision',
      'decision',
    ])
    expect(text.match(/"id":"rented"/g)).toHaveLength(1)
    expect(replay(text)._unsafeUnwrap().reproduced).toBe(3)
  })

  test('says who won, what else there was and why', async () => {
    const [, , , line = '{}'] = (await logOf([question])).split('\n')
    expect(JSON.parse(line)).toMatchObject({
      version: 1,
      nowMs: builtAtMs,
      job: { id: 'job-1' },
      failures: [],
      ranked: 20,
      outcome: {
        kind: 'decision',
        strategy: { kind: 'cost-first' },
        chosen: { rank: 1, offerId: 'local-1', provider: 'local', site: 'local', estimate: { runHours: 1 } },
        alternatives: [{ rank: 2, offerId: 'rented', totalUsd: 1, completionHours: 1 }],
        counts: { offers: 2, candidates: 2 },
      },
    })
  })

  test('has what could not be decided too', async () => {
    const nothing = { ...question, job: buildJob({ needs: { vramGiB: 1000 } }) }
    const twice = { ...question, offers: [local, local] }
    const never = { ...question, options: { nowMs: Number.NaN } }
    const text = await logOf([nothing, twice, never])
    const outcomes = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).outcome?.kind)
    expect(outcomes.filter((kind) => kind !== undefined)).toEqual([
      'no-suitable-offer',
      'duplicate-offer-id',
      'invalid-moment',
    ])
    expect(replay(text)._unsafeUnwrap().reproduced).toBe(3)
  })

  test('has all ranked candidates and failures by which the decision was made', async () => {
    const failures = [{ untilMs: builtAtMs + 1, reason: 'no-quota', offerId: 'local-1' }]
    const text = await logOf([{ ...question, options: { ...options, failures, ranked: Infinity } }])
    expect(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      failures,
      ranked: null,
      outcome: { chosen: { offerId: 'rented' } },
    })
    expect(replay(text)._unsafeUnwrap().reproduced).toBe(1)
  })

  test('is written after the caller has gone on, and stays small', async () => {
    const { clock, file, log } = openLog()
    log.record(question)
    expect(file.text()).toBe('')
    await clock.pass(0)
    expect(kindsIn(file.text())).toHaveLength(4)
    const many = Array.from({ length: 2000 }, (_, index) => buildOffer({ id: `offer-${index}` }))
    for (let count = 0; count < 100; count += 1) log.record({ ...question, offers: many })
    await clock.pass(0)
    const [, , , , group = '', ...decisions] = file.lines()
    const bytes = decisions.reduce((sum, line) => sum + line.length, 0) / decisions.length
    console.log(
      `a decision among 2000 offers: ${bytes.toFixed(0)} bytes; an offer: ${group.length / 2000} bytes`,
    )
    expect(decisions).toHaveLength(100)
    expect(bytes).toBeLessThan(6000)
  })

  test('does not change a decision by a job that is changed afterwards', async () => {
    const { clock, file, log } = openLog()
    const labels = { team: 'a' }
    log.record({ ...question, job: buildJob({ labels }) })
    labels.team = 'b'
    await clock.pass(0)
    expect(file.text()).toContain('"labels":{"team":"a"}')
  })
})

describe('a disk that fails', () => {
  test('loses no decision and is told each time, with longer and longer waits', async () => {
    const { clock, file, told, log } = openLog()
    file.fail(4)
    log.record(question)
    await clock.pass(0)
    expect(told).toEqual([{ kind: 'log-failed', code: 'ENOSPC', waiting: 1 }])
    log.record({ ...question, job: buildJob({ id: 'job-2' }) })
    await clock.pass(999)
    expect(file.appends()).toBe(1)
    await clock.pass(1)
    expect(told.at(-1)).toEqual({ kind: 'log-failed', code: 'ENOSPC', waiting: 2 })
    await clock.pass(1000 + 999)
    expect(file.appends()).toBe(2)
    await clock.pass(1 + 4000 + 8000)
    expect(file.appends()).toBe(6)
    expect(told).toHaveLength(4)
    expect(replay(file.text())._unsafeUnwrap()).toMatchObject({ decisions: 2, reproduced: 2 })
    expect(clock.pending()).toBe(0)
  })

  test('gives what is missing to whoever closes, as a log that stands for itself', async () => {
    const { clock, file, log } = openLog()
    log.record(question)
    await clock.pass(0)
    file.fail(9)
    log.record({ ...question, job: buildJob({ id: 'job-2' }) })
    log.record({ ...question, job: buildJob({ id: 'job-3' }) })
    const error = (await log.close())._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'log-not-written', code: 'ENOSPC' })
    expect(kindsIn(error.lines)).toEqual(['policy', 'offers', 'offers', 'decision', 'decision'])
    expect(replay(error.lines)._unsafeUnwrap().reproduced).toBe(2)
    expect(clock.pending()).toBe(0)
  })

  test('keeps the order of decisions however many come at once', async () => {
    const { clock, file, log } = openLog()
    file.fail(1)
    for (let count = 0; count < 130; count += 1)
      log.record({ ...question, job: buildJob({ id: `job-${count}` }) })
    await clock.pass(2000)
    const ids = file.lines().flatMap((line) => JSON.parse(line).job?.id ?? [])
    expect(ids).toEqual(Array.from({ length: 130 }, (_, count) => `job-${count}`))
  })
})

describe('a log', () => {
  test('that is rotated goes on in a file that stands for itself', async () => {
    const { file, log } = openLog()
    log.record(question)
    await log.flush()
    const first = file.rotate()
    log.record(question)
    await log.flush()
    for (const text of [first, file.text()])
      expect(replay(text)._unsafeUnwrap()).toMatchObject({ lines: 4, reproduced: 1, differences: [] })
  })

  test('that is closed takes nothing more', async () => {
    const { clock, file, log } = openLog()
    log.record(question)
    expect((await log.close()).isOk()).toBe(true)
    log.record(question)
    await clock.pass(10_000)
    expect(kindsIn(file.text()).filter((kind) => kind === 'decision')).toHaveLength(1)
    expect((await log.close()).isOk()).toBe(true)
  })

  test('tells of what JSON cannot hold, and goes on', async () => {
    const { clock, file, told, log } = openLog()
    const loop: { self?: unknown } = {}
    loop.self = loop
    const odd = Object.assign(buildOffer({ id: 'odd' }), { loop })
    log.record({ ...question, offers: [odd] })
    log.record(question)
    await clock.pass(0)
    expect(told).toEqual([{ kind: 'log-failed', code: 'NOT_JSON', waiting: 0 }])
    expect(replay(file.text())._unsafeUnwrap().reproduced).toBe(1)
  })
})
