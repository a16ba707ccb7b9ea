import { expect, test } from 'vitest'
import { isMeantBy } from '../../src/configuration/gpu-names.ts'
import { settingsOf } from '../../src/configuration/gpu-rule.ts'
import { always, isOpenAt } from '../../src/configuration/spans.ts'
import { isReservedForGood, prepareWindows } from '../../src/configuration/windows.ts'

const nowMs = Date.UTC(2026, 8, 1, 12)
const gpu = { uuid: 'GPU-1', model: 'L4', name: 'NVIDIA L4', pciAddress: '0000:0b:00.0' }

test.each(['gpu-1', 'L4', 'nvidia l4', '0000:0B:00.0', '00000000:0B:00.0'])('%s means the GPU', (name) => {
  expect(isMeantBy(name, gpu)).toBe(true)
})

test.each(['', 'GPU', 'L40', '0', '0b:00.0', 'NVIDIA'])('"%s" does not', (name) => {
  expect(isMeantBy(name, gpu)).toBe(false)
})

test('without opening hours it is always open', () => {
  expect(prepareWindows({ nowMs })({ openingHours: undefined, gpu })).toBe(always)
})

test('maintenance closes the GPUs that it names', () => {
  const maintenance = [{ from: '2026-09-01T11:00:00Z', until: '2026-09-01T13:00:00Z', gpus: ['L4'] }]
  const windowsOf = prepareWindows({ nowMs })
  expect(isOpenAt(windowsOf({ openingHours: undefined, gpu, maintenance }), nowMs)).toBe(false)
  expect(windowsOf({ openingHours: undefined, gpu: { model: 'A2' }, maintenance })).toBe(always)
})

test('a reservation with an end closes until then', () => {
  const reservations = [{ gpus: ['GPU-1'], until: '2026-09-01T13:00:00Z' }]
  const windows = prepareWindows({ nowMs })({ openingHours: undefined, gpu, reservations })
  expect(windows[0]?.fromMs).toBe(Date.UTC(2026, 8, 1, 13))
  expect(isReservedForGood(reservations, gpu, nowMs)).toBe(false)
})

test('a reservation without an end counts from its beginning', () => {
  expect(isReservedForGood([{ gpus: ['L4'], from: '2026-09-01T12:00:00Z' }], gpu, nowMs)).toBe(true)
  expect(isReservedForGood([{ gpus: ['L4'], from: '2026-09-01T12:00:01Z' }], gpu, nowMs)).toBe(false)
  expect(isReservedForGood([{ gpus: ['A2'] }], gpu, nowMs)).toBe(false)
})

test('of each setting the first rule that states it counts', () => {
  const rules = [
    { gpu: 'GPU-1', powerW: 60 },
    { gpu: 'A2', shares: 3 },
    { gpu: 'L4', powerW: 72, shares: 2 },
  ]
  expect(settingsOf(rules, gpu)).toMatchObject({ powerW: 60, shares: 2, ownership: undefined })
})
