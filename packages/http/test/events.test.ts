import { expect, test } from 'vitest'
import { z } from 'zod'
import { collect, requestChannelName } from '../src/index.ts'
import { manualClock } from './support/clocks.ts'
import { listenTo } from './support/events.ts'
import { hastyHttp, testHttp } from './support/http.ts'
import { hang, inTurn, reply, startServer } from './support/server.ts'

test('tells each attempt', async () => {
  const events = listenTo(requestChannelName)
  const server = await startServer(
    inTurn((request) => request.socket.resetAndDestroy(), reply(503, 'busy'), reply(200, '{"a":1}')),
  )
  await hastyHttp().json({ url: `${server.url}/v2/gpus?key=x#y` }, z.unknown())
  const shared = { method: 'GET', host: `127.0.0.1:${server.port}`, path: '/v2/gpus', durationMs: 0 }
  expect(events).toEqual([
    {
      ...shared,
      attempt: 1,
      status: undefined,
      bodyBytes: 0,
      failure: expect.stringMatching(/^ECONNRESET|UND_ERR_SOCKET$/),
    },
    { ...shared, attempt: 2, status: 503, bodyBytes: 4, failure: undefined },
    { ...shared, attempt: 3, status: 200, bodyBytes: 7, failure: undefined },
  ])
})

test('tells how long a request took and that it ran out of time', async () => {
  const events = listenTo(requestChannelName)
  const clock = manualClock()
  const server = await startServer(hang)
  const call = testHttp({ clock, attemptTimeoutMs: 500, maximumAttempts: 1 }).text({ url: server.url })
  await server.arrived(1)
  clock.advance(500)
  await call
  expect(events).toMatchObject([{ durationMs: 500, failure: 'timed-out', status: undefined }])
})

test('tells a connection that could not be made', async () => {
  const events = listenTo(requestChannelName)
  await hastyHttp({ maximumAttempts: 1 }).text({ url: 'http://127.0.0.1:1/' })
  expect(events).toMatchObject([{ host: '127.0.0.1:1', failure: 'ECONNREFUSED', attempt: 1 }])
})

test('tells a stream when it ends, with its size', async () => {
  const events = listenTo(requestChannelName)
  const server = await startServer(reply(200, 'x'.repeat(1_000)))
  const { bytes } = (await testHttp().stream({ url: server.url }))._unsafeUnwrap()
  await collect(bytes)
  expect(events).toMatchObject([{ status: 200, bodyBytes: 1_000, failure: undefined }])
})

test('tells a request that calls share once', async () => {
  const events = listenTo(requestChannelName)
  const server = await startServer(reply(200, 'x'))
  const http = testHttp()
  await Promise.all([http.text({ url: server.url }), http.text({ url: server.url })])
  expect(events).toHaveLength(1)
})

test('tells the hosts of redirects', async () => {
  const events = listenTo(requestChannelName)
  const other = await startServer(reply(200))
  const server = await startServer(reply(302, '', { location: `${other.url}/there?x=1` }))
  await hastyHttp({ maximumRedirects: 1 }).text({ url: server.url })
  expect(events).toMatchObject([
    { host: `127.0.0.1:${server.port}`, path: '/', status: 302 },
    { host: `127.0.0.1:${other.port}`, path: '/there', status: 200 },
  ])
})
