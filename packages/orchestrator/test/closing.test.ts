import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { buildJob, buildSource } from '@aima/gpu-testing'
import { ResultAsync } from 'neverthrow'
import { describe, expect, onTestFinished, test } from 'vitest'
import { cheapest, houseOf, launch, placedOn } from './house.ts'

const closed = { kind: 'closed' }

const never = () => new ResultAsync<never, never>(new Promise(() => undefined))

describe('close', () => {
  test('ends everything with closed', async () => {
    const house = houseOf()
    const { orchestrator } = house
    const placement = await placedOn(house)
    expect(await orchestrator.close()).toMatchObject({ value: undefined })
    const gathering = await orchestrator.gather()
    expect(gathering.reports.map(({ state }) => state)).toEqual([
      { kind: 'skipped', why: 'closed' },
      { kind: 'skipped', why: 'closed' },
    ])
    expect((await orchestrator.decide(buildJob()))._unsafeUnwrapErr()).toEqual(closed)
    expect((await orchestrator.decideMany([buildJob()]))._unsafeUnwrapErr()).toEqual(closed)
    expect((await orchestrator.whatIf(buildJob(), {}))._unsafeUnwrapErr()).toEqual(closed)
    expect((await orchestrator.place(buildJob(), { launch }))._unsafeUnwrapErr()).toEqual(closed)
    expect((await orchestrator.shouldMove(placement))._unsafeUnwrapErr()).toEqual(closed)
    const { next } = await orchestrator.reportLoss(placement, { reason: 'interrupted' })
    expect(next._unsafeUnwrapErr()).toEqual(closed)
  })

  test('ends decisions that are under way with closed, and placements with cancelled', async () => {
    const hanging = buildSource([], { id: 'hanging', listOffers: never })
    const { orchestrator, clock } = houseOf({ cloud: [hanging] })
    const deciding = orchestrator.decide(buildJob())
    const placing = orchestrator.place(buildJob(), { launch: never })
    await clock.settle()
    await orchestrator.close()
    expect((await deciding)._unsafeUnwrapErr()).toEqual(closed)
    expect((await placing)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled', attempts: [] })
  })

  test('begins no placement whose policy file was still being read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'orchestrator-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'policy.json')
    await writeFile(file, JSON.stringify(cheapest))
    const { orchestrator, local } = houseOf({ policy: { file } })
    const placing = orchestrator.place(buildJob(), { launch })
    await orchestrator.close()
    expect((await placing)._unsafeUnwrapErr()).toEqual(closed)
    expect(local.queries).toEqual([])
  })

  test('leaves no timer, though leases are kept and launches hang', async () => {
    const house = houseOf()
    await placedOn(house)
    const placing = house.orchestrator.place(buildJob({ id: 'other' }), { launch: never })
    await house.clock.settle()
    expect(house.clock.pending()).toBeGreaterThan(0)
    await house.orchestrator.close()
    await placing
    expect(house.clock.pending()).toBe(0)
  })

  test('may be called twice', async () => {
    const { orchestrator } = houseOf()
    await orchestrator.close()
    expect((await orchestrator.close()).isOk()).toBe(true)
  })

  test('lets the process end', async () => {
    const script = fileURLToPath(new URL('./ends-by-itself.ts', import.meta.url))
    const run = promisify(execFile)(process.execPath, ['--conditions=@aima/source', script], {
      timeout: 100_000,
    })
    expect((await run).stdout).toBe('placed\nclosed\ncancelled\n')
  })
})
