import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { hastyHttp, testHttp } from './support/http.ts'
import { listen, reply, startServer } from './support/server.ts'
import { turns } from './support/turns.ts'

interface Proxy {
  readonly url: string
  readonly seen: readonly string[]
  readonly credentials: readonly (string | undefined)[]
}

/** A proxy that forwards plain requests by answering them itself, and tunnels all others to one port. */
const startProxy = async (tunnelTo: number, status = 200): Promise<Proxy> => {
  const seen: string[] = []
  const credentials: (string | undefined)[] = []
  const note = ({ method, url, headers }: IncomingMessage): void => {
    seen.push(`${method} ${url}`)
    credentials.push(headers['proxy-authorization'])
  }
  const server = createServer((request, response) => {
    note(request)
    response.writeHead(status).end('by proxy')
  })
  server.on('connect', (request: IncomingMessage, socket) => {
    note(request)
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
      return
    }
    const target = connect(tunnelTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      target.pipe(socket).pipe(target)
    })
    target.on('error', () => socket.destroy())
  })
  return { url: `http://127.0.0.1:${await listen(server)}`, seen, credentials }
}

afterEach(() => {
  vi.unstubAllEnvs()
})

const useProxy = (url: string, noProxy = ''): void => {
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy']) vi.stubEnv(name, url)
  vi.stubEnv('NO_PROXY', noProxy)
  vi.stubEnv('no_proxy', noProxy)
}

test('reads the environment on the first call, not before', async () => {
  const proxy = await startProxy(0)
  const http = testHttp()
  useProxy(proxy.url)
  expect((await http.text({ url: 'http://api.example.com/' }))._unsafeUnwrap()).toBe('by proxy')
})

test('sends plain requests through the proxy of the environment', async () => {
  const proxy = await startProxy(0)
  useProxy(proxy.url)
  const text = await testHttp().text({ url: 'http://api.example.com/gpus', query: { page: 1 } })
  expect(text._unsafeUnwrap()).toBe('by proxy')
  expect(proxy.seen).toEqual(['GET http://api.example.com/gpus?page=1'])
})

test('asks the proxy for a tunnel to hosts with https', async () => {
  const server = await startServer(reply(200))
  const proxy = await startProxy(server.port)
  useProxy(proxy.url)
  const error = (await hastyHttp().text({ url: 'https://api.example.com/' }))._unsafeUnwrapErr()
  // The tunnel ends at a server without TLS.
  expect(error).toMatchObject({ kind: 'unreachable', target: 'https://api.example.com/' })
  expect(proxy.seen[0]).toBe('CONNECT api.example.com:443')
})

test('goes around the proxy to the hosts of NO_PROXY', async () => {
  const server = await startServer(reply(200, 'direct'))
  const proxy = await startProxy(0)
  useProxy(proxy.url, 'other.example,127.0.0.1')
  expect((await testHttp().text({ url: server.url }))._unsafeUnwrap()).toBe('direct')
  expect(proxy.seen).toEqual([])
})

test('asks the proxy by name even when it keeps answers of the name service', async () => {
  const proxy = await startProxy(0)
  useProxy(proxy.url)
  const http = testHttp({ dnsCacheMs: 60_000 })
  expect((await http.text({ url: 'http://unknown.invalid/' })).isOk()).toBe(true)
  expect(proxy.seen).toEqual(['GET http://unknown.invalid/'])
})

test('gives the proxy the credentials of its address, and shows them nowhere', async () => {
  const proxy = await startProxy(0, 407)
  useProxy(proxy.url.replace('//', '//user:s3cret-word@'))
  const error = (await hastyHttp().text({ url: 'http://api.example.com/' }))._unsafeUnwrapErr()
  expect(proxy.credentials[0]).toBe(`Basic ${Buffer.from('user:s3cret-word').toString('base64')}`)
  expect(error).toMatchObject({ kind: 'unreachable', code: 'PROXY_HTTP_407', attempts: 1 })
  expect(JSON.stringify(error)).not.toContain('s3cret')
})

test('reports a proxy that refuses a tunnel', async () => {
  const proxy = await startProxy(0, 403)
  useProxy(proxy.url)
  const error = (await hastyHttp().text({ url: 'https://api.example.com/' }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'unreachable', code: 'PROXY_HTTP_403', attempts: 1 })
})

test('reports a proxy that is not there', async () => {
  useProxy('http://127.0.0.1:1')
  const error = (await hastyHttp().text({ url: 'https://api.example.com/' }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'unreachable', attempts: 3 })
})

test('holds the limit of calls at once through a proxy', async () => {
  const waiting: ServerResponse[] = []
  const server = await startServer((_, response) => void waiting.push(response))
  useProxy(server.url)
  const http = testHttp({ connectionsPerHost: 2 })
  const calls = Array.from({ length: 6 }, (_, id) => http.text({ url: `http://api.example.com/${id}` }))
  for (let answered = 0; answered < calls.length; answered += 1) {
    await server.arrived(Math.min(answered + 2, calls.length))
    await turns(20)
    expect(waiting.length).toBeLessThanOrEqual(2)
    waiting.shift()?.end()
  }
  expect((await Promise.all(calls)).every((result) => result.isOk())).toBe(true)
})

test('gives up a tunnel that does not open in the time for a connection, and closes it', async () => {
  const tunnels: Duplex[] = []
  const server = createServer()
  server.on('connect', (_, socket: Duplex) => void tunnels.push(socket))
  useProxy(`http://127.0.0.1:${await listen(server)}`)
  const http = testHttp({ connectTimeoutMs: 20, maximumAttempts: 1 })
  const error = (await http.text({ url: 'https://api.example.com/' }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'unreachable', code: 'UND_ERR_HEADERS_TIMEOUT', attempts: 1 })
  await http.close()
  expect(tunnels).toHaveLength(1)
})

test('reports a proxy whose address is none, and does not show it', async () => {
  useProxy('s3cret-word://[')
  const error = (await hastyHttp().text({ url: 'http://api.example.com/' }))._unsafeUnwrapErr()
  expect(error).toEqual({
    kind: 'invalid-options',
    issues: ['HTTP_PROXY, HTTPS_PROXY: addresses expected'],
    target: 'no address',
    attempts: 0,
  })
})
