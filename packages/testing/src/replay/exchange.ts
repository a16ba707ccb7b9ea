import type { ServerResponse } from 'node:http'
import { type Body, bodyOf } from './body.ts'
import type { Reply } from './reply.ts'

/** One request that is being answered. */
export interface Exchange {
  /** What is answered. */
  readonly reply: Reply
  /** Its body as it is sent. */
  readonly body: Body
  /** Where it is written to. */
  readonly response: ServerResponse
  /** How many requests its route has answered before. */
  readonly earlier: number
}

/** Brings together what an answer needs. */
export const exchangeOf = (reply: Reply, response: ServerResponse, earlier: number): Exchange => ({
  reply,
  body: bodyOf(reply),
  response,
  earlier,
})

/** Writes status and headers, with the length of the body where it is announced. */
export const writeHead = ({ reply, body, response }: Exchange, announcedBytes: number | undefined): void => {
  response.writeHead(reply.status ?? 200, {
    'content-type': body.contentType,
    ...(announcedBytes === undefined ? {} : { 'content-length': announcedBytes }),
    ...reply.headers,
  })
  response.flushHeaders()
}

/** Sends a whole reply, in good order. */
export const sendWhole = (exchange: Exchange): void => {
  const { body, response } = exchange
  writeHead(exchange, body.bytes.length)
  response.end(body.bytes)
}
