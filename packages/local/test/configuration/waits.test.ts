import { expect, test } from 'vitest'
import { type BusyGpu, lookUpWait, type Wait } from '../../src/configuration/waits.ts'

const gpu: BusyGpu = { host: 'box', vendor: 'nvidia', name: 'NVIDIA L4', uuid: 'GPU-1', processIds: [7] }
const nowMs = Date.UTC(2026, 8, 1, 12)

test.each<[Wait, number | undefined]>([
  [{ kind: 'hours', hours: 1.5 }, 1.5],
  [{ kind: 'queue', jobs: 3, hoursPerJob: 0.5 }, 1.5],
  [{ kind: 'until', at: '2026-09-01T13:30:00Z' }, 1.5],
  [{ kind: 'until', at: '2026-09-01T15:30:00+02:00' }, 1.5],
  [{ kind: 'until', at: '2026-09-01T12:00:00Z' }, undefined],
  [{ kind: 'until', at: '2026-09-01T11:00:00Z' }, undefined],
])('%j is a wait of %s h', (wait, hours) => {
  expect(lookUpWait({ 'gpu-1': wait }, gpu, nowMs)).toEqual({ hours, failed: false })
})

test('a GPU that is not in the table has no known wait', () => {
  expect(lookUpWait({ 'GPU-2': { kind: 'hours', hours: 1 } }, gpu, nowMs)).toEqual({
    hours: undefined,
    failed: false,
  })
})

test('a function is asked with what is known of the GPU', () => {
  const seen: BusyGpu[] = []
  const waits = (busy: BusyGpu): Wait | undefined => {
    seen.push(busy)
    return { kind: 'hours', hours: 2 }
  }
  expect(lookUpWait(waits, gpu, nowMs).hours).toBe(2)
  expect(seen).toEqual([gpu])
})

test('a function may not know', () => {
  expect(lookUpWait(() => undefined, gpu, nowMs)).toEqual({ hours: undefined, failed: false })
})

test('a function that throws, or gives what is no wait, has failed', () => {
  const broken = (): Wait => JSON.parse('{')
  const wrong = (): Wait => JSON.parse('{"kind":"hours","hours":0}')
  const nothing = (): Wait => JSON.parse('null')
  for (const waits of [broken, wrong, nothing])
    expect(lookUpWait(waits, gpu, nowMs)).toEqual({ hours: undefined, failed: true })
})
