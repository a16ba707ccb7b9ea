import { type ListError, type ListingContext, tellProgress } from '@aima/gpu-core'
import { type Http, type HttpRequest, secret, toListError } from '@aima/gpu-http'
import { withoutSlash } from '../endpoint.ts'
import type { Access } from './access.ts'
import { WireList } from './wire.ts'

/** Where lists are asked for. */
export interface Connection {
  /** Sends requests. */
  readonly http: Http
  /** How the cluster is reached. */
  readonly access: Access
  /** Cancellation and the present. */
  readonly context: ListingContext
  /** Items of one page. */
  readonly pageSize: number
  /** Id of the source, which is told with progress. */
  readonly source: string
}

/** What is asked for. */
export interface ListRequest {
  /** Path, such as `/api/v1/nodes`. */
  readonly path: string
  /** What it is called in progress and warnings. */
  readonly part: string
  /** Which objects are wanted. */
  readonly fieldSelector?: string | undefined
}

/** A list as far as it came. */
export interface KubeList {
  /** The items. */
  readonly items: readonly unknown[]
  /** Why it is not whole. */
  readonly error?: ListError | undefined
  /** HTTP status of that error, where there was one. */
  readonly status?: number | undefined
}

/** Pages of 500 make 100 000 nodes. */
const mostPages = 200
/** A list of which the server has forgotten the rest begins anew; a busy cluster may do so twice. */
const mostRestarts = 2
const gone = 410

const requestOf = ({ access, pageSize }: Connection, { path, fieldSelector }: ListRequest): HttpRequest => ({
  url: `${withoutSlash(access.baseUrl)}${path}`,
  query: { limit: pageSize, fieldSelector },
  headers: { authorization: access.token === undefined ? undefined : secret(`Bearer ${access.token}`) },
})

const readOnce = async (connection: Connection, request: ListRequest): Promise<KubeList> => {
  const { http, context, source } = connection
  const items: unknown[] = []
  let page = 0
  const pages = http.pages({
    first: requestOf(connection, request),
    read: (one) => http.json(one, WireList, context),
    next: ({ metadata }, one) =>
      metadata?.continue ? { ...one, query: { ...one.query, continue: metadata.continue } } : undefined,
    maximumPages: mostPages,
  })
  for await (const read of pages) {
    page += 1
    const part = `${request.part}, page ${page}`
    if (read.isErr()) {
      const error = toListError(read.error)
      tellProgress(context, { source, part, rows: 0, error })
      return { items, error, status: read.error.status }
    }
    tellProgress(context, { source, part, rows: read.value.items.length })
    for (const item of read.value.items) items.push(item)
  }
  return { items }
}

/**
 * Reads a list page by page. When the server has forgotten it in the middle (410), it is read from the start again.
 *
 * @param connection - Where.
 * @param request - What.
 * @returns The items that came, and why others did not.
 */
export const readList = async (connection: Connection, request: ListRequest): Promise<KubeList> => {
  let list = await readOnce(connection, request)
  for (let restarts = 0; restarts < mostRestarts && list.status === gone; restarts += 1)
    list = await readOnce(connection, request)
  return list
}
