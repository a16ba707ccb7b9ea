import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { ListError, ListingContext } from '@aima/gpu-core'
import { MockAgent } from 'undici'
import { expect, expectTypeOf, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import {
  createHttp,
  type FailedReply,
  type Http,
  type HttpContext,
  type HttpError,
  type HttpMethod,
  type HttpRequest,
  secret,
  toListError,
} from '../src/index.ts'
import { hastyClock } from './support/clocks.ts'

const origin = 'https://api.example.com'

interface Mocked {
  readonly http: Http
  readonly agent: MockAgent
}

const mocked = (): Mocked => {
  const agent = new MockAgent()
  agent.disableNetConnect()
  onTestFinished(() => agent.assertNoPendingInterceptors())
  return { http: createHttp({ dispatcher: agent, maximumAttempts: 1 }), agent }
}

/** What the first call to a service brings when it answers like this. */
const errorOf = async (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpError> => {
  const { http, agent } = mocked()
  agent.get(origin).intercept({ path: '/' }).reply(status, body, { headers })
  return (await http.json({ url: origin }, z.unknown()))._unsafeUnwrapErr()
}

test('an error of a call is an error of a listing', () => {
  expectTypeOf<HttpError>().toExtend<ListError>()
  expectTypeOf<ListingContext>().toExtend<HttpContext>()
  expectTypeOf<AbortController>().toExtend<HttpContext>()
})

test.each([
  [401, '', { kind: 'unauthorized', status: 401 }],
  [401, '<html>', { kind: 'unauthorized', status: 401 }],
  [403, '{"title":"Forbidden"}', { kind: 'unauthorized', status: 403 }],
  [403, '', { kind: 'unauthorized', status: 403 }],
  [403, '<?xml version="1.0"?><Error/>', { kind: 'unauthorized', status: 403 }],
  [403, '<Response><Errors/></Response>', { kind: 'unauthorized', status: 403 }],
  // Cloudflare in front of RunPod, when it does not like the user agent.
  [403, 'error code: 1010', { kind: 'provider-failed', status: 403 }],
  [403, '<!DOCTYPE html><title>Blocked</title>', { kind: 'provider-failed', status: 403 }],
  [403, ' <html>', { kind: 'provider-failed', status: 403 }],
  [404, '{}', { kind: 'provider-failed', status: 404 }],
  [429, '', { kind: 'rate-limited', status: 429 }],
  [500, '', { kind: 'provider-failed', status: 500 }],
  [304, '', { kind: 'provider-failed', status: 304 }],
])('reads %d with the body %j', async (status, body, expected) => {
  expect(await errorOf(status, body)).toEqual({ ...expected, attempts: 1, target: `${origin}/` })
})

test('keeps Retry-After of every failure', async () => {
  const headers = { 'retry-after': '7' }
  expect(await errorOf(503, '', headers)).toMatchObject({ kind: 'provider-failed', retryAfterMs: 7_000 })
  expect(await errorOf(429, '', headers)).toMatchObject({ kind: 'rate-limited', retryAfterMs: 7_000 })
})

test('reads a Retry-After date against the present of the listing when the reply has no date', async () => {
  const { http, agent } = mocked()
  const headers = { 'retry-after': 'Wed, 25 Nov 2026 10:00:10 GMT' }
  agent.get(origin).intercept({ path: '/' }).reply(429, '', { headers })
  const nowMs = Date.UTC(2026, 10, 25, 10, 0, 0)
  const error = (await http.text({ url: origin }, { nowMs }))._unsafeUnwrapErr()
  expect(error.retryAfterMs).toBe(10_000)
})

test('lets an adapter read a failure better, with body and headers', async () => {
  const { http, agent } = mocked()
  const reply = { headers: { 'RateLimit-Reset': '30' } }
  agent.get(origin).intercept({ path: '/' }).reply(400, '{"__type":"ThrottlingException"}', reply)
  const error = await http.text({
    url: origin,
    readFailure: ({ status, body, header }) =>
      status === 400 && body.includes('Throttling')
        ? { kind: 'rate-limited', retryAfterMs: Number(header('ratelimit-reset')) * 1000 }
        : undefined,
  })
  expect(error._unsafeUnwrapErr()).toEqual({
    kind: 'rate-limited',
    retryAfterMs: 30_000,
    status: 400,
    attempts: 1,
    target: `${origin}/`,
  })
})

test('leaves out the facts of a call', async () => {
  expect(toListError(await errorOf(429, '', { 'retry-after': '7' }))).toEqual({
    kind: 'rate-limited',
    retryAfterMs: 7_000,
  })
})

test('sends what it is asked to send', async () => {
  const { http, agent } = mocked()
  let sent: unknown
  agent
    .get(origin)
    .intercept({ path: () => true, method: 'POST' })
    .reply((request) => {
      sent = { path: request.path, body: request.body, headers: request.headers }
      return { statusCode: 200, data: '{"ok":true}' }
    })
  const result = await http.json(
    {
      url: `${origin}/graphql?v=1#part`,
      method: 'POST',
      query: { ids: ['a b', 'c'], key: secret('k&y'), count: 2, all: true, none: undefined },
      headers: { Authorization: secret('Bearer x'), 'X-None': undefined },
      json: { query: 'q' },
    },
    z.object({ ok: z.boolean() }),
  )
  expect(result._unsafeUnwrap()).toEqual({ ok: true })
  expect(sent).toEqual({
    path: '/graphql?v=1&ids=a+b&ids=c&key=k%26y&count=2&all=true',
    body: '{"query":"q"}',
    headers: {
      'user-agent': 'aima-gpu-sdk',
      'accept-encoding': 'gzip, br',
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: 'Bearer x',
    },
  })
})

test('lets the caller set every header', async () => {
  const { http, agent } = mocked()
  const headers = { accept: 'text/plain', 'user-agent': 'own' }
  agent.get(origin).intercept({ path: '/', headers }).reply(200, '1')
  const request = { url: origin, headers: { Accept: 'text/plain', 'User-Agent': 'own' } }
  expect((await http.json(request, z.number())).isOk()).toBe(true)
})

test('takes user and password of the address for basic authentication, unless it has another', async () => {
  const { http, agent } = mocked()
  const pool = agent.get(origin)
  pool.intercept({ path: '/', headers: { authorization: 'Basic dXNlcjpwQHNz' } }).reply(200, '1')
  pool.intercept({ path: '/', headers: { authorization: 'Bearer x' } }).reply(200, '2')
  const url = 'https://user:p%40ss@api.example.com/'
  expect((await http.text({ url }))._unsafeUnwrap()).toBe('1')
  expect((await http.text({ url, headers: { authorization: 'Bearer x' } }))._unsafeUnwrap()).toBe('2')
})

test.each<[string, HttpRequest]>([
  ['url: an address with http: or https: expected', { url: 'gpus' }],
  ['url: an address with http: or https: expected', { url: 'file:///etc/passwd' }],
  ['callTimeoutMs: Too small: expected number to be >0', { url: origin, callTimeoutMs: 0 }],
  ['json: data that JSON can hold expected', { url: origin, json: 1n }],
  ['headers.a: no line breaks or other control characters expected', { url: origin, headers: { a: 'x\ny' } }],
  ['headers: a name that HTTP allows expected', { url: origin, headers: { 'a b': 'x' } }],
  ...['Transfer-Encoding', 'expect', 'content-length'].map((name): [string, HttpRequest] => [
    `headers.${name.toLowerCase()}: nothing expected, the connection sets it`,
    { url: origin, headers: { [name]: '100-continue' } },
  ]),
])('refuses a request: %s', async (issue, request) => {
  const error = (await mocked().http.text(request))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'invalid-options', issues: [issue], attempts: 0 })
})

test('reports wrong options on each call', async () => {
  const http = createHttp({ maximumAttempts: 0.5, connectionsPerHost: -1 })
  const issues = [
    'maximumAttempts: Invalid input: expected int, received number',
    'connectionsPerHost: Too small: expected number to be >=1',
  ]
  expect((await http.text({ url: origin }))._unsafeUnwrapErr()).toMatchObject({
    kind: 'invalid-options',
    issues,
  })
  expect((await http.stream({ url: origin }))._unsafeUnwrapErr()).toMatchObject({ issues })
})

test.each<HttpMethod>(['GET', 'HEAD', 'DELETE', 'PUT', 'OPTIONS'])('speaks %s', async (method) => {
  const { http, agent } = mocked()
  agent.get(origin).intercept({ path: '/', method }).reply(204, '')
  expect((await http.text({ url: origin, method })).isOk()).toBe(true)
})

test('takes a dispatcher as it is and leaves it open', async () => {
  const { http, agent } = mocked()
  agent.get(origin).intercept({ path: '/' }).reply(200, '1').times(2)
  expect((await http.text({ url: origin })).isOk()).toBe(true)
  await http.close()
  expect((await http.text({ url: origin })).isOk()).toBe(true)
})

test('does not reach the network through a dispatcher that forbids it', async () => {
  const error = (await mocked().http.text({ url: 'http://127.0.0.1:1/' }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'unreachable', code: 'UND_MOCK_ERR_MOCK_NOT_MATCHED' })
})

test.each([
  ['ENOTFOUND', 1],
  ['CERT_HAS_EXPIRED', 1],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 1],
  ['EAI_AGAIN', 3],
  ['ETIMEDOUT', 3],
  ['UND_ERR_CONNECT_TIMEOUT', 3],
])('reports %s after %d attempts', async (code, attempts) => {
  const agent = new MockAgent()
  agent.disableNetConnect()
  const failure = Object.assign(new Error(`s3cret ${code}`), { code })
  agent.get(origin).intercept({ path: '/' }).replyWithError(failure).persist()
  const http = createHttp({
    dispatcher: agent,
    clock: hastyClock(),
    callTimeoutMs: 1e6,
    attemptTimeoutMs: 1e6,
  })
  const error = (await http.text({ url: origin }))._unsafeUnwrapErr()
  expect(error).toEqual({ kind: 'unreachable', code, attempts, target: `${origin}/` })
})

test('goes by the status when an adapter stumbles over a body', async () => {
  const { http, agent } = mocked()
  agent.get(origin).intercept({ path: '/' }).reply(400, '<html>')
  const readFailure = ({ body }: FailedReply) => JSON.parse(body)
  const error = (await http.text({ url: origin, readFailure }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'provider-failed', status: 400 })
})

test('reports a dispatcher that is none', async () => {
  const http = createHttp({ dispatcher: Object.create(null) })
  expect((await http.text({ url: origin }))._unsafeUnwrapErr()).toMatchObject({ kind: 'unreachable' })
})

test.each([
  ['gzip', gzipSync('"text"')],
  ['X-GZIP', gzipSync('"text"')],
  ['deflate', deflateSync('"text"')],
  ['br', brotliCompressSync('"text"')],
  ['identity', Buffer.from('"text"')],
  ['gzip, br', brotliCompressSync(gzipSync('"text"'))],
])('unpacks %s', async (coding, body) => {
  const { http, agent } = mocked()
  agent
    .get(origin)
    .intercept({ path: '/' })
    .reply(200, body, { headers: { 'content-encoding': coding } })
  expect((await http.json({ url: origin }, z.string()))._unsafeUnwrap()).toBe('text')
})

test('unpacks the body of a failure', async () => {
  const { http, agent } = mocked()
  const headers = { 'content-encoding': 'gzip' }
  agent.get(origin).intercept({ path: '/' }).reply(403, gzipSync('{"title":"no"}'), { headers })
  expect((await http.text({ url: origin }))._unsafeUnwrapErr()).toMatchObject({ kind: 'unauthorized' })
})
