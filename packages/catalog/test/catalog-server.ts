import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** A request that came. */
interface Asked {
  /** Path with its query. */
  readonly path: string
  /** Headers. */
  readonly headers: IncomingHttpHeaders
}

/** Answers a request. */
export type Answer = (response: ServerResponse, asked: Asked) => void

/** A server on loopback that can change its answers. */
export interface CatalogServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string
  /** Requests that came so far. */
  readonly asked: readonly Asked[]
  /** Answers by path from now on; all else is 404. */
  readonly serve: (answers: Readonly<Record<string, Answer>>) => void
  /** Stops to listen. */
  readonly stop: () => Promise<void>
  /** Resolves when the next request has come. */
  readonly nextRequest: () => Promise<void>
}

const notFound: Answer = (response) => void response.writeHead(404).end('404: Not Found')

/** Starts a server, which is stopped when the test is finished. */
export const startCatalogServer = async (
  answers: Readonly<Record<string, Answer>>,
): Promise<CatalogServer> => {
  const asked: Asked[] = []
  const waiting: (() => void)[] = []
  const state = { answers }
  const server = createServer(({ url: path = '', headers }, response) => {
    asked.push({ path, headers })
    for (const resolve of waiting.splice(0)) resolve()
    const answer = state.answers[path.replace(/\?.*/, '')] ?? notFound
    answer(response, { path, headers })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(stop)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    serve: (next) => {
      state.answers = next
    },
    stop,
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
  }
}

/** Serves a file with its validators; 304 to who has it. */
export const file =
  (
    body: string,
    validators: { readonly etag?: string; readonly 'last-modified'?: string } = { etag: '"v1"' },
  ): Answer =>
  (response, { headers }) => {
    const isKnown = validators.etag !== undefined && headers['if-none-match'] === validators.etag
    response.writeHead(isKnown ? 304 : 200, validators).end(isKnown ? undefined : body)
  }

/** Answers with a status and no more. */
export const status =
  (code: number): Answer =>
  (response) =>
    void response.writeHead(code).end()
