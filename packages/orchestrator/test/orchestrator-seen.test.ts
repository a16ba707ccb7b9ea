import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildJob } from '@aima/gpu-testing'
import { err } from 'neverthrow'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { replay } from '../src/seen/replay.ts'
import { eventChannelName } from '../src/seen/tell.ts'
import { confidential, houseOf, launch, placedOn, winnerOf } from './house.ts'

let folder = ''
let events: unknown[] = []
const listen = (event: unknown): void => void events.push(event)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orchestrator-'))
  events = []
  subscribe(eventChannelName, listen)
})
afterEach(async () => {
  unsubscribe(eventChannelName, listen)
  await rm(folder, { recursive: true })
})

const kinds = (): readonly unknown[] =>
  events.map((event) => (typeof event === 'object' && event !== null && 'kind' in event ? event.kind : event))

describe('events', () => {
  test('tell every step from the sources to the end', async () => {
    const house = houseOf()
    house.orchestrator.reportDone(await placedOn(house))
    await house.clock.settle()
    await house.orchestrator.close()
    expect(kinds()).toEqual([
      'source-asked',
      'source-asked',
      'decided',
      'leased',
      'attempted',
      'placed',
      'released',
      'closed',
    ])
  })

  test('come to who asked for them as well, and a listener that throws harms nobody', async () => {
    const told: string[] = []
    const house = houseOf({
      onEvent: ({ kind }) => {
        told.push(kind)
        throw new Error('on purpose')
      },
    })
    expect(await winnerOf(house)).toBe('own-1')
    expect(told).toEqual(['source-asked', 'source-asked', 'decided'])
  })

  test('tell of each job of many', async () => {
    const { orchestrator } = houseOf()
    await orchestrator.decideMany([buildJob({ id: 'a' }), buildJob({ id: 'b' })])
    expect(events).toContainEqual(expect.objectContaining({ kind: 'decided', job: 'a', offers: 2 }))
    expect(events).toContainEqual(expect.objectContaining({ kind: 'decided', job: 'b', offers: 2 }))
  })

  test('tell of losses', async () => {
    const house = houseOf()
    await house.orchestrator.reportLoss(await placedOn(house), { reason: 'interrupted' })
    expect(events).toContainEqual({ kind: 'lost', job: 'job-1', offerId: 'own-1', severity: 'temporary' })
  })
})

describe('the decision log', () => {
  const decideAll = async () => {
    const decisionLog = join(folder, 'decisions.jsonl')
    const house = houseOf({ decisionLog })
    const { orchestrator } = house
    await winnerOf(house)
    await orchestrator.decideMany([buildJob({ id: 'a' }), buildJob({ id: 'b' })])
    const secret = { ...confidential, labels: { patient: 'Doe' }, workload: 'sequencing-of-doe' }
    const placement = await placedOn(house, secret)
    await winnerOf(house, buildJob({ id: 'c' }))
    await orchestrator.shouldMove(placement)
    await orchestrator.reportLoss(placement, { reason: 'machine-failed' })
    expect((await orchestrator.close()).isOk()).toBe(true)
    return readFile(decisionLog, 'utf8')
  }

  test('has every decision, and all can be made again', async () => {
    const report = replay(await decideAll())._unsafeUnwrap()
    expect(report).toMatchObject({ decisions: 7, reproduced: 7, differences: [] })
  })

  test('has nothing of a confidential job that gives it away, and neither have the events', async () => {
    const told = (await decideAll()) + JSON.stringify(events)
    expect(told).not.toMatch(/case-7|doe/i)
    expect(told).toContain('confidential-')
  })

  test('that cannot be written is given back at the end, and stops nothing', async () => {
    const house = houseOf({ decisionLog: join(folder, 'missing', 'decisions.jsonl') })
    expect(await winnerOf(house)).toBe('own-1')
    const lost = (await house.orchestrator.close())._unsafeUnwrapErr()
    expect(lost).toMatchObject({ kind: 'log-not-written', code: 'ENOENT' })
    expect(replay(lost.lines)._unsafeUnwrap()).toMatchObject({ decisions: 1, reproduced: 1 })
    expect(kinds()).toContain('log-failed')
  })

  test('does without a job that cannot be copied', async () => {
    const house = houseOf({ decisionLog: join(folder, 'decisions.jsonl') })
    const job = Object.assign(buildJob(), { onEnd: () => undefined })
    expect(await winnerOf(house, job)).toBe('own-1')
    expect(events).toContainEqual({ kind: 'log-failed', code: 'NOT_JSON', waiting: 0 })
  })
})

describe('the policy of a file', () => {
  const cheapestText = 'strategy:\n  kind: cost-first\n'

  test('is reloaded at run time; a bad one leaves the old one in force', async () => {
    const file = join(folder, 'policy.yaml')
    await writeFile(file, cheapestText)
    const house = houseOf({ policy: { file } })
    expect(await winnerOf(house)).toBe('own-1')
    await writeFile(file, 'strategy:\n  kind: cheapest\n')
    const fault = (await house.orchestrator.policy.reload())._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'invalid-policy', issues: [{ line: 2, path: 'strategy.kind' }] })
    expect(await winnerOf(house)).toBe('own-1')
    await writeFile(file, `${cheapestText}residency: { sites: [cloud] }\n`)
    expect((await house.orchestrator.policy.reload()).isOk()).toBe(true)
    expect(await winnerOf(house)).toBe('rented-1')
    expect(kinds().filter((kind) => String(kind).startsWith('policy-'))).toEqual([
      'policy-loaded',
      'policy-refused',
      'policy-loaded',
    ])
  })

  test('holds for a placement that is under way when it changes', async () => {
    const file = join(folder, 'policy.yaml')
    await writeFile(file, cheapestText)
    const { orchestrator } = houseOf({ policy: { file } })
    const placed = await orchestrator.place(buildJob(), {
      launch: async (candidate, context) => {
        if (context.attempt > 1) return launch(candidate, context)
        await writeFile(file, `${cheapestText}providers: { deny: [runpod] }\n`)
        await orchestrator.policy.reload()
        return err({ kind: 'unknown' })
      },
    })
    const error = placed._unsafeUnwrapErr()
    expect('attempts' in error && error.attempts.map(({ outcome }) => outcome.kind)).toEqual([
      'failed',
      'refused',
    ])
  })

  test('that is not there is the error of each call, until it is', async () => {
    const file = join(folder, 'policy.yaml')
    const house = houseOf({ policy: { file } })
    expect(await winnerOf(house)).toBe('unreadable-policy')
    const placed = await house.orchestrator.place(buildJob(), { launch })
    expect(placed._unsafeUnwrapErr()).toEqual({ kind: 'unreadable-policy', file, code: 'ENOENT' })
    await writeFile(file, cheapestText)
    expect(await winnerOf(house)).toBe('own-1')
  })
})
