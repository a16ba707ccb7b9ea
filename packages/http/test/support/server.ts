import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A server on loopback for one test. */
export interface TestServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string
  /** Port that it listens on. */
  readonly port: number
  /** Connections that were opened so far. */
  readonly connections: () => number
  /** Requests that came so far, as `METHOD path`. */
  readonly requests: readonly string[]
  /** Resolves when so many requests have come. */
  readonly arrived: (count: number) => Promise<void>
}

/** The port of a listening server. */
export const portOf = (server: { address: () => AddressInfo | string | null }): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Listens on loopback until the test is finished. */
export const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return portOf(server)
}

/** Starts a server that answers with the given function. */
export const startServer = async (listener: RequestListener): Promise<TestServer> => {
  const sockets = new Set<Socket>()
  const requests: string[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    for (const { count, resolve } of waiting) if (requests.length >= count) resolve()
    listener(request, response)
  })
  server.on('connection', (socket) => sockets.add(socket))
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    connections: () => sockets.size,
    requests,
    arrived: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
  }
}

/** Answers each request with the next of the given listeners; the last one stays. */
export const inTurn = (...listeners: readonly RequestListener[]): RequestListener => {
  let turn = 0
  return (request, response) => {
    const listener = listeners[Math.min(turn, listeners.length - 1)]
    turn += 1
    listener?.(request, response)
  }
}

/** Answers with a status and a body. */
export const reply =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, headers).end(body)
  }

/** Never answers. */
export const hang: RequestListener = () => undefined
