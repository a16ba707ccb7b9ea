import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { collect } from '../src/index.ts'
import { manualClock } from './support/clocks.ts'
import { testHttp } from './support/http.ts'
import { hang, inTurn, reply, startServer } from './support/server.ts'
import { turns } from './support/turns.ts'

const limits = { attemptTimeoutMs: 1_000, callTimeoutMs: 5_000, random: () => 0 }

test('ends an attempt that takes too long and tries again', async () => {
  const clock = manualClock()
  const server = await startServer(inTurn(hang, reply(200, '{"a":1}')))
  const result = testHttp({ ...limits, clock }).json({ url: server.url }, z.object({ a: z.number() }))
  await server.arrived(1)
  clock.advance(1_000)
  // The wait before the second attempt: 0 of at most 250 ms.
  while (!clock.pending().includes(0)) await turns()
  clock.advance(0)
  expect((await result)._unsafeUnwrap()).toEqual({ a: 1 })
  expect(server.requests).toHaveLength(2)
})

test('says how long the last attempt was waited for', async () => {
  const clock = manualClock()
  const server = await startServer(hang)
  const result = testHttp({ ...limits, clock, maximumAttempts: 1 }).text({ url: server.url })
  await server.arrived(1)
  clock.advance(1_000)
  expect((await result)._unsafeUnwrapErr()).toEqual({
    kind: 'timed-out',
    afterMs: 1_000,
    attempts: 1,
    target: `${server.url}/`,
  })
})

test('counts a body that drips into the time of its attempt', async () => {
  const clock = manualClock()
  const drip = new EventEmitter()
  const server = await startServer((_, response) => {
    response.writeHead(200)
    drip.on('drop', () => response.write(' '))
  })
  const result = testHttp({ ...limits, clock, maximumAttempts: 1 }).text({ url: server.url })
  await server.arrived(1)
  for (let drops = 0; drops < 10; drops += 1) {
    drip.emit('drop')
    await turns()
    clock.advance(100)
  }
  expect((await result)._unsafeUnwrapErr()).toMatchObject({ kind: 'timed-out', afterMs: 1_000 })
})

test('ends the call at its deadline, whatever its attempts do', async () => {
  const clock = manualClock()
  const server = await startServer(hang)
  const result = testHttp({ ...limits, clock, attemptTimeoutMs: 9_000 }).text({ url: server.url })
  await server.arrived(1)
  clock.advance(5_000)
  expect((await result)._unsafeUnwrapErr()).toMatchObject({ kind: 'timed-out', afterMs: 5_000, attempts: 1 })
})

test('lets a request set its own deadlines', async () => {
  const clock = manualClock()
  const server = await startServer(hang)
  const result = testHttp({ ...limits, clock }).text({ url: server.url, callTimeoutMs: 77 })
  await server.arrived(1)
  clock.advance(77)
  expect((await result)._unsafeUnwrapErr()).toMatchObject({ kind: 'timed-out', afterMs: 77 })
})

test('gives up a stream that stands still between two pieces', async () => {
  const clock = manualClock()
  const server = await startServer((_, response) => {
    response.writeHead(200).write('first')
  })
  const { bytes } = (await testHttp({ ...limits, clock }).stream({ url: server.url }))._unsafeUnwrap()
  const pieces = bytes[Symbol.asyncIterator]()
  expect((await pieces.next()).value.isOk()).toBe(true)
  const second = pieces.next()
  await turns()
  clock.advance(1_000)
  expect((await second).value._unsafeUnwrapErr()).toMatchObject({ kind: 'timed-out', afterMs: 1_000 })
})

test('gives a stream that goes on as much time as its call has', async () => {
  const clock = manualClock()
  const drip = new EventEmitter()
  const server = await startServer((_, response) => {
    response.writeHead(200)
    response.flushHeaders()
    drip.on('drop', () => response.write('x'))
    drip.on('end', () => response.end())
  })
  const stream = testHttp({ ...limits, clock }).stream({ url: server.url })
  await server.arrived(1)
  const { bytes } = (await stream)._unsafeUnwrap()
  const pieces = bytes[Symbol.asyncIterator]()
  for (let drops = 0; drops < 4; drops += 1) {
    const piece = pieces.next()
    drip.emit('drop')
    expect((await piece).value.isOk()).toBe(true)
    clock.advance(900)
  }
  drip.emit('end')
  expect((await pieces.next()).done).toBe(true)
})

test('ends a stream at the deadline of its call', async () => {
  const clock = manualClock()
  const server = await startServer((_, response) => {
    response.writeHead(200).write('first')
  })
  const { bytes } = (
    await testHttp({ ...limits, clock, attemptTimeoutMs: 9_000 }).stream({ url: server.url })
  )._unsafeUnwrap()
  const all = collect(bytes)
  await turns()
  clock.advance(5_000)
  const { values, errors } = await all
  expect(Buffer.concat(values).toString()).toBe('first')
  expect(errors).toMatchObject([{ kind: 'timed-out', afterMs: 5_000, status: 200 }])
})

test('stops every clock when a call is over', async () => {
  const clock = manualClock()
  const server = await startServer(
    inTurn(
      reply(200, '{}'),
      reply(404),
      reply(200, 'x'.repeat(1e6)),
      reply(200, '<'),
      reply(200, 'x'.repeat(1e6)),
    ),
  )
  const http = testHttp({ ...limits, clock })
  await http.json({ url: server.url }, z.object({}))
  await http.text({ url: server.url })
  await collect((await http.stream({ url: server.url }))._unsafeUnwrap().bytes)
  await http.json({ url: server.url }, z.object({}))
  await http.text({ url: server.url })
  await turns()
  expect(clock.pending()).toEqual([])
})

test('is cancelled within one turn of the event loop, which is sooner than in 50 ms', async () => {
  const server = await startServer(hang)
  const controller = new AbortController()
  const result = testHttp().text({ url: server.url }, { signal: controller.signal })
  await server.arrived(1)
  controller.abort()
  const ended = await Promise.race([result, turns().then(() => undefined)])
  expect(ended?._unsafeUnwrapErr()).toMatchObject({ kind: 'cancelled', attempts: 1 })
})

test('closes the connection of a call that is cancelled', async () => {
  const closed = new EventEmitter()
  const server = await startServer((request) => request.socket.on('close', () => closed.emit('closed')))
  const controller = new AbortController()
  const gone = once(closed, 'closed')
  const result = testHttp().text({ url: server.url }, { signal: controller.signal })
  await server.arrived(1)
  controller.abort()
  await gone
  expect((await result).isErr()).toBe(true)
})

test('is cancelled while it waits for a connection', async () => {
  const server = await startServer(hang)
  const http = testHttp({ connectionsPerHost: 1 })
  const controller = new AbortController()
  const other = new AbortController()
  const first = http.text({ url: `${server.url}/1` }, { signal: other.signal })
  await server.arrived(1)
  const waiting = http.text({ url: `${server.url}/2` }, { signal: controller.signal })
  controller.abort()
  expect((await waiting)._unsafeUnwrapErr()).toMatchObject({ kind: 'cancelled' })
  other.abort()
  expect((await first).isErr()).toBe(true)
  await turns(50)
  expect(server.requests).toEqual(['GET /1'])
})

test('is cancelled while it waits for the next attempt, which is never made', async () => {
  const clock = manualClock()
  const server = await startServer(reply(503))
  const controller = new AbortController()
  const result = testHttp({ ...limits, random: () => 1, clock }).text({ url: server.url }, controller)
  while (!clock.pending().includes(250)) await turns()
  controller.abort()
  expect((await result)._unsafeUnwrapErr()).toMatchObject({ kind: 'cancelled', attempts: 1 })
  clock.advance(250)
  await turns(50)
  expect(server.requests).toHaveLength(1)
})

test('is cancelled while the connection is refused over and over', async () => {
  const clock = manualClock()
  const controller = new AbortController()
  const http = testHttp({ ...limits, random: () => 1, clock })
  const result = http.text({ url: 'http://127.0.0.1:1/' }, controller)
  while (!clock.pending().includes(250)) await turns()
  controller.abort()
  expect((await result)._unsafeUnwrapErr()).toMatchObject({ kind: 'cancelled', attempts: 1 })
})

test('sends nothing when it is cancelled before it begins', async () => {
  const server = await startServer(reply(200))
  const result = await testHttp().text({ url: server.url }, { signal: AbortSignal.abort() })
  expect(result._unsafeUnwrapErr()).toMatchObject({ kind: 'cancelled', attempts: 0 })
  await turns(50)
  expect(server.connections()).toBe(0)
})

test('ends a stream that is cancelled', async () => {
  const server = await startServer((_, response) => {
    response.writeHead(200).write('first')
  })
  const controller = new AbortController()
  const { bytes } = (await testHttp().stream({ url: server.url }, controller))._unsafeUnwrap()
  const pieces = bytes[Symbol.asyncIterator]()
  await pieces.next()
  const second = pieces.next()
  controller.abort()
  expect((await second).value._unsafeUnwrapErr()).toMatchObject({ kind: 'cancelled' })
})

test('leaves no listener on the signal of the caller', async () => {
  const server = await startServer(reply(200, '{}'))
  const listeners = new Set<() => void>()
  const signal = {
    aborted: false,
    reason: undefined,
    addEventListener: (_: 'abort', listener: () => void) => listeners.add(listener),
    removeEventListener: (_: 'abort', listener: () => void) => listeners.delete(listener),
  }
  const http = testHttp()
  await http.text({ url: server.url }, { signal })
  await collect((await http.stream({ url: server.url }, { signal }))._unsafeUnwrap().bytes)
  await http.json({ url: server.url }, z.string(), { signal })
  await http.text({ url: 'http://127.0.0.1:1/', maximumAttempts: 1 }, { signal })
  expect(listeners.size).toBe(0)
})
