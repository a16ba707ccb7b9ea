import { spawnSync } from 'node:child_process'
import dns from 'node:dns'
import type { ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createHttp } from '../src/index.ts'
import { selfSigned } from './support/certificate.ts'
import { manualClock } from './support/clocks.ts'
import { hastyHttp, testHttp } from './support/http.ts'
import { hang, inTurn, listen, reply, startServer } from './support/server.ts'

const good = reply(200, '{"a":1}')
const Answer = z.object({ a: z.number() })

test('opens nothing when it is imported and made', () => {
  const script = `
    import { subscribe } from 'node:diagnostics_channel'
    let sockets = 0
    for (const name of ['net.client.socket', 'undici:client:beforeConnect']) subscribe(name, () => (sockets += 1))
    const { createHttp } = await import(${JSON.stringify(join(import.meta.dirname, '../src/index.ts'))})
    createHttp({ secrets: ['x'] })
    console.log(JSON.stringify({ sockets, open: process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout|DNS|GetAddrInfo/.test(name)) }))`
  const { stdout } = spawnSync(process.execPath, [
    '--conditions=@aima/source',
    '--input-type=module',
    '-e',
    script,
  ])
  expect(JSON.parse(stdout.toString())).toEqual({ sockets: 0, open: [] })
})

// undici leaves a connection alone for one turn after each reply, so calls that follow each other at once take turns on two.
test('keeps connections for calls that follow each other', async () => {
  const server = await startServer(good)
  const http = testHttp()
  for (let calls = 0; calls < 20; calls += 1) await http.json({ url: `${server.url}/${calls}` }, Answer)
  expect(server.requests).toHaveLength(20)
  expect(server.connections()).toBeLessThanOrEqual(2)
})

test('keeps connections after failures and replies of the wrong shape', async () => {
  const server = await startServer(inTurn(reply(404, 'x'.repeat(10_000)), reply(200, '<'), good))
  const http = testHttp()
  for (let calls = 0; calls < 9; calls += 1) await http.json({ url: `${server.url}/${calls}` }, Answer)
  expect(server.connections()).toBeLessThanOrEqual(2)
})

test('sends as many calls at once to a host as it has connections, and no more', async () => {
  const open = new Set<ServerResponse>()
  let most = 0
  const server = await startServer((_, response) => {
    open.add(response)
    most = Math.max(most, open.size)
    // Nothing is answered before three are here: with fewer at once this would not end.
    if (open.size < 3) return
    for (const waiting of open) waiting.end('{"a":1}')
    open.clear()
  })
  const http = testHttp({ connectionsPerHost: 3 })
  const calls = Array.from({ length: 30 }, (_, id) => http.json({ url: `${server.url}/${id}` }, Answer))
  expect((await Promise.all(calls)).every((result) => result.isOk())).toBe(true)
  expect(most).toBe(3)
  expect(server.connections()).toBe(3)
})

test('does not count the time in line into the time of an attempt', async () => {
  const clock = manualClock()
  const waiting: ServerResponse[] = []
  const server = await startServer((_, response) => void waiting.push(response))
  const http = testHttp({ clock, connectionsPerHost: 1, attemptTimeoutMs: 1_000, maximumAttempts: 1 })
  const calls = [1, 2, 3].map((id) => http.json({ url: `${server.url}/${id}` }, Answer))
  for (const count of [1, 2, 3]) {
    await server.arrived(count)
    clock.advance(900)
    waiting.shift()?.end('{"a":1}')
  }
  expect((await Promise.all(calls)).map((result) => result.isOk())).toEqual([true, true, true])
})

test('goes on with the calls in line when others leave it, in order', async () => {
  const waiting: ServerResponse[] = []
  const server = await startServer((_, response) => void waiting.push(response))
  const http = testHttp({ connectionsPerHost: 1 })
  const calls = [0, 1, 2, 3, 4].map((id) => {
    const controller = new AbortController()
    return { controller, result: http.json({ url: `${server.url}/${id}` }, Answer, controller) }
  })
  await server.arrived(1)
  for (const { controller } of [calls[1], calls[3]].flatMap((call) => call ?? [])) controller.abort()
  for (const count of [1, 2, 3]) {
    await server.arrived(count)
    waiting.shift()?.end('{"a":1}')
  }
  const isOk = (await Promise.all(calls.map(({ result }) => result))).map((result) => result.isOk())
  expect(isOk).toEqual([true, false, true, false, true])
  expect(server.requests).toEqual(['GET /0', 'GET /2', 'GET /4'])
})

test('lets calls that ask for the same at the same time share a request', async () => {
  const server = await startServer(good)
  const http = testHttp()
  const request = { url: server.url, headers: { authorization: 'Bearer one' } }
  const results = await Promise.all([1, 2, 3].map(() => http.json(request, Answer)))
  expect(results.map((result) => result._unsafeUnwrap())).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }])
  expect(server.requests).toHaveLength(1)
  await http.json(request, Answer)
  expect(server.requests).toHaveLength(2)
})

test('shares large replies with readers of any speed', async () => {
  const text = 'x'.repeat(12_000_000)
  const server = await startServer(reply(200, text))
  const http = testHttp()
  const results = await Promise.all([1, 2, 3].map(() => http.text({ url: server.url })))
  expect(results.map((result) => result._unsafeUnwrap().length)).toEqual([12e6, 12e6, 12e6])
  expect(server.requests).toHaveLength(1)
})

test('shares nothing between different credentials', async () => {
  const server = await startServer(good)
  const http = testHttp()
  const ask = (key: string) => http.json({ url: server.url, headers: { authorization: key } }, Answer)
  await Promise.all([ask('Bearer one'), ask('Bearer two')])
  expect(server.requests).toHaveLength(2)
})

test('answers the others when the call whose request they share is cancelled', async () => {
  const server = await startServer(inTurn(hang, good))
  const http = hastyHttp()
  const controller = new AbortController()
  const first = http.json({ url: server.url }, Answer, controller)
  const others = [http.json({ url: server.url }, Answer), http.json({ url: server.url }, Answer)]
  await server.arrived(1)
  controller.abort()
  expect((await first)._unsafeUnwrapErr()).toMatchObject({ kind: 'cancelled' })
  expect((await Promise.all(others)).map((result) => result._unsafeUnwrap())).toEqual([{ a: 1 }, { a: 1 }])
  expect(server.requests).toHaveLength(2)
})

test('answers the first when another call that shares its request is cancelled', async () => {
  let answer = (): void => undefined
  const server = await startServer((_, response) => {
    answer = () => response.end('{"a":1}')
  })
  const http = testHttp()
  const controller = new AbortController()
  const first = http.json({ url: server.url }, Answer)
  const other = http.json({ url: server.url }, Answer, controller)
  await server.arrived(1)
  controller.abort()
  expect((await other)._unsafeUnwrapErr()).toMatchObject({ kind: 'cancelled' })
  answer()
  expect((await first)._unsafeUnwrap()).toEqual({ a: 1 })
})

test('gives each of the calls that share a request its own retries', async () => {
  const server = await startServer(inTurn(reply(503), good))
  const http = hastyHttp()
  const results = await Promise.all([1, 2, 3].map(() => http.json({ url: server.url }, Answer)))
  expect(results.every((result) => result.isOk())).toBe(true)
})

test('shares no POST', async () => {
  const server = await startServer(good)
  const http = testHttp()
  const request = { url: server.url, method: 'POST', json: {}, isIdempotent: true } as const
  await Promise.all([http.json(request, Answer), http.json(request, Answer)])
  expect(server.requests).toHaveLength(2)
})

test('waits for what is under way before it closes, and opens anew for a later call', async () => {
  const server = await startServer((_, response) => setImmediate(() => response.end('{"a":1}')))
  const http = createHttp()
  const call = http.json({ url: server.url }, Answer)
  await server.arrived(1)
  await http.close()
  expect((await call).isOk()).toBe(true)
  expect((await http.json({ url: server.url }, Answer)).isOk()).toBe(true)
  expect(server.connections()).toBe(2)
  await http.close()
  await http.close()
})

test('keeps the answer of the name service when it is told to', async () => {
  const server = await startServer((request, response) => response.end(request.headers.host))
  const lookups = vi.spyOn(dns, 'lookup').mock.calls
  syncBuiltinESMExports()
  const http = testHttp({ dnsCacheMs: 60_000 })
  const url = `http://localhost:${server.port}/`
  expect((await http.text({ url }))._unsafeUnwrap()).toBe(`localhost:${server.port}`)
  expect((await http.text({ url: `${url}2` })).isOk()).toBe(true)
  expect(lookups).toHaveLength(1)
})

test('refuses a certificate that nobody vouches for', async () => {
  const target = `https://127.0.0.1:${await listen(createTlsServer(selfSigned))}/`
  const error = (await hastyHttp().text({ url: target }))._unsafeUnwrapErr()
  expect(error).toEqual({ kind: 'unreachable', target, code: 'DEPTH_ZERO_SELF_SIGNED_CERT', attempts: 1 })
})

test('reports a handshake that fails', async () => {
  const target = `https://127.0.0.1:${await listen(createTlsServer({}))}/`
  const error = (await hastyHttp().text({ url: target }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'unreachable', target, code: expect.stringMatching(/^ERR_SSL_/) })
})
