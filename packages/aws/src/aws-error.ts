import type { ListError } from '@aima/gpu-core'
import type { FailedReply } from '@aima/gpu-http'

/** Source: the codes on which botocore retries (2026-11). */
const throttlingCodes: ReadonlySet<string> = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
])

/** Keys, clock or region are not accepted. Source: EC2 API reference, "Client errors"; AWS, "Common errors" (2026). */
const refusalCodes: ReadonlySet<string> = new Set([
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
])

/** The keys are sound and lack a permission. */
const permissionCodes: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
])

const inXml = /<Code>\s*([A-Za-z][A-Za-z.]{0,63})\s*<\/Code>/
const inJson = /"__type"\s*:\s*"(?:[^"#]{0,128}#)?([A-Za-z][A-Za-z.]{0,63})"/

/**
 * Code of an error, as EC2 and the Query services write it in XML and the others in JSON.
 *
 * @param body - Start of the reply.
 * @example
 * codeIn('<Response><Errors><Error><Code>AuthFailure</Code></Error></Errors></Response>') // => 'AuthFailure'
 * codeIn('{"__type":"com.amazonaws#ThrottlingException","Message":"Rate exceeded"}') // => 'ThrottlingException'
 */
export const codeIn = (body: string): string | undefined => (inXml.exec(body) ?? inJson.exec(body))?.[1]

/** Whether a code says that a permission is missing. */
export const isPermission = (code: string | undefined): boolean => permissionCodes.has(code ?? '')

/**
 * Reads an error by its code, which says more than the status: throttling comes with 400 and 503 as well.
 *
 * @param reply - The reply.
 * @returns Undefined: the status says it all.
 */
export const readFailure = ({ status, body }: FailedReply): ListError | undefined => {
  const code = codeIn(body) ?? ''
  if (throttlingCodes.has(code)) return { kind: 'rate-limited' }
  return refusalCodes.has(code) || permissionCodes.has(code) ? { kind: 'unauthorized', status } : undefined
}
