import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { createConditions } from './conditions.ts'
import { exchangeOf, sendWhole } from './exchange.ts'
import { playFault } from './play-fault.ts'
import { type RecordedRequest, readRequest } from './recorded-request.ts'
import type { Reply, Route } from './reply.ts'
import { replyOf, routeFor } from './routes.ts'

/** An HTTP server on this machine that answers with recorded replies, and with faults. */
export interface ReplayServer {
  /** Its address without a slash at the end, such as `http://127.0.0.1:40123`. */
  readonly baseUrl: string
  /** All requests so far, in the order in which their bodies were complete. */
  readonly requests: readonly RecordedRequest[]
  /** The requests that no route fitted. They are answered with 404. */
  readonly unmatched: readonly RecordedRequest[]
  /** How many connections were opened so far. */
  readonly acceptedSockets: () => number
  /** How many connections are open now, idle ones included. */
  readonly openSockets: () => number
  /** How much was sent so far, headers included (bytes). */
  readonly sentBytes: () => number
  /** Replaces the routes; what is being answered goes on. */
  readonly serve: (routes: readonly Route[]) => void
  /** Waits until so many requests have come. It has no deadline of its own. */
  readonly requestsArrived: (count: number) => Promise<void>
  /** Waits until every request that came is answered, or its connection closed. It has no deadline of its own. */
  readonly settled: () => Promise<void>
  /** Closes the server and cuts every connection. */
  readonly close: () => Promise<void>
}

const notFound = ({ method, path }: RecordedRequest): Reply => ({
  status: 404,
  json: { error: `no route for ${method} ${path}` },
})

const answer = (response: ServerResponse, reply: Reply, earlier: number): void => {
  const exchange = exchangeOf(reply, response, earlier)
  if (reply.fault === undefined) sendWhole(exchange)
  else playFault(exchange, reply.fault)
}

const sum = (numbers: Iterable<number>): number => {
  let total = 0
  for (const number of numbers) total += number
  return total
}

/** Counts the connections of a server. */
const watchSockets = (server: Server, changed: () => void) => {
  const open = new Set<Socket>()
  let accepted = 0
  let closedBytes = 0
  server.on('connection', (socket: Socket) => {
    accepted += 1
    open.add(socket)
    // The client may reset a connection at any time.
    socket.on('error', () => undefined)
    socket.once('close', () => {
      open.delete(socket)
      closedBytes += socket.bytesWritten
      changed()
    })
  })
  return {
    acceptedSockets: () => accepted,
    openSockets: () => open.size,
    sentBytes: () => closedBytes + sum([...open].map(({ bytesWritten }) => bytesWritten)),
    cutAll: () => {
      for (const socket of open) socket.destroy()
    },
  }
}

/** Answers requests and records them. */
const createDesk = (first: readonly Route[], changed: () => void) => {
  const requests: RecordedRequest[] = []
  const unmatched: RecordedRequest[] = []
  let routes = first
  let answered = new Map<Route, number>()
  let open = 0
  const reply = (request: RecordedRequest, response: ServerResponse): void => {
    requests.push(request)
    const route = routeFor(routes, request)
    if (route === undefined) {
      unmatched.push(request)
      answer(response, notFound(request), 0)
      return
    }
    const earlier = answered.get(route) ?? 0
    answered.set(route, earlier + 1)
    answer(response, replyOf(route, request), earlier)
  }
  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    open += 1
    response.once('close', () => {
      open -= 1
      changed()
    })
    // A client that gives up while it sends has made no request.
    const request = await readRequest(message).catch(() => undefined)
    let isAnswered = false
    try {
      if (request !== undefined) reply(request, response)
      isAnswered = true
    } finally {
      // A route of the test's own failed: its client must not wait for what will not come.
      if (!isAnswered) response.destroy()
      changed()
    }
  }
  const serve = (next: readonly Route[]): void => {
    routes = next
    answered = new Map()
  }
  return { requests, unmatched, handle, serve, isSettled: () => open === 0 }
}

const listen = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
}

/**
 * Starts a server on a free port of this machine that answers with recorded replies.
 *
 * The first route that fits a request answers it; a request that fits none gets 404 and is listed in `unmatched`. Nothing is random and nothing
 * waits, except for the fault `slow`.
 *
 * @param routes - What is answered.
 * @returns The server, which somebody must close. See {@link withReplayServer}, which does.
 * @example
 * const server = await startReplayServer([{ path: '/gpus', reply: { json: ['T4'] } }])
 * const gpus = await (await fetch(`${server.baseUrl}/gpus`)).json()
 * await server.close()
 * gpus // => ['T4']
 * server.requests[0].path // => '/gpus'
 */
export const startReplayServer = async (routes: readonly Route[]): Promise<ReplayServer> => {
  const { until, changed } = createConditions()
  const desk = createDesk(routes, changed)
  const server = createServer((message, response) => void desk.handle(message, response))
  // A connection that the server closes while the client sends on it would look like a fault that nobody asked for.
  server.keepAliveTimeout = 0
  const { cutAll, ...sockets } = watchSockets(server, changed)
  return {
    baseUrl: await listen(server),
    requests: desk.requests,
    unmatched: desk.unmatched,
    ...sockets,
    serve: desk.serve,
    requestsArrived: (count) => until(() => desk.requests.length >= count),
    settled: () => until(desk.isSettled),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      cutAll()
      await closed
    },
  }
}

/**
 * Starts a replay server, uses it, and closes it in any case.
 *
 * @param routes - What is answered.
 * @param use - Works with the server.
 * @returns What `use` gives.
 * @example
 * await withReplayServer([], async ({ baseUrl }) => (await fetch(baseUrl)).status) // => 404
 */
export const withReplayServer = async <T>(
  routes: readonly Route[],
  use: (server: ReplayServer) => Promise<T>,
): Promise<T> => {
  const server = await startReplayServer(routes)
  try {
    return await use(server)
  } finally {
    await server.close()
  }
}
