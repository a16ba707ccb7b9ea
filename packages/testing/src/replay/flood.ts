import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { type Exchange, sendWhole, writeHead } from './exchange.ts'

const chunkBytes = 65_536
const mebibyte = 1_048_576

/** Blanks, which JSON allows before a value, and then the body. */
function* blanksThen(bytes: number, body: Buffer): Generator<Buffer> {
  const chunk = Buffer.alloc(chunkBytes, ' ')
  for (let left = bytes; left > 0; left -= chunkBytes) yield chunk.subarray(0, Math.min(left, chunkBytes))
  yield body
}

/** Sends blanks and the body, as fast as the reader reads and no faster. */
export const flood = (exchange: Exchange, bytes: number, isAnnounced: boolean): void => {
  const { body, response } = exchange
  writeHead(exchange, isAnnounced ? bytes + body.bytes.length : undefined)
  // A reader that has enough closes the connection, which is what it should do.
  pipeline(Readable.from(blanksThen(bytes, body.bytes)), response).catch(() => undefined)
}

/** Sends gzip that unpacks to blanks and the body. A gzip file may have many parts, so one part is packed once. */
export const bomb = (exchange: Exchange, bytes: number): void => {
  const part = gzipSync(Buffer.alloc(mebibyte, ' '))
  const parts = Array.from({ length: Math.max(1, Math.round(bytes / mebibyte)) }, () => part)
  const packed = Buffer.concat([...parts, gzipSync(exchange.body.bytes)])
  const { reply, body } = exchange
  sendWhole({
    ...exchange,
    reply: { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' } },
    body: { ...body, bytes: packed },
  })
}
