import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Call } from '../call.ts'
import type { RawReply } from '../exchange/exchange.ts'
import type { HttpError } from '../http-error.ts'
import { collect } from '../result-stream.ts'
import { unpacked } from './unpacked.ts'

const textOf = (pieces: readonly Uint8Array[]): string => new TextDecoder().decode(Buffer.concat(pieces))

const readWhole = async (call: Call, reply: RawReply): Promise<Result<string, HttpError>> => {
  const { values, errors } = await collect(unpacked(call, reply))
  const [error] = errors
  return error === undefined ? ok(textOf(values)) : err(error)
}

/**
 * Reads a body whole, as UTF-8. A byte that is none costs one character, not the listing; a byte order mark
 * is left out.
 */
export const replyText = (call: Call, reply: RawReply): ResultAsync<string, HttpError> =>
  new ResultAsync(readWhole(call, reply))

/**
 * Reads the start of a body in the same way, and unpacks no more of it than that.
 *
 * @returns At most as many bytes as are asked for, as text; nothing of what cannot be unpacked.
 */
export const startOfText = async (call: Call, reply: RawReply, mostBytes: number): Promise<string> => {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of unpacked(call, reply)) {
    if (piece.isErr()) return ''
    pieces.push(piece.value.subarray(0, mostBytes - bytes))
    bytes += piece.value.length
    if (bytes >= mostBytes) break
  }
  return textOf(pieces)
}
