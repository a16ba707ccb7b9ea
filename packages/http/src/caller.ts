import { err, ok, Result, ResultAsync } from 'neverthrow'
import { type Call, startCall } from './call.ts'
import { type Connections, createConnections } from './exchange/connections.ts'
import { exchange, type RawReply } from './exchange/exchange.ts'
import { mayGoOn, waitForAttempt } from './exchange/next-attempt.ts'
import { isPassingStatus } from './exchange/retry-policy.ts'
import type { HttpError } from './http-error.ts'
import { type HttpOptions, type HttpSettings, settingsOf } from './options.ts'
import { type Paging, readPages } from './pages.ts'
import { prepareRequest } from './prepared-request.ts'
import { failedReply } from './reply/failed-reply.ts'
import type { HttpContext, HttpRequest } from './request.ts'
import type { ResultStream } from './result-stream.ts'

/** Circumstances of a call, and how its body is taken. */
interface Circumstances {
  /** Cancellation and the present. */
  readonly context: HttpContext
  /** Whether the body is taken piece by piece. */
  readonly isStreamed: boolean
}

/** A good reply and the call that it answers. */
export interface Answer {
  /** The call; its clock runs until `finish`. */
  readonly call: Call
  /** The reply; its body has not been read. */
  readonly reply: RawReply
}

/** Sends requests with the same options over the same connections. */
export interface Caller {
  /** Sends a request and waits for a reply with a good status. */
  readonly send: (request: HttpRequest, circumstances: Circumstances) => ResultAsync<Answer, HttpError>
  /** Gets a list page by page. */
  readonly pages: <Page>(paging: Paging<Page>) => ResultStream<Page, HttpError>
  /** Closes the connections. */
  readonly close: () => Promise<void>
}

const invalidOptions = (issues: readonly string[]): HttpError => ({
  kind: 'invalid-options',
  issues,
  target: 'no address',
  attempts: 0,
})

const isGood = ({ statusCode }: RawReply, { isStreamed }: Call): boolean =>
  (statusCode >= 200 && statusCode < 300) || (isStreamed && statusCode === 304)

const answerOnce = (connections: Connections, call: Call): ResultAsync<Answer, HttpError> =>
  exchange(connections, call).andThen((reply) =>
    isGood(reply, call) ? ok({ call, reply }) : failedReply(call, reply),
  )

/** Some services ask to slow down with a status that is final otherwise, such as 400 or 403: only the request's `readFailure` knows. */
const isThrottledInWords = ({ kind, status }: HttpError): boolean =>
  kind === 'rate-limited' && status !== undefined && !isPassingStatus(status)

/** What the status says is tried again below, in `exchange`. */
const patientAnswer = (connections: Connections, call: Call): ResultAsync<Answer, HttpError> =>
  answerOnce(connections, call).orElse((error) =>
    isThrottledInWords(error) && mayGoOn(call)
      ? ResultAsync.fromSafePromise(waitForAttempt(call, error.retryAfterMs)).andThen((isDue) =>
          isDue || call.signal.aborted ? patientAnswer(connections, call) : err(error),
        )
      : err(error),
  )

const answer = (connections: Connections, call: Call): ResultAsync<Answer, HttpError> =>
  patientAnswer(connections, call).orTee(call.finish)

async function* noPages(error: HttpError): AsyncGenerator<Result<never, HttpError>, void, undefined> {
  yield err(error)
}

/** Prepares calls; opens nothing before the first. */
export const createCaller = (options: HttpOptions): Caller => {
  const settings = settingsOf(options).mapErr(invalidOptions)
  let opened: Connections | undefined
  const connect = Result.fromThrowable(
    (known: HttpSettings): Connections => {
      opened ??= createConnections(known, options.dispatcher)
      return opened
    },
    () => invalidOptions(['HTTP_PROXY, HTTPS_PROXY: addresses expected']),
  )
  return {
    send: (request, circumstances) =>
      settings.asyncAndThen((known) =>
        prepareRequest(request, known).asyncAndThen((prepared) =>
          connect(known).asyncAndThen((connections) =>
            answer(connections, startCall(prepared, { settings: known, ...circumstances })),
          ),
        ),
      ),
    pages: (paging) => settings.match((known) => readPages(paging, known), noPages),
    close: async () => {
      const closing = opened
      opened = undefined
      await closing?.close()
    },
  }
}
