import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { systemClock } from './clock.ts'
import type { Http, StreamedReply } from './http.ts'
import type { HttpError } from './http-error.ts'
import { httpDefaults } from './options.ts'
import { prepareRequest } from './prepared-request.ts'
import type { HttpContext, HttpRequest } from './request.ts'
import { collect } from './result-stream.ts'
import { digestOf, readStored, type StoredDownload, type Validators, writeStored } from './stored-download.ts'

/** What a download brought. */
export type Download =
  | {
      /** A file that was not known yet. */
      readonly kind: 'changed'
      /** Its body. */
      readonly body: Uint8Array
      /** Why it could not be kept in the folder, such as `EACCES`. It is whole all the same. */
      readonly storeFault?: string | undefined
    }
  | {
      /** The file is the one that came last time. */
      readonly kind: 'unchanged'
      /** Its body, where a folder keeps it; without a folder, go on with what you made of it last time. */
      readonly body: Uint8Array | undefined
    }
  | {
      /** The service has no answer; this is what came last time. Only with a folder. */
      readonly kind: 'stale'
      /** Its body. */
      readonly body: Uint8Array
      /** When it came (ms since 1970-01-01 UTC). */
      readonly downloadedAtMs: number
      /** Why there is no newer one. */
      readonly error: HttpError
    }

/** Where downloads come from and where they are kept. */
export interface DownloadOptions {
  /** Makes the calls. */
  readonly http: Pick<Http, 'stream'>
  /**
   * Folder that keeps the files; made when needed. It is for one account: files are told apart by address
   * alone. Default: none, only the validators are remembered.
   */
  readonly folder?: string | undefined
}

/** Gets a file, unless it is the one that came last time. */
export type ConditionalDownload = (
  request: HttpRequest,
  context?: HttpContext,
) => ResultAsync<Download, HttpError>

/** What is known of a file from last time. */
interface Known {
  readonly validators: Validators
  readonly body: Uint8Array | undefined
}

/** Keeps what is known of files. */
interface Store {
  readonly read: (key: string) => Promise<Known | undefined>
  /** Gives a fault's code. */
  readonly write: (key: string, download: StoredDownload) => Promise<string | undefined>
}

const folderStore = (folder: string): Store => ({
  read: (key) => readStored(folder, key),
  write: (key, download) =>
    writeStored(folder, key, download).match(
      () => undefined,
      (code) => code,
    ),
})

const memoryStore = (): Store => {
  const known = new Map<string, Validators>()
  return {
    read: async (key) => {
      const validators = known.get(key)
      return validators === undefined ? undefined : { validators, body: undefined }
    },
    write: async (key, { validators }) => {
      known.set(key, validators)
      return undefined
    },
  }
}

const conditional = (request: HttpRequest, known: Known | undefined): HttpRequest => ({
  ...request,
  headers: {
    ...request.headers,
    'if-none-match': known?.validators.etag,
    'if-modified-since': known?.validators.lastModified,
  },
})

/** What is wrong with a request is reported by `http`, which knows all secrets. */
const addressOf = (request: HttpRequest): { readonly href: string; readonly origin: string } =>
  prepareRequest(request, httpDefaults)
    .map(({ url: { href, origin } }) => ({ href, origin }))
    .unwrapOr({ href: '', origin: 'no address' })

/** The service could not answer. That it refused is another thing, which an old file must not hide. */
const isOutage = ({ kind, status = 500 }: HttpError): boolean =>
  kind === 'unreachable' ||
  kind === 'timed-out' ||
  kind === 'rate-limited' ||
  kind === 'unexpected-shape' ||
  (kind === 'provider-failed' && status >= 500)

const staleOr = (known: Known | undefined, error: HttpError): Result<Download, HttpError> =>
  known?.body !== undefined && isOutage(error)
    ? ok({ kind: 'stale', body: known.body, downloadedAtMs: known.validators.downloadedAtMs, error })
    : err(error)

const wholeBody = async ({ bytes }: StreamedReply): Promise<Result<Uint8Array, HttpError>> => {
  const { values, errors } = await collect(bytes)
  const [error] = errors
  return error === undefined ? ok(Buffer.concat(values)) : err(error)
}

const validatorsOf = ({ header }: StreamedReply, body: Uint8Array, downloadedAtMs: number): Validators => ({
  etag: header('etag'),
  lastModified: header('last-modified'),
  digest: digestOf(body),
  downloadedAtMs,
})

/** One download on its way. */
interface Step {
  readonly key: string
  readonly origin: string
  readonly store: Store
  readonly known: Known | undefined
  readonly nowMs: number
}

const received = async (
  { key, origin, store, known, nowMs }: Step,
  reply: StreamedReply,
): Promise<Result<Download, HttpError>> => {
  const whole = await wholeBody(reply)
  if (whole.isErr()) return staleOr(known, whole.error)
  if (reply.status === 304) {
    return known === undefined
      ? err({ kind: 'provider-failed', status: 304, target: origin, attempts: 1 })
      : ok({ kind: 'unchanged', body: known.body })
  }
  const body = whole.value
  const validators = validatorsOf(reply, body, nowMs)
  const storeFault = await store.write(key, { validators, body })
  // Some services answer whole, whatever they are asked.
  if (known?.validators.digest === validators.digest) return ok({ kind: 'unchanged', body: known.body })
  return ok({ kind: 'changed', body, ...(storeFault === undefined ? {} : { storeFault }) })
}

/**
 * Makes a downloader of files that change seldom. It asks with `If-None-Match` and `If-Modified-Since` (RFC
 * 9110, section 13.1).
 *
 * @param options - Where downloads come from and where they are kept.
 * @returns Gets one file: `changed`, `unchanged`, or `stale` when there is no answer and the folder has an
 *   older file; the error of the call otherwise. What cannot be stored is no error.
 */
export const createDownload = ({ http, folder }: DownloadOptions): ConditionalDownload => {
  const store = folder === undefined ? memoryStore() : folderStore(folder)
  const download = async (
    request: HttpRequest,
    context: HttpContext,
  ): Promise<Result<Download, HttpError>> => {
    const { href, origin } = addressOf(request)
    const key = digestOf(href)
    const known = await store.read(key)
    const step = { key, origin, store, known, nowMs: context.nowMs ?? systemClock.nowMs() }
    const reply = await http.stream(conditional(request, known), context)
    return reply.isErr() ? staleOr(known, reply.error) : received(step, reply.value)
  }
  return (request, context = {}) => new ResultAsync(download(request, context))
}
