import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'

const pieceBytes = 65_536

async function* piecesOf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < body.length; start += pieceBytes) {
    yield body.subarray(start, start + pieceBytes)
    await setImmediate()
  }
}

/**
 * Streams a body in pieces, with pauses in which an abort is heard.
 *
 * @param body - The bytes. They are not copied.
 */
export const bodyStream = (body: Uint8Array): Readable => Readable.from(piecesOf(body), { objectMode: false })
