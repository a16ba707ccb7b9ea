import type { IncomingMessage } from 'node:http'

/** A request as the replay server received it. */
export interface RecordedRequest {
  /** Method in capitals, such as `GET`. */
  readonly method: string
  /** Path without the query, still percent-encoded, such as `/v1/offers`. */
  readonly path: string
  /** Query. */
  readonly query: URLSearchParams
  /** Headers, their names in small letters; several of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** Body as UTF-8 text; empty when there was none. */
  readonly body: string
}

const headersOf = (message: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )

/** Reads a request to its end. */
export const readRequest = async (message: IncomingMessage): Promise<RecordedRequest> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  // No `URL`: it would take the beginning of a path with two slashes for a host, and tidy up others.
  const [path = '', ...query] = (message.url ?? '/').split('?')
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query.join('?')),
    headers: headersOf(message),
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** All that two equal requests have in common, their headers apart. */
export const requestKey = ({ method, path, query, body }: RecordedRequest): string =>
  [method, path, query.toString(), body].join('\n')
