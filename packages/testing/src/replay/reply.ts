import type { Fault } from './fault.ts'
import type { RecordedRequest } from './recorded-request.ts'

/** What the server answers, as data. At most one of `json`, `text` and `bytes` is the body; the first of them counts. */
export interface Reply {
  /** HTTP status. Default 200. */
  readonly status?: number | undefined
  /** Headers. The content type follows from the body when it is not among them. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Body, sent as JSON. */
  readonly json?: unknown
  /** Body, sent as it is in UTF-8. */
  readonly text?: string | undefined
  /** Body, sent as it is. */
  readonly bytes?: Uint8Array | undefined
  /** What goes wrong; absent: nothing. */
  readonly fault?: Fault | undefined
}

/** Which requests are answered, and how. The first route that fits a request answers it. */
export interface Route {
  /** Method in capitals; absent: any. */
  readonly method?: string | undefined
  /** Path without the query, compared as it is sent, or a pattern for it. */
  readonly path: string | RegExp
  /** A further condition, for example on the query or the body. */
  readonly when?: ((request: RecordedRequest) => boolean) | undefined
  /** The answer, or how it is made for a request. */
  readonly reply: Reply | ((request: RecordedRequest) => Reply)
}
