import { createHttp, type Http, type HttpOptions, httpDefaults } from '@aima/gpu-http'
import { Agent } from 'undici'
import type { Access, Tls } from './access.ts'

const isHttp = (http: Http | HttpOptions): http is Http => 'json' in http

const needsAgent = ({ ca, cert, key, servername, isUnchecked }: Tls): boolean =>
  isUnchecked || [ca, cert, key, servername].some((part) => part !== undefined)

const agentOf = ({ ca, cert, key, servername, isUnchecked }: Tls, options: HttpOptions): Agent => {
  const timeout = options.connectTimeoutMs ?? httpDefaults.connectTimeoutMs
  return new Agent({
    connections: options.connectionsPerHost ?? httpDefaults.connectionsPerHost,
    pipelining: 1,
    allowH2: false,
    connect: {
      timeout,
      rejectUnauthorized: !isUnchecked,
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(servername === undefined ? {} : { servername }),
    },
  })
}

/**
 * Prepares connections to a cluster. They are kept as long as its certificates stay the same.
 *
 * With certificates of its own a cluster is reached directly, without the environment's proxy.
 *
 * @param given - What the user said of connections; those of his own are used as they are.
 */
export const prepareConnections = (given: Http | HttpOptions = {}): ((access: Access) => Http) => {
  let kept: { readonly key: string; readonly http: Http } | undefined
  return ({ tls }) => {
    if (isHttp(given)) return given
    const key = JSON.stringify(tls)
    if (kept?.key === key) return kept.http
    const isOwn = given.dispatcher === undefined && needsAgent(tls)
    const http = createHttp(isOwn ? { ...given, dispatcher: agentOf(tls, given) } : given)
    kept = { key, http }
    return http
  }
}
