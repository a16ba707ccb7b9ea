import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { redact, retryAfterMsOf } from '../src/index.ts'
import { redactor } from '../src/redact.ts'
import { retryDelayMs } from '../src/retry-delay.ts'
import { shapeIssues } from '../src/shape-issues.ts'
import { shownTarget } from '../src/target.ts'

test('reads every number of seconds', () => {
  fc.assert(
    fc.property(fc.nat({ max: 999_999_999 }), (seconds) => {
      expect(retryAfterMsOf(String(seconds), { nowMs: 0 })).toBe(seconds * 1_000)
      expect(retryAfterMsOf(` ${seconds} `, { nowMs: 0 })).toBe(seconds * 1_000)
    }),
  )
})

const moments = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })

test('reads every date, and never waits for the past', () => {
  fc.assert(
    fc.property(moments, moments, (until, now) => {
      const waitMs = Math.max(0, Math.floor(until.getTime() / 1_000) * 1_000 - now.getTime())
      expect(retryAfterMsOf(until.toUTCString(), { nowMs: now.getTime() })).toBe(waitMs)
    }),
  )
})

test('is given nothing or a number that is finite and at least 0', () => {
  const headers = fc.oneof(fc.string(), fc.stringMatching(/^-?\d{1,30}(\.\d+)?$/), fc.constant(undefined))
  fc.assert(
    fc.property(headers, headers, fc.double(), (header, date, nowMs) => {
      const waitMs = retryAfterMsOf(header, { date, nowMs })
      if (waitMs === undefined) return
      expect(waitMs).toBeGreaterThanOrEqual(0)
      expect(waitMs).toBeLessThan(1e15)
    }),
  )
})

test.each(['1000000000', '9'.repeat(400)])(
  'takes a wait that nobody waits for, %s s, for a long one',
  (header) => {
    expect(retryAfterMsOf(header, { nowMs: 0 })).toBe(999_999_999_000)
  },
)

test.each([
  '',
  '-1',
  '1.5',
  '1e3',
  '0x10',
  'soon',
  '2026-11-25',
  'Mon Nov 25 2026',
  '1, 2',
  'Wed, 99 Nov 2026 10:00:00 GMT',
])('reads no wait from %j', (header) => {
  expect(retryAfterMsOf(header, { nowMs: 0 })).toBeUndefined()
})

test('waits between what the server asks and the bound above it', () => {
  const delays = fc.record({
    attempts: fc.integer({ min: 1, max: 2_000 }),
    firstMs: fc.nat(),
    maximumMs: fc.nat(),
    retryAfterMs: fc.option(fc.nat(), { nil: undefined }),
    random: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(delays, (delay) => {
      const waitMs = retryDelayMs(delay)
      const askedMs = delay.retryAfterMs ?? 0
      expect(waitMs).toBeGreaterThanOrEqual(askedMs)
      expect(waitMs).toBeLessThanOrEqual(askedMs + delay.maximumMs)
    }),
  )
})

const secrets = fc
  .string({ minLength: 6, unit: 'binary' })
  .filter((text) => text.trim().length > 5 && !'[redacted]'.includes(text))
const around = fc.stringMatching(/^[a-z ]{0,5}$/)

test('finds a secret in every spelling', () => {
  fc.assert(
    fc.property(secrets, around, around, (text, before, after) => {
      const wellFormed = text.replace(/\p{Surrogate}/gu, '\uFFFD')
      for (const spelt of [
        text,
        encodeURIComponent(wellFormed),
        JSON.stringify(text).slice(1, -1),
        Buffer.from(text).toString('base64'),
        text.toUpperCase().toLowerCase() === text.toLowerCase() && text.toUpperCase().length === text.length
          ? text.replace(/[a-z]/g, (letter) => letter.toUpperCase())
          : text,
      ]) {
        expect(redact(`${before}${spelt}${after}`, [text])).not.toContain(spelt)
      }
    }),
  )
})

const key = 'rpa_1+2/3 é~'
const packed = (text: string): string => Buffer.from(text).toString('base64')

test.each([
  ['percent-encoded in part', 'rpa_1%2B2/3%20%C3%A9~'],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(key))],
  ['in a form', new URLSearchParams({ key }).toString().slice('key='.length)],
  ['as JSON that escapes slashes', JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/')],
  ['as JSON in ASCII', 'rpa_1\\u002b2/3 \\u00e9~'],
  ['in base64 for addresses', Buffer.from(key).toString('base64url')],
  ['in hexadecimal digits', Buffer.from(key).toString('hex')],
])('finds a secret %s', (_, spelt) => {
  expect(redact(`key ${spelt}!`, [key])).toMatch(/^key \[redacted\]!$/)
})

test.each(['', 'u', 'us', 'use'])('finds a secret in base64 behind "%s"', (before) => {
  const shown = redact(packed(`${before}${key}:after`), [key])
  expect(shown).toContain('[redacted]')
  expect(Buffer.from(shown.replace('[redacted]', '....'), 'base64').toString()).not.toMatch(/pa_|1\+2|2\/3/)
})

test('finds the last part of a credential, and both parts of a packed one', () => {
  expect(redact('abcd1234', ['Bearer abcd1234 '])).toBe('[redacted]')
  const basic = `Basic ${packed('jane:hunter2:x')}`
  expect(redact(`${basic}, jane, hunter2:x`, [basic])).toBe('[redacted], [redacted], [redacted]')
})

test('is soon done with a text that nearly holds a secret', () => {
  const dashes = '-'.repeat(500)
  expect(redact(`${dashes}BEGIN`, [`${'-'.repeat(40)}END`])).toBe(`${dashes}BEGIN`)
})

test('finds a secret of any length, of which one expression would be too large', () => {
  const character = fc.constantFrom(...'aZ09-~_.+/=%ä\n')
  const secrets = fc.sample(fc.array(character, { minLength: 9000, maxLength: 9000 }), {
    seed: 7,
    numRuns: 5,
  })
  for (const characters of secrets) {
    const long = characters.join('').trim()
    const hide = redactor([long])
    const packed = Buffer.from(long)
    const spellings = [
      long,
      JSON.stringify(long).slice(1, -1),
      packed.toString('hex'),
      packed.toString('base64'),
    ]
    for (const spelling of spellings)
      expect(hide(`token ${spelling} refused`)).toBe('token [redacted] refused')
    // Of a percent sign between two pieces the digits of its code may be left.
    expect(hide(encodeURIComponent(long)).replaceAll('25', '')).toMatch(/^(\[redacted\])+$/)
  }
})

test('many secrets are found, each once', () => {
  const secrets = Array.from({ length: 300 }, (_secret, index) => `key-${index}-${'~'.repeat(20)}`)
  expect(redactor(secrets)(secrets.join(' and '))).toBe(secrets.map(() => '[redacted]').join(' and '))
})

test('leaves texts without secrets alone, and ignores empty ones', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(redact(text, ['', '\u0000 never there \u0000'])).toBe(text)
    }),
  )
})

test('shows neither query nor user of any address', () => {
  const addresses = fc.webUrl({ withQueryParameters: true, withFragments: true })
  fc.assert(
    fc.property(addresses, secrets, (address, password) => {
      const url = new URL(address)
      url.username = 'somebody'
      url.password = password
      const path = url.pathname.length > 200 ? `${url.pathname.slice(0, 200)}…` : url.pathname
      expect(shownTarget(url, (text) => text)).toBe(`${url.origin}${path}`)
    }),
  )
})

const Anything = z.object({
  a: z.record(z.string().max(2), z.number()),
  b: z.array(z.tuple([z.string(), z.enum(['x', 'y'])])),
  c: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('p') }),
    z.object({ kind: z.literal('q') }),
  ]),
})

test('lists few and short issues for any data, without control characters', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.record({
          a: fc.dictionary(fc.string({ maxLength: 500 }), fc.jsonValue()),
          b: fc.array(fc.jsonValue()),
          c: fc.jsonValue(),
        }),
      ),
      (data) => {
        const read = Anything.safeParse(data)
        if (read.success) return
        const issues = shapeIssues(read.error, redactor([]))
        expect(issues.length).toBeGreaterThan(0)
        expect(issues.length).toBeLessThanOrEqual(21)
        for (const issue of issues) {
          expect(issue.length).toBeLessThanOrEqual(201)
          expect(issue).not.toMatch(/\p{Cc}/u)
        }
      },
    ),
  )
})

test('never repeats a value, whatever the data are', () => {
  const marked = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `Ω${text}Ω`)
  const data = fc.record({
    a: fc.dictionary(fc.constantFrom('k', 'toolong'), marked),
    b: fc.array(marked),
    c: fc.record({ kind: marked }),
  })
  fc.assert(
    fc.property(data, (value) => {
      const read = Anything.safeParse(value)
      const text = read.success ? '' : shapeIssues(read.error, redactor([])).join('\n')
      expect(text).not.toContain('Ω')
    }),
  )
})
