import type { CancelSignal, ListError } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'

/** How the toy talks to its provider. */
export interface ToyOptions {
  readonly baseUrl: string
  readonly secret?: string | undefined
  readonly timeoutMs: number
  readonly maximumBytes: number
  readonly attempts: number
  readonly retryDelayMs: number
  readonly redirect?: 'follow' | 'manual'
  readonly mostPages?: number
  readonly takesAbortsForLosses?: boolean
  readonly deadline?: 'whole' | 'idle'
  readonly measures?: 'while-reading' | 'afterwards'
}

type Reply<T> = Promise<Result<T, ListError>>

const retryAfterMs = (text: string | null): number | undefined => {
  if (text === null) return undefined
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return /^\d|GMT$/.test(text) && Number.isFinite(waitMs) && waitMs >= 0 ? waitMs : undefined
}

const statusError = ({ status, headers }: Response): ListError => {
  if (status === 401 || status === 403) return { kind: 'unauthorized', status }
  if (status !== 429) return { kind: 'provider-failed', status }
  const waitMs = retryAfterMs(headers.get('retry-after'))
  return { kind: 'rate-limited', ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) }
}

const codeOf = (failure: unknown): string => {
  const cause = failure instanceof Error ? failure.cause : undefined
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'UNKNOWN'
}

const readText = async (
  response: Response,
  { maximumBytes, measures = 'while-reading' }: ToyOptions,
  onChunk: () => void,
): Reply<string> => {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    onChunk()
    bytes += chunk.length
    if (measures === 'while-reading' && bytes > maximumBytes)
      return err({ kind: 'too-large', limitBytes: maximumBytes })
    chunks.push(chunk)
  }
  if (bytes > maximumBytes) return err({ kind: 'too-large', limitBytes: maximumBytes })
  return ok(Buffer.concat(chunks).toString('utf8'))
}

const parse = (text: string): Result<unknown, ListError> => {
  try {
    return ok(JSON.parse(text))
  } catch {
    return err({ kind: 'unexpected-shape', issues: ['expected JSON'] })
  }
}

const attempt = async (
  url: string,
  options: ToyOptions,
  { signal, onChunk }: { readonly signal: AbortSignal; readonly onChunk: () => void },
): Reply<unknown> => {
  const headers = new Headers(options.secret === undefined ? {} : { 'x-key': options.secret })
  const response = await fetch(url, { headers, redirect: options.redirect ?? 'manual', signal })
  if (!response.ok) {
    await response.body?.cancel()
    return err(statusError(response))
  }
  return (await readText(response, options, onChunk)).andThen(parse)
}

/** One attempt with a deadline that the caller can cancel. */
const guarded = async (
  url: string,
  options: ToyOptions,
  cancel: CancelSignal | undefined,
): Reply<unknown> => {
  if (cancel?.aborted) return err({ kind: 'cancelled' })
  const controller = new AbortController()
  let end: ListError | undefined
  const endWith = (error: ListError) => () => {
    end ??= error
    controller.abort()
  }
  const onCancel = endWith({ kind: 'cancelled' })
  const timer = setTimeout(endWith({ kind: 'timed-out', afterMs: options.timeoutMs }), options.timeoutMs)
  const onChunk = () => {
    if (options.deadline === 'idle') timer.refresh()
  }
  cancel?.addEventListener('abort', onCancel)
  try {
    return await attempt(url, options, { signal: controller.signal, onChunk })
  } catch (failure) {
    return err(end ?? { kind: 'unreachable', target: new URL(url).host, code: codeOf(failure) })
  } finally {
    clearTimeout(timer)
    cancel?.removeEventListener('abort', onCancel)
  }
}

const isPassing = ({ kind }: ListError): boolean => kind === 'provider-failed' || kind === 'unreachable'

/** Reads JSON from the provider, with as many attempts as it may. */
export const getJson = async (
  url: string,
  options: ToyOptions,
  cancel: CancelSignal | undefined,
): Reply<unknown> => {
  const read = await guarded(url, options, cancel)
  if (read.isOk() || options.attempts <= 1 || !isPassing(read.error)) return read
  await new Promise((resolve) => setTimeout(resolve, options.retryDelayMs))
  return getJson(url, { ...options, attempts: options.attempts - 1 }, cancel)
}
