import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { collect, createDownload, createHttp, csvRows, requestChannelName, secret } from '../src/index.ts'
import { listenTo } from './support/events.ts'
import { hastyHttp } from './support/http.ts'
import { reply, startServer } from './support/server.ts'

const word = 'rpa_S3cret+Word/42=='
/** All ways in which the word can be spelt share this. */
const trace = /s3cret|word\/?42|S3cret/i

/** Everything that a program may print about a value. */
const printed = (value: unknown): string =>
  [String(value), JSON.stringify(value), inspect(value, { depth: 9, showHidden: true })].join('\n')

/** What a service may do with what it was sent: repeat it everywhere. */
const echo = (status: number) => (body: string) =>
  reply(status, body, {
    'x-echo': encodeURIComponent(word),
    location: `https://${encodeURIComponent(word)}.example/?${word}`,
  })

const bodies = [
  word,
  JSON.stringify({ error: `key ${word} is wrong`, [word]: word }),
  JSON.stringify([{ [word]: 1 }]),
  `<Error><Key>${word}</Key></Error>`,
  `<html>${word}`,
]

const schema = z.record(z.string().max(3, 'a short key expected'), z.number())

const cases = [200, 302, 400, 401, 403, 429, 500].flatMap((status) =>
  bodies.map((body) => ({ status, body })),
)

test.each(cases)('shows no secret when the reply is $status $body', async ({ status, body }) => {
  const events = listenTo(requestChannelName)
  const server = await startServer(echo(status)(body))
  const http = hastyHttp({ secrets: [word] })
  const base = `${server.url.replace('//', `//user:${encodeURIComponent(word)}@`)}/v1/${encodeURIComponent(word)}/x`
  const requests = [
    { url: `${base}?key=${encodeURIComponent(word)}` },
    { url: base, query: { key: secret(word), plain: word } },
    { url: base, headers: { authorization: `Bearer ${word}`, 'x-api-key': word, 'x-own': secret(word) } },
    { url: base, method: 'POST', json: { key: word }, isIdempotent: true },
  ] as const
  for (const request of requests) {
    const results = [
      await http.json(request, schema),
      await http.xml(request, schema),
      (await http.text(request)).map(() => ''),
      (await http.stream(request)).map(() => ''),
      (await createDownload({ http })(request)).map(() => ''),
      await http
        .text({
          ...request,
          readFailure: ({ body: text }) => ({
            kind: 'unexpected-shape',
            issues: [text, `${text}`.repeat(40)],
          }),
        })
        .map(() => ''),
    ]
    expect(printed(results)).not.toMatch(trace)
  }
  expect(events.length).toBeGreaterThanOrEqual(requests.length)
  expect(printed(events)).not.toMatch(trace)
})

test('finds the secrets of a request without being told', async () => {
  const server = await startServer(reply(200, JSON.stringify({ [word]: 'x', other: 'x' })))
  const url = `${server.url}/${encodeURIComponent(word)}`
  const headers = { authorization: `Bearer ${word}` }
  for (const request of [
    { url, headers },
    { url, query: { token: secret(word) } },
    { url, headers: { 'x-own': secret(word) } },
    { url: url.replace('//', `//${encodeURIComponent(word)}@`) },
  ]) {
    const error = (await hastyHttp().json(request, schema))._unsafeUnwrapErr()
    expect(printed(error)).not.toMatch(trace)
    expect(error).toMatchObject({ issues: expect.arrayContaining([expect.stringContaining('[redacted]')]) })
  }
})

test('finds what it was sent as basic authentication when a service repeats it', async () => {
  const server = await startServer((request, response) => {
    response.end(JSON.stringify({ [String(request.headers.authorization)]: 'x', hunter2: 'x' }))
  })
  const packed = Buffer.from('me:hunter2').toString('base64')
  for (const request of [
    { url: server.url.replace('//', '//me:hunter2@') },
    { url: server.url, headers: { authorization: `Basic ${packed}` } },
  ]) {
    const error = (await hastyHttp().json(request, schema))._unsafeUnwrapErr()
    expect(printed(error)).not.toMatch(new RegExp(`hunter2|${packed}`))
  }
})

test.each([
  { url: `http://127.0.0.1:1/${encodeURIComponent(word)}?${word}` },
  { url: `not an address ${word}` },
  { url: `ftp://${word}@host/` },
  { url: 'http://127.0.0.1:1/', headers: { authorization: `Bearer ${word}\n` } },
  { url: 'http://127.0.0.1:1/', headers: { [`x ${word}`]: 'x' } },
  { url: 'http://127.0.0.1:1/', json: { word, toJSON: () => BigInt(1) } },
  { url: 'http://127.0.0.1:1/', maximumAttempts: Number.NaN },
])('shows no secret when nothing can be sent', async (request) => {
  const http = hastyHttp({ secrets: [word] })
  for (const result of [await http.text(request), await createDownload({ http })(request)]) {
    expect(printed(result._unsafeUnwrapErr())).not.toMatch(trace)
  }
})

test('shows no secret of rows and items when it is told', async () => {
  const bytes = async function* () {
    const { ok } = await import('neverthrow')
    yield ok(Buffer.from(`${word}\nx\n`))
  }
  const rows = csvRows(bytes(), { schema: z.strictObject({}), secrets: [word] })
  expect(printed(await collect(rows))).not.toMatch(trace)
})

test('shows no secret of its own', () => {
  const options = { secrets: [secret(word)] }
  expect(printed(options)).not.toMatch(trace)
  expect(printed(createHttp(options))).not.toMatch(trace)
  expect(`${secret(word)}`).toBe('[redacted]')
  expect(secret(word).reveal()).toBe(word)
})
