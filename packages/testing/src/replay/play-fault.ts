import { type Exchange, exchangeOf, sendWhole, writeHead } from './exchange.ts'
import type { Fault } from './fault.ts'
import { bomb, flood } from './flood.ts'

const tickMs = 10
const ticksPerSecond = 1000 / tickMs

const halfOf = ({ body }: Exchange): number => Math.floor(body.bytes.length / 2)

/** Bytes that no HTTP reply begins with. */
const noHttp = Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 97 + 131) % 256))

/** Announces the whole body and sends the beginning of it. */
const sendBeginning = (exchange: Exchange, bytes: number, afterwards: () => void): void => {
  writeHead(exchange, exchange.body.bytes.length)
  exchange.response.write(exchange.body.bytes.subarray(0, bytes), afterwards)
}

const sendSlowly = (exchange: Exchange, bytesPerSecond: number): void => {
  const { body, response } = exchange
  const step = bytesPerSecond / ticksPerSecond
  let dueBytes = 0
  let sentBytes = 0
  writeHead(exchange, body.bytes.length)
  const timer = setInterval(() => {
    dueBytes += step
    const until = Math.min(Math.floor(dueBytes), body.bytes.length)
    if (until > sentBytes) response.write(body.bytes.subarray(sentBytes, until))
    sentBytes = until
    if (sentBytes === body.bytes.length) response.end()
  }, tickMs)
  response.once('close', () => clearInterval(timer))
}

const sendTooLittle = (exchange: Exchange, missingBytes: number): void => {
  const { body, response } = exchange
  writeHead(exchange, body.bytes.length + missingBytes)
  response.write(body.bytes, () => response.socket?.end())
}

const sendTruncated = (exchange: Exchange, keepBytes: number): void =>
  sendWhole({ ...exchange, body: { ...exchange.body, bytes: exchange.body.bytes.subarray(0, keepBytes) } })

const flap = (exchange: Exchange, { times, as = 503 }: Extract<Fault, { kind: 'flapping' }>): void => {
  if (exchange.earlier >= times) sendWhole(exchange)
  else if (typeof as !== 'number') playFault(exchange, as)
  else sendWhole(exchangeOf({ status: as, json: {} }, exchange.response, exchange.earlier))
}

const resetNow = ({ response }: Exchange): void => {
  response.socket?.resetAndDestroy()
}

/** One player for each fault. */
type Players = {
  readonly [Kind in Fault['kind']]: (exchange: Exchange, fault: Extract<Fault, { kind: Kind }>) => void
}

const players: Players = {
  hang: () => undefined,
  'hang-in-body': (exchange, { afterBytes = halfOf(exchange) }) =>
    sendBeginning(exchange, afterBytes, () => undefined),
  slow: (exchange, { bytesPerSecond }) => sendSlowly(exchange, bytesPerSecond),
  reset: resetNow,
  'reset-in-body': (exchange, { afterBytes = halfOf(exchange) }) =>
    sendBeginning(exchange, afterBytes, () => resetNow(exchange)),
  'wrong-length': (exchange, { missingBytes = 1 }) => sendTooLittle(exchange, missingBytes),
  garbage: ({ response }) => void response.socket?.end(noHttp),
  truncated: (exchange, { keepBytes = halfOf(exchange) }) => sendTruncated(exchange, keepBytes),
  flood: (exchange, { bytes, isAnnounced = false }) => flood(exchange, bytes, isAnnounced),
  bomb: (exchange, { bytes }) => bomb(exchange, bytes),
  flapping: flap,
}

/** A fault and its player, which the compiler cannot pair by itself. */
const play = <Kind extends Fault['kind']>(
  kind: Kind,
  exchange: Exchange,
  fault: Extract<Fault, { kind: Kind }>,
): void => players[kind](exchange, fault)

/** Answers with a reply that goes wrong. */
export const playFault = (exchange: Exchange, fault: Fault): void => play(fault.kind, exchange, fault)
