import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Policy } from '@aima/gpu-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describePolicyFault } from '../../src/policy/policy-fault.ts'
import { createPolicyHolder, type PolicyHolder } from '../../src/policy/policy-holder.ts'
import type { OrchestratorEvent } from '../../src/seen/events.ts'

const costFirst: Policy = { strategy: { kind: 'cost-first' } }
const urgent: Policy = { strategy: { kind: 'urgent' } }

let folder = ''
let file = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'))
  file = join(folder, 'policy.yaml')
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const holderOf = (
  origin: Policy | { file: string },
): { holder: PolicyHolder; events: OrchestratorEvent[] } => {
  const events: OrchestratorEvent[] = []
  return { holder: createPolicyHolder(origin, { tell: (event) => events.push(event) }), events }
}

describe('a policy given as an object', () => {
  test('is in force at once', () => {
    expect(holderOf(costFirst).holder.current()).toEqual(costFirst)
  })

  test('is not changed by who gave it', async () => {
    const given = { strategy: { kind: 'cost-first' as const }, allowSpot: true }
    const { holder } = holderOf(given)
    given.allowSpot = false
    expect((await holder.open())._unsafeUnwrap().allowSpot).toBe(true)
  })

  test('is checked', async () => {
    const { holder } = holderOf(JSON.parse('{"strategy":{"kind":"cheapest"}}'))
    expect(holder.current()).toBeUndefined()
    const fault = (await holder.open())._unsafeUnwrapErr()
    expect(fault).toMatchObject({ kind: 'invalid-policy', issues: [{ path: 'strategy.kind' }] })
    expect(describePolicyFault(fault)[0]).toMatch(/^policy strategy\.kind: /)
  })
})

describe('a policy in a file', () => {
  test('is read when it is first asked for', async () => {
    const { holder, events } = holderOf({ file })
    expect(holder.current()).toBeUndefined()
    await writeFile(file, 'strategy: { kind: cost-first }')
    expect((await holder.open())._unsafeUnwrap()).toEqual(costFirst)
    expect(holder.current()).toEqual(costFirst)
    expect(events).toEqual([{ kind: 'policy-loaded', issues: [] }])
  })

  test('is read once by all who ask at the same time', async () => {
    await writeFile(file, 'strategy: { kind: cost-first }')
    const { holder, events } = holderOf({ file })
    await Promise.all([holder.open(), holder.open()])
    await holder.open()
    expect(events).toHaveLength(1)
  })

  test('is tried again after a failure', async () => {
    const { holder, events } = holderOf({ file })
    expect((await holder.open())._unsafeUnwrapErr()).toEqual({
      kind: 'unreadable-policy',
      file,
      code: 'ENOENT',
    })
    await writeFile(file, 'strategy: { kind: cost-first }')
    expect((await holder.open()).isOk()).toBe(true)
    expect(events.map(({ kind }) => kind)).toEqual(['policy-refused', 'policy-loaded'])
  })

  test('comes into force anew when it is reloaded', async () => {
    await writeFile(file, 'strategy: { kind: cost-first }')
    const { holder } = holderOf({ file })
    await holder.open()
    await writeFile(file, '{"strategy": {"kind": "urgent"}}')
    expect(holder.current()).toEqual(costFirst)
    expect((await holder.reload())._unsafeUnwrap()).toEqual(urgent)
    expect((await holder.open())._unsafeUnwrap()).toEqual(urgent)
  })

  test('stays in force when the new one is bad', async () => {
    await writeFile(file, 'strategy: { kind: cost-first }')
    const { holder, events } = holderOf({ file })
    await holder.open()
    await writeFile(file, 'strategy: { kind: cost-first }\nallowSpot: maybe')
    expect((await holder.reload()).isErr()).toBe(true)
    expect(holder.current()).toEqual(costFirst)
    expect(events.at(-1)).toEqual({
      kind: 'policy-refused',
      issues: [expect.stringMatching(/policy\.yaml:2:12 allowSpot: /)],
    })
  })

  test('stays in force when the file is gone', async () => {
    await writeFile(file, 'strategy: { kind: cost-first }')
    const { holder } = holderOf({ file })
    await holder.open()
    await rm(file)
    expect((await holder.reload()).isErr()).toBe(true)
    expect(holder.current()).toEqual(costFirst)
  })

  test('is the newest one after reloads at the same time', async () => {
    await writeFile(file, 'strategy: { kind: cost-first }')
    const { holder } = holderOf({ file })
    const first = holder.reload()
    const second = holder.reload()
    await first
    await writeFile(file, 'strategy: { kind: urgent }')
    await second
    expect((await holder.reload())._unsafeUnwrap()).toEqual(urgent)
  })

  test('is refused when it is no file, too large or no text', async () => {
    expect((await holderOf({ file: folder }).holder.open())._unsafeUnwrapErr()).toMatchObject({
      code: 'not-a-file',
    })
    await writeFile(file, `#${'x'.repeat(262_144)}`)
    expect((await holderOf({ file }).holder.open())._unsafeUnwrapErr().kind).toBe('policy-too-large')
    await writeFile(file, new Uint8Array([0xff, 0xfe, 0x00]))
    expect((await holderOf({ file }).holder.open())._unsafeUnwrapErr().kind).toBe('malformed-policy')
  })

  test('may have a byte order mark', async () => {
    await writeFile(file, '\ufeffstrategy: { kind: cost-first }')
    expect((await holderOf({ file }).holder.open()).isOk()).toBe(true)
  })
})

test('a listener that throws keeps no policy out of force', async () => {
  const holder = createPolicyHolder(costFirst, {
    tell: () => {
      throw new Error('listener')
    },
  })
  expect((await holder.reload()).isOk()).toBe(true)
})
