import type { ListError } from '@aima/gpu-core'
import { errors } from 'undici'
import { Interruption } from './interruption.ts'

/**
 * Connections that were lost or not to be had just now. `ENOTFOUND` is missing: a name that does not exist
 * will not in a second either.
 */
const passingCodes: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  // A proxy that does not open a tunnel; replies have a deadline of their own.
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_PRX_CONN',
  'UND_ERR_SOCKET',
])

// Such as `ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE`.
const plainCode = /^[A-Z][A-Z0-9_/]{1,63}$/
const proxyStatus = /\bproxy\b.*\((\d{3})\)/i

const stringField = (value: unknown, name: string): string => {
  const field: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof field === 'string' ? field : ''
}

/** undici tells the refusal of a proxy only in words. */
const proxyCode = (error: unknown): string | undefined => {
  const [, status] = proxyStatus.exec(stringField(error, 'message')) ?? []
  return status === undefined ? undefined : `PROXY_HTTP_${status}`
}

/** The code of an error of the system, of Node or of undici: a word without content. */
export const codeOf = (error: unknown): string => {
  const code = stringField(error, 'code')
  if (plainCode.test(code)) return proxyCode(error) ?? code
  // undici gives some of llhttp's errors without their code.
  return error instanceof errors.HTTPParserError ? 'HPE_INVALID_HTTP' : 'UNKNOWN'
}

/** Whether another attempt may meet better luck. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Interruption ? error.scope === 'attempt' : passingCodes.has(codeOf(error))

// undici tells a redirect that leads back, or to another protocol, only in words.
const isLostRedirect = (error: unknown): boolean =>
  codeOf(error) === 'ERR_INVALID_URL' ||
  /^(redirect loop|invalid url protocol)/i.test(stringField(error, 'message'))

/** A reply whose connection was lost before its end. */
export const cutBody = ({ target }: { readonly target: string }, error: unknown): ListError => ({
  kind: 'unreachable',
  target,
  code: codeOf(error),
})

const misshapen = (issue: string): ListError => ({ kind: 'unexpected-shape', issues: [issue] })

/** What a failed attempt tells the caller. */
export const faultOf = (error: unknown, target: string): ListError => {
  if (error instanceof Interruption) return error.fault
  if (isLostRedirect(error)) return misshapen('location: an address that leads on expected')
  const code = codeOf(error)
  // A reply that is no HTTP, or whose head is over undici's limit of 16 KiB.
  const isGarbled = code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW'
  return isGarbled ? misshapen(`head: HTTP expected (${code})`) : { kind: 'unreachable', target, code }
}
