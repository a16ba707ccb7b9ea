import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSharedProbes, type ProbeWish } from '../../src/host/shared-probes.ts'
import type { HostInventory } from '../../src/inventory.ts'

const inventory = (host: string): HostInventory => ({
  host,
  probedAtMs: 0,
  machine: { platform: 'linux', architecture: 'x64', vcpus: 1, ramBytes: 1 },
  devices: [],
  unusable: [],
  faults: [],
  visibility: {},
})

/** Probes that the test ends, and a wish for each key. */
const setUp = () => {
  const probes = createSharedProbes()
  const started: { key: string; end: () => void; signal: AbortSignal }[] = []
  const wish = (key: string, rest: Partial<ProbeWish> = {}) =>
    probes({
      key,
      timeoutMs: 1_000,
      instead: (kind) => inventory(kind),
      probe: (signal) =>
        new Promise((resolve) => {
          started.push({ key, signal, end: () => resolve(inventory(key)) })
        }),
      ...rest,
    }).then(({ host }) => host)
  return { wish, started, keys: () => started.map(({ key }) => key) }
}

/** Lets everything that needs no time happen. */
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

test('equal wishes share the probe that runs', async () => {
  const { wish, started, keys } = setUp()
  const answers = Promise.all([wish('a'), wish('a'), wish('a')])
  await settle()
  expect(keys()).toEqual(['a'])
  started[0]?.end()
  expect(await answers).toEqual(['a', 'a', 'a'])
})

test('a wish after the end is a new probe', async () => {
  const { wish, started, keys } = setUp()
  const first = wish('a')
  await settle()
  started[0]?.end()
  await first
  void wish('a')
  await settle()
  expect(keys()).toEqual(['a', 'a'])
})

test('a different wish waits for its turn, and others join it', async () => {
  const { wish, started, keys } = setUp()
  const first = wish('a')
  const others = Promise.all([wish('b'), wish('b')])
  await settle()
  expect(keys()).toEqual(['a'])
  started[0]?.end()
  await first
  await settle()
  expect(keys()).toEqual(['a', 'b'])
  started[1]?.end()
  expect(await others).toEqual(['b', 'b'])
})

test('three different wishes run one after the other', async () => {
  const { wish, started, keys } = setUp()
  const all = Promise.all([wish('a'), wish('b'), wish('c')])
  for (const at of [0, 1, 2]) {
    await settle()
    expect(keys()).toHaveLength(at + 1)
    started[at]?.end()
  }
  expect(await all).toEqual(['a', 'b', 'c'])
})

test('a wish whose turn does not come in time starts nothing', async () => {
  const { wish, keys } = setUp()
  void wish('a')
  const late = wish('b')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await late).toBe('still-running')
  expect(keys()).toEqual(['a'])
})

test('after a wish that gave up waiting the next one still waits for the probe that runs', async () => {
  const { wish, started, keys } = setUp()
  void wish('a', { timeoutMs: 10_000 })
  void wish('b', { timeoutMs: 10 })
  await vi.advanceTimersByTimeAsync(20)
  const third = wish('c')
  await settle()
  expect(keys()).toEqual(['a'])
  started[0]?.end()
  await settle()
  started[1]?.end()
  expect(await third).toBe('c')
})

test('one who cancels is answered at once and takes nothing from the others', async () => {
  const { wish, started } = setUp()
  const controller = new AbortController()
  const stays = wish('a')
  const leaves = wish('a', { signal: controller.signal })
  await settle()
  controller.abort()
  expect(await leaves).toBe('cancelled')
  expect(started[0]?.signal.aborted).toBe(false)
  started[0]?.end()
  expect(await stays).toBe('a')
})

test('when everybody has cancelled the probe is cancelled, and a new wish does not join it', async () => {
  const { wish, started, keys } = setUp()
  const controllers = [new AbortController(), new AbortController()]
  const leaving = Promise.all(controllers.map(({ signal }) => wish('a', { signal })))
  await settle()
  for (const controller of controllers) controller.abort()
  expect(await leaving).toEqual(['cancelled', 'cancelled'])
  expect(started[0]?.signal.aborted).toBe(true)
  const next = wish('a')
  await settle()
  expect(keys()).toEqual(['a'])
  started[0]?.end()
  await settle()
  expect(keys()).toEqual(['a', 'a'])
  started[1]?.end()
  expect(await next).toBe('a')
})

test('one who has cancelled before starts nothing', async () => {
  const { wish, keys } = setUp()
  expect(await wish('a', { signal: AbortSignal.abort() })).toBe('cancelled')
  expect(keys()).toEqual([])
})

test('one who cancels while waiting for its turn starts nothing', async () => {
  const { wish, started, keys } = setUp()
  const controller = new AbortController()
  const first = wish('a')
  const waits = wish('b', { signal: controller.signal })
  await settle()
  controller.abort()
  expect(await waits).toBe('cancelled')
  started[0]?.end()
  await first
  await settle()
  expect(keys()).toEqual(['a'])
})
