import type { ListError } from '@aima/gpu-core'
import { errAsync, Result, ResultAsync } from 'neverthrow'
import { type Call, failureOf } from '../call.ts'
import type { RawReply } from '../exchange/exchange.ts'
import { headerOf } from '../exchange/reply-headers.ts'
import { mostFailureBytes } from '../exchange/whole-body.ts'
import type { HttpError } from '../http-error.ts'
import type { FailedReply } from '../request.ts'
import { retryAfterMsOf } from '../retry-after.ts'
import { shownIssues } from '../shape-issues.ts'
import { startOfText } from './reply-text.ts'

const markup = /^\s*<(?!\s*!doctype\s+html|\s*html)[?!a-z]/i

const isJson = (text: string): boolean => Result.fromThrowable(JSON.parse)(text).isOk()

/**
 * An API says no in JSON or XML, or without a word; a page for people comes from something in front of it.
 */
const isFromApi = (body: string): boolean => body.trim() === '' || markup.test(body) || isJson(body)

interface Asked {
  readonly retryAfterMs?: number
}

const askedOf = (call: Call, reply: FailedReply): Asked => {
  const moment = { date: reply.header('date'), nowMs: call.nowMs() }
  const retryAfterMs = retryAfterMsOf(reply.header('retry-after'), moment)
  return retryAfterMs === undefined ? {} : { retryAfterMs }
}

const faultOfStatus = ({ status, body }: FailedReply, asked: Asked): ListError => {
  if (status === 401 || (status === 403 && isFromApi(body))) return { kind: 'unauthorized', status }
  if (status === 429) return { kind: 'rate-limited', ...asked }
  return { kind: 'provider-failed', status }
}

// An adapter that stumbles over a body must not hide the status.
const knownFault = ({ source, redact }: Call, reply: FailedReply): ListError | undefined => {
  const fault = Result.fromThrowable(() => source.readFailure?.(reply))().unwrapOr(undefined)
  return fault?.kind === 'unexpected-shape' || fault?.kind === 'invalid-options'
    ? { ...fault, issues: shownIssues(fault.issues, redact) }
    : fault
}

const failure = (call: Call, reply: FailedReply): HttpError => {
  const asked = askedOf(call, reply)
  const fault = knownFault(call, reply) ?? faultOfStatus(reply, asked)
  return failureOf(call, fault, { status: reply.status, ...asked })
}

/**
 * Turns a reply that says no into an error.
 *
 * - 401, and 403 from an API: `unauthorized`. A 403 with a page or plain text comes from a firewall in front
 *   of it (RunPod's Cloudflare: "error code: 1010"), says nothing about the key, and is `provider-failed`.
 * - 429: `rate-limited`, with `Retry-After`.
 * - Everything else: `provider-failed`.
 *
 * `readFailure` of the request may know better.
 */
export const failedReply = (call: Call, reply: RawReply): ResultAsync<never, HttpError> =>
  ResultAsync.fromSafePromise(startOfText(call, reply, mostFailureBytes)).andThen((body) =>
    errAsync(
      failure(call, { status: reply.statusCode, body, header: (name) => headerOf(reply.headers, name) }),
    ),
  )
