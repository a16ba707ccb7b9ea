import { Result } from 'neverthrow'
import { z } from 'zod'

/** Address of a service. */
export const Address: z.ZodType<string> = z.url({ protocol: /^https?$/ }).max(2048)

/** Longer than any token of a cluster, and short enough to be looked for in texts. */
const longestToken = 8192

/** Token of a service; an empty one is none. */
export const Token: z.ZodType<string> = z.string().max(longestToken)

/** What is wrong with a token that is no {@link Token}. */
export const tokenIssue = `a token of at most ${longestToken} characters expected`

/** An address without slashes at its end. */
export const withoutSlash = (baseUrl: string): string => baseUrl.replace(/\/+$/, '')

const decode = Result.fromThrowable(decodeURIComponent)

const passwordIn = (address: string): string => {
  const { password } = new URL(address)
  return decode(password).unwrapOr(password)
}

/**
 * What of a connection must not be seen: its token, and the password in its address.
 *
 * @param baseUrl - The address.
 * @param token - The token.
 * @example
 * secretsOf('https://me:pass%20word@prometheus.example', 'abc') // => ['abc', 'pass word']
 */
export const secretsOf = (baseUrl: string, token: string | undefined): readonly string[] =>
  [token ?? '', URL.canParse(baseUrl) ? passwordIn(baseUrl) : ''].filter((secret) => secret !== '')
