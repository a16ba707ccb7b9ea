import type { ListError } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { collect, type FailedReply } from '../src/index.ts'
import { manualClock } from './support/clocks.ts'
import { hastyHttp } from './support/http.ts'
import { inTurn, reply, startServer } from './support/server.ts'
import { turns } from './support/turns.ts'

const Answer = z.object({ a: z.number() })
const good = reply(200, '{"a":1}')

test('tries again after 500 and waits a random part of a bound that doubles', async () => {
  const server = await startServer(inTurn(reply(500), reply(500), good))
  const http = hastyHttp({ random: () => 0.5 })
  expect((await http.json({ url: server.url }, Answer))._unsafeUnwrap()).toEqual({ a: 1 })
  expect(http.clock.waits).toEqual([125, 250])
  expect(server.requests).toHaveLength(3)
})

test.each([408, 429, 500, 502, 503, 504, 599])('tries again after %d', async (status) => {
  const server = await startServer(inTurn(reply(status), good))
  expect((await hastyHttp().json({ url: server.url }, Answer)).isOk()).toBe(true)
})

test.each([301, 400, 401, 403, 404, 409, 422])('does not try again after %d', async (status) => {
  const server = await startServer(inTurn(reply(status), good))
  const error = (await hastyHttp().json({ url: server.url }, Answer))._unsafeUnwrapErr()
  expect(error).toMatchObject({ status, attempts: 1 })
})

test('gives up after the most attempts and says how many there were', async () => {
  const server = await startServer(reply(503))
  const error = (await hastyHttp().text({ url: `${server.url}/x?key=1` }))._unsafeUnwrapErr()
  expect(error).toEqual({ kind: 'provider-failed', status: 503, attempts: 3, target: `${server.url}/x` })
})

test('lets a request choose the number of its attempts', async () => {
  const server = await startServer(reply(503))
  await hastyHttp().text({ url: server.url, maximumAttempts: 1 })
  expect(server.requests).toHaveLength(1)
})

test('adds the wait to what Retry-After asks for', async () => {
  const server = await startServer(inTurn(reply(429, '', { 'retry-after': '2' }), good))
  const http = hastyHttp()
  await http.json({ url: server.url }, Answer)
  expect(http.clock.waits).toEqual([2_250])
})

test('reads a Retry-After date against the clock of the server', async () => {
  const headers = {
    date: 'Wed, 25 Nov 2026 10:00:00 GMT',
    'retry-after': 'Wed, 25 Nov 2026 10:00:03 GMT',
  }
  const server = await startServer(inTurn(reply(503, '', headers), good))
  const http = hastyHttp({ random: () => 0 })
  await http.json({ url: server.url }, Answer)
  expect(http.clock.waits).toEqual([3_000])
})

test('does not begin a wait that would outlast the call, and says how long it would be', async () => {
  const server = await startServer(reply(429, '', { 'retry-after': '3600' }))
  const http = hastyHttp({ callTimeoutMs: 100_000 })
  const error = (await http.text({ url: server.url }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 3_600_000, attempts: 1, status: 429 })
  expect(http.clock.waits).toEqual([])
})

test('is rate-limited without a time when the server names none', async () => {
  const server = await startServer(reply(429))
  const error = (await hastyHttp().text({ url: server.url }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'rate-limited', attempts: 3 })
  expect(error.retryAfterMs).toBeUndefined()
})

test('does not send a POST again', async () => {
  const server = await startServer(inTurn(reply(503), good))
  const result = await hastyHttp().json({ url: server.url, method: 'POST', json: { a: 1 } }, Answer)
  expect(result._unsafeUnwrapErr()).toMatchObject({ kind: 'provider-failed', status: 503, attempts: 1 })
})

test('sends a POST again, body and all, when it is said to be idempotent', async () => {
  const bodies: string[] = []
  const server = await startServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => bodies.push(text))
    request.on('end', () => response.writeHead(bodies.length === 1 ? 503 : 200).end('{"a":1}'))
  })
  const request = { url: server.url, method: 'POST', json: { query: 'q' }, isIdempotent: true } as const
  expect((await hastyHttp().json(request, Answer)).isOk()).toBe(true)
  expect(bodies).toEqual(['{"query":"q"}', '{"query":"q"}'])
})

test('starts anew when the connection is lost before the head', async () => {
  const server = await startServer(inTurn((request) => request.socket.resetAndDestroy(), good))
  expect((await hastyHttp().json({ url: server.url }, Answer)).isOk()).toBe(true)
})

test('starts anew when the connection is lost within the head', async () => {
  const cut = inTurn((request) => {
    request.socket.write('HTTP/1.1 200 OK\r\ncontent-le', () => request.socket.destroy())
  }, good)
  const server = await startServer(cut)
  expect((await hastyHttp().json({ url: server.url }, Answer)).isOk()).toBe(true)
})

test('starts anew, without asking for a range, when the connection is lost within the body', async () => {
  const ranges: (string | undefined)[] = []
  const server = await startServer(
    inTurn(
      (request, response) => {
        response.writeHead(200, { 'content-length': 7, etag: '"v1"', 'accept-ranges': 'bytes' })
        response.write('{"a', () => request.socket.destroy())
      },
      (request, response) => {
        ranges.push(request.headers.range)
        response.end('{"a":2}')
      },
    ),
  )
  const http = hastyHttp()
  expect((await http.json({ url: server.url }, Answer))._unsafeUnwrap()).toEqual({ a: 2 })
  expect(ranges).toEqual([undefined])
})

test('keeps the body of the last failure, which was there before the wait', async () => {
  const server = await startServer(reply(503, 'busy'))
  const bodies: string[] = []
  await hastyHttp().text({
    url: server.url,
    readFailure: ({ body }) => {
      bodies.push(body)
      return undefined
    },
  })
  expect(bodies).toEqual(['busy'])
})

describe('a reply that asks to slow down in its body', () => {
  const isSlowDown = ({ body }: FailedReply): ListError | undefined =>
    body === 'slow down' ? { kind: 'rate-limited' } : undefined
  const slowDown = (status: number, headers = {}) => reply(status, 'slow down', headers)

  test.each([400, 403, 404])('is tried again after %d, like a 429', async (status) => {
    const server = await startServer(inTurn(slowDown(status), slowDown(status), good))
    const http = hastyHttp({ random: () => 0.5 })
    const request = { url: server.url, readFailure: isSlowDown }
    expect((await http.json(request, Answer))._unsafeUnwrap()).toEqual({ a: 1 })
    expect(http.clock.waits).toEqual([125, 250])
    expect(server.requests).toHaveLength(3)
  })

  test('is rate-limited after the most attempts, with its status', async () => {
    const server = await startServer(slowDown(400))
    const error = (await hastyHttp().text({ url: server.url, readFailure: isSlowDown }))._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'rate-limited', status: 400, attempts: 3 })
    expect(server.requests).toHaveLength(3)
  })

  test('shares its attempts with what else fails, and asks no more often after a 429', async () => {
    const mixed = await startServer(inTurn(reply(503), slowDown(403), slowDown(403), good))
    const error = (await hastyHttp().text({ url: mixed.url, readFailure: isSlowDown }))._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'rate-limited', status: 403, attempts: 3 })
    const server = await startServer(slowDown(429))
    await hastyHttp().text({ url: server.url, readFailure: isSlowDown })
    expect(server.requests).toHaveLength(3)
  })

  test('waits for Retry-After, or for the time that readFailure tells', async () => {
    const server = await startServer(inTurn(slowDown(400, { 'retry-after': '2' }), slowDown(400), good))
    const http = hastyHttp({ random: () => 0 })
    await http.json({ url: server.url, readFailure: isSlowDown }, Answer)
    expect(http.clock.waits).toEqual([2_000, 0])
    const other = await startServer(inTurn(slowDown(400), good))
    const told = hastyHttp({ random: () => 0 })
    const readFailure = (): ListError => ({ kind: 'rate-limited', retryAfterMs: 3_000 })
    await told.json({ url: other.url, readFailure }, Answer)
    expect(told.clock.waits).toEqual([3_000])
  })

  test('is not tried again when the wait would outlast the call, or when it is a POST', async () => {
    const server = await startServer(slowDown(400, { 'retry-after': '3600' }))
    const http = hastyHttp({ callTimeoutMs: 100_000 })
    const error = (await http.text({ url: server.url, readFailure: isSlowDown }))._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 3_600_000, attempts: 1 })
    const post = { url: server.url, method: 'POST', json: {}, readFailure: isSlowDown } as const
    expect((await hastyHttp().text(post))._unsafeUnwrapErr()).toMatchObject({ attempts: 1 })
    expect(server.requests).toHaveLength(2)
  })

  test('ends with the cancellation when it comes in the wait', async () => {
    const server = await startServer(slowDown(400))
    const clock = manualClock()
    const http = hastyHttp({ clock })
    const controller = new AbortController()
    const call = http.text({ url: server.url, readFailure: isSlowDown }, { signal: controller.signal })
    while (!clock.pending().includes(250)) await turns()
    controller.abort()
    expect((await call)._unsafeUnwrapErr()).toMatchObject({ kind: 'cancelled', attempts: 1 })
    expect(clock.pending()).toEqual([])
  })

  test('of a stream is tried again, too', async () => {
    const server = await startServer(inTurn(slowDown(400), good))
    const streamed = await hastyHttp().stream({ url: server.url, readFailure: isSlowDown })
    const { values } = await collect(streamed._unsafeUnwrap().bytes)
    expect(Buffer.concat(values).toString()).toBe('{"a":1}')
  })
})
