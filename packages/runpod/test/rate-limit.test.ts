import { expect, test } from 'vitest'
import { waitOfWindows } from '../src/rate-limit.ts'

test('waits for the longest of the windows that are used up', () => {
  expect(waitOfWindows('"minute";r=0;t=12, "hour";r=0;t=1812, "day";r=41000;t=45012', '12')).toBe(1_812_000)
})

test('waits no shorter than Retry-After', () => {
  expect(waitOfWindows('"minute";r=0;t=12', '60')).toBe(60_000)
})

test('leaves it to Retry-After where no window is used up or none is told', () => {
  expect(waitOfWindows('"minute";r=3;t=12', '60')).toBeUndefined()
  expect(waitOfWindows(undefined, '60')).toBeUndefined()
  expect(waitOfWindows('nonsense;r=;t=', 'soon')).toBeUndefined()
})

test('reads a hostile header in no time', () => {
  const startMs = performance.now()
  waitOfWindows(';r=0'.repeat(100_000), '1')
  expect(performance.now() - startMs).toBeLessThan(1_000)
})
