import type { Http, HttpContext, HttpError, HttpRequest, ResultStream, StreamedReply } from '@aima/gpu-http'
import { err, type Result } from 'neverthrow'
import { checkCatalogHead } from './catalog-head.ts'

/** What a server sent. */
interface Sent {
  /** `Last-Modified`; absent: it states none. */
  readonly lastModified: string | undefined
  /** The file; absent: it sent none, because the kept one is the present one. */
  readonly body?: () => Uint8Array
}

/** What was told in one call. */
export interface Told {
  /** `Last-Modified` of the copy that was kept; absent: there is none, or it states none. */
  readonly keptLastModified?: string | undefined
  /** What the server sent; absent: no answer. */
  readonly sent?: Sent
}

/** Connections that note what a download does not tell. */
export interface WatchedHttp {
  /** Makes the calls. */
  readonly http: Pick<Http, 'stream'>
  /** What was told in the call with this context. */
  readonly toldIn: (context: HttpContext) => Told
}

const keptOf = ({ headers }: HttpRequest): string | undefined => {
  const value = headers?.['if-modified-since']
  return typeof value === 'string' ? value : undefined
}

/** A file on its way. */
interface Coming {
  readonly context: HttpContext
  readonly bytes: ResultStream<Uint8Array, HttpError>
  /** Takes what came. */
  readonly pieces: Uint8Array[]
}

/** Hands a file on; what is no catalog ends with an error, so that it is not kept. */
async function* catalogOnly({
  context,
  bytes,
  pieces,
}: Coming): AsyncGenerator<Result<Uint8Array, HttpError>, void, undefined> {
  for await (const piece of bytes) {
    yield piece
    if (piece.isErr()) return
    pieces.push(piece.value)
  }
  const checked = await checkCatalogHead(Buffer.concat(pieces), context.signal)
  if (checked.isErr()) yield err({ ...checked.error, target: 'catalog', attempts: 1 })
}

/**
 * Notes what a download on condition does not tell: the `Last-Modified` of a file, and its bytes when they
 * are those that came last time. A reply that is no catalog, such as the page of a proxy, becomes an error
 * before it can take the place of a good copy.
 *
 * Each call must have a context of its own, by which it is known.
 *
 * @param http - Makes the calls.
 */
export const watchHttp = (http: Pick<Http, 'stream'>): WatchedHttp => {
  const told = new WeakMap<HttpContext, Told>()
  const stream: Http['stream'] = (request, context = {}) => {
    const keptLastModified = keptOf(request)
    told.set(context, { keptLastModified })
    return http.stream(request, context).map((reply): StreamedReply => {
      const lastModified = reply.header('last-modified')
      if (reply.status === 304) {
        told.set(context, { keptLastModified, sent: { lastModified } })
        return reply
      }
      const pieces: Uint8Array[] = []
      told.set(context, { keptLastModified, sent: { lastModified, body: () => Buffer.concat(pieces) } })
      const bytes = catalogOnly({ context, bytes: reply.bytes, pieces })
      return { ...reply, bytes }
    })
  }
  return { http: { stream }, toldIn: (context) => told.get(context) ?? {} }
}
