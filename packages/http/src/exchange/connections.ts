import { lookup } from 'node:dns'
import { type Dispatcher, EnvHttpProxyAgent, interceptors, Pool } from 'undici'
import type { HttpSettings } from '../options.ts'

/** What the calls of one `Http` share. */
export interface Connections {
  /** Opens nothing by itself; a connection is made by the first request to its host. */
  readonly dispatcher: Dispatcher
  /** Lets calls that ask for the same share one request. */
  readonly deduplicate: Dispatcher.DispatcherComposeInterceptor
  /** Waits for what is under way and closes the connections, unless they are the caller's own. */
  readonly close: () => Promise<void>
}

type DnsOptions = NonNullable<Parameters<typeof interceptors.dns>[0]>

const proxyVariables = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY']

const isProxied = (): boolean => proxyVariables.some((name) => (process.env[name] ?? '') !== '')

/** Only the first address of a host: undici opens connections per address, and the limit is per host. */
const lookupFirst =
  (ttlMs: number): NonNullable<DnsOptions['lookup']> =>
  ({ hostname }, _options, callback) => {
    lookup(hostname, { order: 'ipv4first' }, (error, address, family) =>
      callback(error, [{ address, family: family === 6 ? 6 : 4, ttl: ttlMs }]),
    )
  }

/** No name is looked up for a proxy, which does so itself and may allow hosts by name. */
const dns = ({ dnsCacheMs }: HttpSettings): Dispatcher.DispatcherComposeInterceptor | undefined =>
  dnsCacheMs === 0 || isProxied()
    ? undefined
    : interceptors.dns({ maxTTL: dnsCacheMs, lookup: lookupFirst(dnsCacheMs) })

const ownAgent = ({ connectionsPerHost, connectTimeoutMs }: HttpSettings): EnvHttpProxyAgent => {
  const options = {
    connections: connectionsPerHost,
    pipelining: 1,
    // Of HTTP/2, one connection carries a hundred requests at once: the limit per host would not hold.
    allowH2: false,
    connectTimeout: connectTimeoutMs,
  }
  return new EnvHttpProxyAgent({
    ...options,
    connect: { timeout: connectTimeoutMs },
    // undici forgets the limit of connections for plain requests through a proxy.
    factory: (origin, given) => new Pool(origin, { ...options, ...given }),
    // And it waits 300 s for a tunnel, longer than any call: such a connection would be lost to later calls.
    clientFactory: (proxy, given) => new Pool(proxy, { ...given, headersTimeout: connectTimeoutMs }),
  })
}

const shared = ({ maximumBodyBytes }: HttpSettings): Dispatcher.DispatcherComposeInterceptor =>
  // A whole body is here at once, so a caller that reads slowly keeps up to all of it.
  interceptors.deduplicate({ maxBufferSize: maximumBodyBytes + 1 })

/**
 * Prepares connections.
 *
 * @param settings - How calls are made.
 * @param given - The caller's own connections, used as they are and never closed.
 */
export const createConnections = (settings: HttpSettings, given: Dispatcher | undefined): Connections => {
  const deduplicate = shared(settings)
  if (given !== undefined) return { dispatcher: given, deduplicate, close: async () => undefined }
  const agent = ownAgent(settings)
  const cache = dns(settings)
  return {
    dispatcher: cache === undefined ? agent : agent.compose(cache),
    deduplicate,
    close: () => agent.close(),
  }
}
