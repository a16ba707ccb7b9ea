import { expect, test } from 'vitest'
import { describeListError, describeWarning, type ListError, type Warning } from '../src/index.ts'

test.each<[ListError, string]>([
  [{ kind: 'unauthorized' }, 'credentials are missing, wrong or not enough'],
  [{ kind: 'unauthorized', status: 403 }, 'credentials are missing, wrong or not enough (HTTP 403)'],
  [{ kind: 'rate-limited' }, 'asked to slow down'],
  [{ kind: 'rate-limited', retryAfterMs: 0 }, 'asked to wait 0 ms'],
  [{ kind: 'provider-failed', status: 503 }, 'provider failed (HTTP 503)'],
  [
    { kind: 'unreachable', target: 'api.example', code: 'ECONNREFUSED' },
    'api.example cannot be reached (ECONNREFUSED)',
  ],
  [{ kind: 'timed-out', afterMs: 500 }, 'no answer within 500 ms'],
  [{ kind: 'cancelled' }, 'cancelled'],
  [{ kind: 'unexpected-shape', issues: ['a: text', 'b: number'] }, 'unexpected answer: a: text; b: number'],
  [{ kind: 'too-large', limitBytes: 1000 }, 'answer is larger than 1000 bytes'],
  [{ kind: 'invalid-options', issues: ['regions: a list'] }, 'invalid options: regions: a list'],
])('%j reads: %s', (error, text) => {
  expect(describeListError(error)).toBe(text)
})

test.each<[Warning, string]>([
  [
    { kind: 'bad-row', row: 'line 7', issues: ['price: number', 'gpu: text'] },
    'row line 7 was left out: price: number; gpu: text',
  ],
  [{ kind: 'unknown-model', name: 'X9', offers: 2 }, 'GPU X9 is not in the table (2 offers)'],
  [
    { kind: 'old-prices', observedAtMs: Date.UTC(2024, 1, 29, 23), offers: 3 },
    'prices of 3 offers date from 2024-02-29 or later',
  ],
  [
    { kind: 'part-missing', part: 'eu-west-1', error: { kind: 'timed-out', afterMs: 9 } },
    'eu-west-1 is missing: no answer within 9 ms',
  ],
  [{ kind: 'limited', reason: 'no stock without a key' }, 'no stock without a key'],
])('%j reads: %s', (warning, text) => {
  expect(describeWarning(warning)).toBe(text)
})

test('a time that no calendar holds is no reason to throw', () => {
  expect(() => describeWarning({ kind: 'old-prices', observedAtMs: 1e18, offers: 1 })).not.toThrow()
})
