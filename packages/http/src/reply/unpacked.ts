import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { err, ok, type Result } from 'neverthrow'
import { type Call, failureOf } from '../call.ts'
import type { RawReply } from '../exchange/exchange.ts'
import { headerOf } from '../exchange/reply-headers.ts'
import { codeOf, cutBody } from '../fault.ts'
import type { HttpError } from '../http-error.ts'
import { Interruption } from '../interruption.ts'
import { type ResultStream, toResults } from '../result-stream.ts'

const unpackers = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
])

/** Most codings on top of each other; a real reply has one. */
const mostCodings = 3

// Source: RFC 9110, section 6.4.1. Such a reply may still name the coding of a body that does not come.
const hasNoBody = (call: Call, { statusCode }: RawReply): boolean =>
  call.method === 'HEAD' || statusCode === 204 || statusCode === 304

const codingsOf = (reply: RawReply): readonly string[] =>
  (headerOf(reply.headers, 'content-encoding') ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    // They are listed as they were put on.
    .toReversed()

const shapeError = (call: Call, issue: string, { statusCode }: RawReply): HttpError =>
  failureOf(call, { kind: 'unexpected-shape', issues: [issue] }, { status: statusCode })

const nothing = (): void => undefined

/** The last stream of the chain; it fails when one before it does, and closing it closes them all. */
const unpackedBody = (call: Call, reply: RawReply): Result<Readable, HttpError> => {
  const codings = hasNoBody(call, reply) ? [] : codingsOf(reply)
  const makers = codings.map((coding) => unpackers.get(coding))
  if (makers.includes(undefined) || makers.length > mostCodings) {
    reply.body.on('error', nothing).destroy()
    return err(shapeError(call, 'content-encoding: gzip, deflate or br expected', reply))
  }
  const stages = makers.flatMap((make) => (make === undefined ? [] : [make()]))
  return ok(stages.reduce<Readable>((from, stage) => pipeline(from, stage, nothing), reply.body))
}

// zlib's codes are `Z_…`, those of brotli `ERR__ERROR_…`.
const isPackingFault = (code: string): boolean => code.startsWith('Z_') || code.startsWith('ERR__')

const readError = (call: Call, reply: RawReply, error: unknown): HttpError => {
  const facts = { status: reply.statusCode }
  if (error instanceof Interruption) return failureOf(call, error.fault, facts)
  const code = codeOf(error)
  return isPackingFault(code)
    ? shapeError(call, `body: valid compressed data expected (${code})`, reply)
    : failureOf(call, cutBody(call, error), facts)
}

/** Ends with `too-large` when more comes than the call allows. */
async function* limited(
  call: Call,
  reply: RawReply,
  pieces: ResultStream<Uint8Array, HttpError>,
): AsyncGenerator<Result<Uint8Array, HttpError>, void, undefined> {
  const limitBytes = call.limits.maximumBodyBytes
  let bytes = 0
  for await (const piece of pieces) {
    bytes += piece.map(({ length }) => length).unwrapOr(0)
    if (bytes > limitBytes) {
      yield err(failureOf(call, { kind: 'too-large', limitBytes }, { status: reply.statusCode }))
      return
    }
    yield piece
  }
}

/**
 * Gives the body of a reply piece by piece, unpacked, no more of it than the call allows.
 *
 * @returns The pieces; the last one is an error when the body is cut, no valid compressed data or too large.
 */
export async function* unpacked(
  call: Call,
  reply: RawReply,
): AsyncGenerator<Result<Uint8Array, HttpError>, void, undefined> {
  const body = unpackedBody(call, reply)
  if (body.isErr()) yield err(body.error)
  else
    yield* limited(
      call,
      reply,
      toResults(body.value, (error) => readError(call, reply, error)),
    )
}
