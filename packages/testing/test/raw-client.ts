import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'

/** How a request ended, as a client sees it that knows nothing of faults. */
export interface Ended {
  readonly status?: number | undefined
  readonly headers?: IncomingMessage['headers']
  readonly body: Buffer
  readonly chunks: number
  readonly code?: string | undefined
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)

/** Reads until the reply ends, the connection breaks, or enough bytes have come. */
export const ask = async (
  url: string,
  {
    enoughBytes = Number.POSITIVE_INFINITY,
    body,
    ...options
  }: { enoughBytes?: number; body?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<Ended> => {
  const outgoing = request(url, { agent: false, ...options }).end(body)
  // What breaks after the reply began breaks the reply too, where it is caught.
  outgoing.on('error', () => undefined)
  const parts: Buffer[] = []
  let message: IncomingMessage | undefined
  const end = (code?: string): Ended => ({
    status: message?.statusCode,
    headers: message?.headers ?? {},
    body: Buffer.concat(parts),
    chunks: parts.length,
    code,
  })
  try {
    const [response]: IncomingMessage[] = await once(outgoing, 'response')
    message = response
    let bytes = 0
    for await (const part of response ?? []) {
      parts.push(part)
      bytes += part.length
      if (bytes >= enoughBytes) {
        outgoing.destroy()
        return end('ENOUGH')
      }
    }
    return end()
  } catch (error) {
    return end(codeOf(error))
  }
}
