import type { Result, ResultAsync } from 'neverthrow'
import type { z } from 'zod'
import type { Call } from './call.ts'
import { type Answer, type Caller, createCaller } from './caller.ts'
import { headerOf } from './exchange/reply-headers.ts'
import type { HttpError } from './http-error.ts'
import type { HttpOptions } from './options.ts'
import type { Paging } from './pages.ts'
import { readJson } from './reply/json.ts'
import { replyText } from './reply/reply-text.ts'
import { unpacked } from './reply/unpacked.ts'
import { readXml } from './reply/xml.ts'
import type { HttpContext, HttpRequest, XmlRequest } from './request.ts'
import type { ResultStream } from './result-stream.ts'

/** A reply whose body comes piece by piece. */
export interface StreamedReply {
  /** HTTP status: 200 to 299, or 304 when the request asked for what has changed. */
  readonly status: number
  /** Reads a header, by its name in any case. */
  readonly header: (name: string) => string | undefined
  /**
   * The body, unpacked. Read it to its end or leave the loop: until then it holds a connection. The last
   * piece may be an error.
   */
  readonly bytes: ResultStream<Uint8Array, HttpError>
}

/** Calls over HTTP. What fails is an error with its facts; no call throws. */
export interface Http {
  /** Asks for JSON and checks it with a schema. */
  readonly json: <T>(
    request: HttpRequest,
    schema: z.ZodType<T>,
    context?: HttpContext,
  ) => ResultAsync<T, HttpError>
  /**
   * Asks for XML and checks it with a schema. Values are text, attributes are `@_name`. A document type, and
   * with it every entity of its own, is refused.
   */
  readonly xml: <T>(
    request: XmlRequest,
    schema: z.ZodType<T>,
    context?: HttpContext,
  ) => ResultAsync<T, HttpError>
  /** Asks for text in UTF-8. */
  readonly text: (request: HttpRequest, context?: HttpContext) => ResultAsync<string, HttpError>
  /**
   * Asks for a body piece by piece, as for `csvRows` and `jsonItems`. Once its head is here, it is not tried
   * again.
   */
  readonly stream: (request: HttpRequest, context?: HttpContext) => ResultAsync<StreamedReply, HttpError>
  /**
   * Gets a list page by page. What came before an error stays; it ends at the last page, at an error, at the
   * most pages, at a page that came before and at a link to another host. `collect` reads it to its end.
   */
  readonly pages: <Page>(paging: Paging<Page>) => ResultStream<Page, HttpError>
  /**
   * Waits for the requests under way and closes the connections. A call that waits for its next attempt ends
   * with `unreachable` (`UND_ERR_CLOSED`); a later call opens new connections.
   */
  readonly close: () => Promise<void>
}

const withAccept = (request: HttpRequest, accept: string): HttpRequest => ({
  ...request,
  headers: { accept, ...request.headers },
})

/** A whole text and the call that it answers. */
interface TextAnswer {
  readonly call: Call
  readonly text: string
}

const wholeText = (
  caller: Caller,
  request: HttpRequest,
  context: HttpContext,
): ResultAsync<TextAnswer, HttpError> =>
  caller.send(request, { context, isStreamed: false }).andThen(({ call, reply }) =>
    replyText(call, reply)
      .andTee(call.finish)
      .orTee(call.finish)
      .map((text) => ({ call, text })),
  )

async function* finishingBytes({
  call,
  reply,
}: Answer): AsyncGenerator<Result<Uint8Array, HttpError>, void, undefined> {
  try {
    yield* unpacked(call, reply)
  } finally {
    call.finish()
  }
}

const streamedReply = (answer: Answer): StreamedReply => ({
  status: answer.reply.statusCode,
  header: (name) => headerOf(answer.reply.headers, name),
  bytes: finishingBytes(answer),
})

/**
 * Makes a caller of HTTP services. Nothing happens before the first call; wrong options are the error of each
 * call.
 *
 * Of each call, the limits, deadlines and retries are those of the options or of the request; the connections
 * are shared.
 *
 * @param options - How calls are made; `httpDefaults` lists what holds otherwise.
 * @returns Calls whose errors are members of core's `ListError`, with `target`, `attempts`, `status` and
 *   `retryAfterMs`.
 * @example
 * const http = createHttp({ maximumAttempts: 0 })
 * const error = (await http.text({ url: 'https://api.example.com/gpus' }))._unsafeUnwrapErr()
 * error.kind // => 'invalid-options'
 */
export const createHttp = (options: HttpOptions = {}): Http => {
  const caller = createCaller(options)
  return {
    json: (request, schema, context = {}) =>
      wholeText(caller, withAccept(request, 'application/json'), context).andThen(({ call, text }) =>
        readJson(call, schema, text),
      ),
    xml: ({ listTags = [], ...request }, schema, context = {}) =>
      wholeText(caller, withAccept(request, 'application/xml, text/xml'), context).andThen(({ call, text }) =>
        readXml(call, { schema, listTags }, text),
      ),
    text: (request, context = {}) => wholeText(caller, request, context).map(({ text }) => text),
    stream: (request, context = {}) => caller.send(request, { context, isStreamed: true }).map(streamedReply),
    pages: caller.pages,
    close: caller.close,
  }
}
