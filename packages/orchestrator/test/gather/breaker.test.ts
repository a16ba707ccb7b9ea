import type { ListError } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { expect, test } from 'vitest'
import { createBreaker } from '../../src/gather/breaker.ts'
import { createVirtualClock } from './virtual-clock.ts'

const down: ListError = { kind: 'provider-failed', status: 503 }

const failing = async (): Promise<Result<number, ListError>> => err(down)

test('an open breaker makes no call, and nobody waits for a trial', async () => {
  const clock = createVirtualClock(0)
  const breaker = createBreaker({ breakAfter: 1, breakForMs: 1000, clock })
  await breaker.guard(failing)
  expect(await breaker.guard(async () => ok(1))).toEqual(err(down))
  await clock.pass(1000)
  expect(breaker.openBecause()).toBeUndefined()
  void breaker.guard(() => new Promise<never>(() => undefined))
  expect(breaker.openBecause()).toEqual(down)
  expect(await breaker.guard(async () => ok(1))).toEqual(err(down))
})

test('calls that fail together open it once', async () => {
  const clock = createVirtualClock(0)
  const breaker = createBreaker({ breakAfter: 2, breakForMs: 1000, clock })
  await Promise.all(Array.from({ length: 5 }, () => breaker.guard(failing)))
  expect(breaker.openBecause()).toEqual(down)
  await clock.pass(1000)
  expect(await breaker.guard(async () => ok(1))).toEqual(ok(1))
  expect(breaker.openBecause()).toBeUndefined()
})

test('a cancelled call ends no row of failures', async () => {
  const clock = createVirtualClock(0)
  const breaker = createBreaker({ breakAfter: 2, breakForMs: 1000, clock })
  await breaker.guard(failing)
  await breaker.guard(async () => err<number, ListError>({ kind: 'cancelled' }))
  await breaker.guard(failing)
  expect(breaker.openBecause()).toEqual(down)
})
