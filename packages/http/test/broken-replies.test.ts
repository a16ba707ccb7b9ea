import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { collect, type HttpError } from '../src/index.ts'
import { hastyHttp, testHttp } from './support/http.ts'
import { portOf, reply, startServer } from './support/server.ts'

const failureFrom = async (url: string): Promise<HttpError> =>
  (await hastyHttp().json({ url }, z.object({ a: z.number() })))._unsafeUnwrapErr()

/** Answers each connection with the same bytes and hangs up. */
const rawServer = async (bytes: string | Buffer): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${portOf(server)}/`
}

test('reports what is no HTTP', async () => {
  expect(await failureFrom(await rawServer('SSH-2.0-OpenSSH_9.9\r\n'))).toMatchObject({
    kind: 'unexpected-shape',
    issues: ['head: HTTP expected (HPE_INVALID_HTTP)'],
    attempts: 1,
  })
})

test('reports a head that does not end', async () => {
  const head = `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`
  expect(await failureFrom(await rawServer(head))).toMatchObject({
    kind: 'unexpected-shape',
    issues: ['head: HTTP expected (UND_ERR_HEADERS_OVERFLOW)'],
  })
})

test('reports a connection that is closed without a word', async () => {
  expect(await failureFrom(await rawServer(''))).toMatchObject({
    kind: 'unreachable',
    code: 'UND_ERR_SOCKET',
    attempts: 3,
  })
})

test('reports a body that is shorter than it says', async () => {
  const url = await rawServer('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":1}')
  expect(await failureFrom(url)).toMatchObject({
    kind: 'unreachable',
    code: 'UND_ERR_SOCKET',
    attempts: 3,
  })
})

test('reports a body that is cut without saying how long it is', async () => {
  const url = await rawServer('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{"a":1}\r\n')
  expect(await failureFrom(url)).toMatchObject({
    kind: 'unreachable',
    code: 'UND_ERR_SOCKET',
  })
})

test('reports a body that is longer than it says', async () => {
  const url = await rawServer('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n{"a":1}')
  expect(await failureFrom(url)).toMatchObject({
    kind: 'unexpected-shape',
    issues: ['body: JSON expected (4 characters)'],
  })
})

test('reports gzip that is cut', async () => {
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}').subarray(0, 15))
  })
  expect(await failureFrom(server.url)).toMatchObject({
    kind: 'unexpected-shape',
    issues: ['body: valid compressed data expected (Z_BUF_ERROR)'],
    status: 200,
  })
})

test.each(['gzip', 'deflate', 'br'])('reports what is no %s', async (encoding) => {
  const server = await startServer(reply(200, 'not packed at all', { 'content-encoding': encoding }))
  const error = await failureFrom(server.url)
  expect(error).toMatchObject({
    kind: 'unexpected-shape',
    issues: [expect.stringMatching(/^body: valid compressed data expected \([A-Z0-9_]+\)$/)],
  })
})

test.each(['zstd', 'gzip, gzip, gzip, gzip'])('reports the unknown coding %s', async (encoding) => {
  const server = await startServer(reply(200, 'x', { 'content-encoding': encoding }))
  expect(await failureFrom(server.url)).toMatchObject({
    kind: 'unexpected-shape',
    issues: ['content-encoding: gzip, deflate or br expected'],
  })
})

test.each(['', '{"a":1', '<html></html>', '{"a":1}{', 'null,'])(
  'reports what is no JSON: %s',
  async (text) => {
    const server = await startServer(reply(200, text))
    expect(await failureFrom(server.url)).toMatchObject({
      kind: 'unexpected-shape',
      issues: [`body: JSON expected (${text.length} characters)`],
    })
  },
)

test.each([
  ['{"a":"1"}', 'a: Invalid input: expected number, received string'],
  ['{}', 'a: Invalid input: expected number, received undefined'],
  ['[]', 'body: Invalid input: expected object, received array'],
  ['null', 'body: Invalid input: expected object, received null'],
])('reports the wrong type in %s with its path', async (text, issue) => {
  const server = await startServer(reply(200, text))
  expect(await failureFrom(server.url)).toMatchObject({ kind: 'unexpected-shape', issues: [issue] })
})

test('lists at most 20 issues and says how many more there are', async () => {
  const rows = JSON.stringify(Array.from({ length: 1_000 }, () => ({ a: 'x' })))
  const server = await startServer(reply(200, rows))
  const Rows = z.array(z.object({ a: z.number() }))
  const error = (await hastyHttp().json({ url: server.url }, Rows))._unsafeUnwrapErr()
  const issues = error.kind === 'unexpected-shape' ? error.issues : []
  expect(issues).toHaveLength(21)
  expect(issues[19]).toMatch(/^\[19\]\.a: /)
  expect(issues[20]).toBe('980 more')
})

test('reports a schema that throws', async () => {
  const server = await startServer(reply(200, '"text"'))
  const broken = z
    .string()
    .transform((text) => text.slice(0, 1).padEnd(-1, Symbol('no').toString()).normalize('X'))
  const error = (await hastyHttp().json({ url: server.url }, broken))._unsafeUnwrapErr()
  expect(error).toMatchObject({ issues: ['body: data that its schema can read expected'] })
})

test('reports JSON that is nested a million deep, or its schema, without a crash', async () => {
  const server = await startServer(reply(200, `${'['.repeat(1e6)}${']'.repeat(1e6)}`))
  const error = (await hastyHttp().json({ url: server.url }, z.object({})))._unsafeUnwrapErr()
  expect(error.kind).toBe('unexpected-shape')
})

test('ends a stream that is cut with an error after what came', async () => {
  const url = await rawServer('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":1}')
  const { bytes } = (await testHttp().stream({ url }))._unsafeUnwrap()
  const { values, errors } = await collect(bytes)
  expect(Buffer.concat(values).toString()).toBe('{"a":1}')
  expect(errors).toMatchObject([{ kind: 'unreachable', code: 'UND_ERR_SOCKET', attempts: 1 }])
})

test('reports a host that is not there with the code of the system', async () => {
  const error = (await hastyHttp().text({ url: 'http://127.0.0.1:1/a?key=x' }))._unsafeUnwrapErr()
  expect(error).toEqual({
    kind: 'unreachable',
    target: 'http://127.0.0.1:1/a',
    code: 'ECONNREFUSED',
    attempts: 3,
  })
})

test('reads a body with a byte order mark and one byte that is no UTF-8', async () => {
  const server = await startServer((_, response) => {
    response.end(Buffer.concat([Buffer.from('\uFEFF{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]))
  })
  const result = await hastyHttp().json({ url: server.url }, z.object({ a: z.string() }))
  expect(result._unsafeUnwrap()).toEqual({ a: '\uFFFD' })
})
