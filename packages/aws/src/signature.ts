import { createHash } from 'node:crypto'
import { type Secret, secret } from '@aima/gpu-http'
import { AwsV4Signer } from 'aws4fetch'
import type { AwsCredentials } from './credentials.ts'

/** A request that is to be signed. It is a `POST`. */
export interface SignedRequest {
  /** Address. */
  readonly url: string
  /** Headers that are signed besides those of the signature. */
  readonly headers: Readonly<Record<string, string>>
  /** Body. */
  readonly body: string
}

/** What a signature is made with. */
export interface SigningContext {
  /** Keys. */
  readonly credentials: AwsCredentials
  /** Name under which the service is signed for, such as `ec2`. */
  readonly service: string
  /** Region of the host. */
  readonly region: string
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** Such as `20261123T000000Z`. */
const stampOf = (nowMs: number): string => new Date(nowMs).toISOString().replace(/[:-]|\.\d{3}/g, '')

/**
 * Signs a request with Signature Version 4.
 *
 * @param request - The request.
 * @param context - Keys, service, region and time.
 * @returns The headers to send besides its own. Rejects for keys that cannot be in a header and for a time that is none.
 * Source: AWS, "Signature Version 4 signing process".
 */
export const sign = async (
  { url, headers, body }: SignedRequest,
  { credentials: { accessKeyId, secretAccessKey, sessionToken }, service, region, nowMs }: SigningContext,
): Promise<Readonly<Record<string, string | Secret | undefined>>> => {
  const hash = createHash('sha256').update(body).digest('hex')
  const signer = new AwsV4Signer({
    method: 'POST',
    url,
    headers: { ...headers, 'x-amz-content-sha256': hash },
    body,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    service,
    region,
    datetime: stampOf(nowMs),
    allHeaders: true,
  })
  const signed = (await signer.sign()).headers
  return {
    authorization: secret(signed.get('authorization') ?? ''),
    'x-amz-content-sha256': hash,
    'x-amz-date': signer.datetime,
    'x-amz-security-token': sessionToken === undefined ? undefined : secret(sessionToken),
  }
}
