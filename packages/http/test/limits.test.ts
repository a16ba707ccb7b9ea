import type { ServerResponse } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { collect, type FailedReply } from '../src/index.ts'
import { hastyHttp, testHttp } from './support/http.ts'
import { reply, startServer } from './support/server.ts'
import { turns } from './support/turns.ts'

const mebibyte = 2 ** 20
const bomb = Buffer.alloc(200 * mebibyte, ' ')

/** Sends pieces until there are enough or nobody reads on. */
const pour = (response: ServerResponse, bytes: number): void => {
  const piece = Buffer.alloc(65_536, 'x')
  let sent = 0
  const more = (): void => {
    while (sent < bytes && !response.destroyed) {
      sent += piece.length
      if (!response.write(piece)) return
    }
    response.end()
  }
  response.on('drain', more)
  more()
}

test('cuts a body of 200 MB at the limit without holding it', async () => {
  const server = await startServer((_, response) => pour(response, 200 * mebibyte))
  const before = process.memoryUsage().arrayBuffers
  const http = hastyHttp({ maximumBodyBytes: mebibyte })
  const error = (await http.text({ url: server.url }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'too-large', limitBytes: mebibyte, attempts: 1 })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * mebibyte)
})

test('does not read a body at all that says it is too large', async () => {
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-length': 200 * mebibyte }).flushHeaders()
  })
  const error = (await hastyHttp().text({ url: server.url }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'too-large', limitBytes: 32 * mebibyte })
})

test.each([
  ['gzip', gzipSync(bomb)],
  ['br', brotliCompressSync(bomb)],
  ['gzip, gzip', gzipSync(gzipSync(bomb))],
])('cuts a %s bomb at the limit', async (encoding, body) => {
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-encoding': encoding }).end(body)
  })
  const before = process.memoryUsage().arrayBuffers
  const error = (await hastyHttp({ maximumBodyBytes: mebibyte }).text({ url: server.url }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'too-large', limitBytes: mebibyte })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * mebibyte)
})

test('cuts a stream at the limit and gives what came before', async () => {
  const server = await startServer((_, response) => pour(response, 200 * mebibyte))
  const http = testHttp({ maximumBodyBytes: mebibyte })
  const { bytes } = (await http.stream({ url: server.url }))._unsafeUnwrap()
  const { values, errors } = await collect(bytes)
  const size = values.reduce((sum, { length }) => sum + length, 0)
  expect(size).toBeLessThanOrEqual(mebibyte)
  expect(size).toBeGreaterThan(mebibyte / 2)
  expect(errors).toMatchObject([{ kind: 'too-large', limitBytes: mebibyte, status: 200 }])
})

test('lets a request set its own limit', async () => {
  const server = await startServer(reply(200, '0123456789'))
  const error = (await hastyHttp().text({ url: server.url, maximumBodyBytes: 9 }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'too-large', limitBytes: 9 })
  expect((await hastyHttp().text({ url: server.url, maximumBodyBytes: 10 })).isOk()).toBe(true)
})

test('reads no more than the start of a failure', async () => {
  const server = await startServer((_, response) => {
    response.writeHead(500)
    pour(response, 200 * mebibyte)
  })
  const sizes: number[] = []
  const error = (
    await hastyHttp().text({
      url: server.url,
      readFailure: ({ body }) => {
        sizes.push(body.length)
        return undefined
      },
    })
  )._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'provider-failed', status: 500, attempts: 3 })
  expect(sizes[0]).toBe(65_536)
})

test('unpacks no more than the start of a failure', async () => {
  const server = await startServer((_, response) => {
    response.writeHead(400, { 'content-encoding': 'gzip' }).end(gzipSync(bomb))
  })
  const bodies: string[] = []
  const readFailure = ({ body }: FailedReply): undefined => void bodies.push(body)
  const error = (await hastyHttp().text({ url: server.url, readFailure }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'provider-failed', status: 400 })
  expect(bodies).toEqual([' '.repeat(65_536)])
})

test('reads a reply that is as large as the limit', async () => {
  const text = JSON.stringify('x'.repeat(mebibyte - 2))
  const server = await startServer(reply(200, text))
  const http = hastyHttp({ maximumBodyBytes: mebibyte })
  expect((await http.json({ url: server.url }, z.string())).isOk()).toBe(true)
})

test('holds a stream back while its reader is slow', async () => {
  let sent = 0
  const server = await startServer((_, response) => {
    const piece = Buffer.alloc(65_536)
    const more = (): void => {
      sent += piece.length
      if (sent > 200 * mebibyte) response.end()
      else if (response.write(piece)) setImmediate(more)
      else response.once('drain', more)
    }
    more()
  })
  const { bytes } = (await testHttp().stream({ url: server.url }))._unsafeUnwrap()
  const pieces = bytes[Symbol.asyncIterator]()
  await pieces.next()
  await turns(2_000)
  expect(sent).toBeLessThan(50 * mebibyte)
  await pieces.return?.()
})

test('asks for the head of a body of any size', async () => {
  const headers = { 'content-length': '999999999999', 'content-encoding': 'gzip' }
  const server = await startServer(reply(200, '', headers))
  expect((await hastyHttp().text({ url: server.url, method: 'HEAD' }))._unsafeUnwrap()).toBe('')
  const { header, bytes } = (await testHttp().stream({ url: server.url, method: 'HEAD' }))._unsafeUnwrap()
  expect(header('Content-Length')).toBe('999999999999')
  expect(await collect(bytes)).toEqual({ values: [], errors: [] })
})
