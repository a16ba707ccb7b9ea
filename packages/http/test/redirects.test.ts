import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { secret } from '../src/index.ts'
import { hastyHttp } from './support/http.ts'
import { inTurn, reply, startServer } from './support/server.ts'

const headers = {
  authorization: secret('Bearer s3cret-word'),
  'x-api-key': 's3cret-word',
  cookie: 'session=s3cret-word',
}

const redirectTo = (location: string, status = 302) => reply(status, '', { location })

test.each([301, 302, 303, 307, 308])('does not follow %d by itself', async (status) => {
  const other = await startServer(reply(200))
  const server = await startServer(redirectTo(`${other.url}/?key=s3cret-word`, status))
  const error = (await hastyHttp().text({ url: server.url, headers }))._unsafeUnwrapErr()
  expect(error).toEqual({ kind: 'provider-failed', status, attempts: 1, target: `${server.url}/` })
  expect(other.requests).toEqual([])
})

test('sends credentials on to another path of the same host', async () => {
  const seen: IncomingHttpHeaders[] = []
  const server = await startServer((request, response) => {
    seen.push(request.headers)
    response.writeHead(request.url === '/' ? 302 : 200, { location: '/next' }).end('there')
  })
  const text = await hastyHttp({ maximumRedirects: 1 }).text({ url: server.url, headers })
  expect(text._unsafeUnwrap()).toBe('there')
  expect(seen[1]).toMatchObject({ authorization: 'Bearer s3cret-word', 'x-api-key': 's3cret-word' })
})

test('sends no header of the caller, and no password of the address, to another host', async () => {
  const seen: string[] = []
  const other = await startServer((request, response) => {
    seen.push(JSON.stringify(request.headers))
    response.end('there')
  })
  const server = await startServer(redirectTo(`${other.url}/next`))
  const http = hastyHttp({ maximumRedirects: 1 })
  const url = server.url.replace('//', '//user:s3cret-word@')
  expect((await http.text({ url, headers: { 'x-api-key': 's3cret-word' } }))._unsafeUnwrap()).toBe('there')
  expect((await http.text({ url: server.url, headers })).isOk()).toBe(true)
  expect(seen).toHaveLength(2)
  expect(seen.join()).not.toMatch(/s3cret|x-api-key|authorization|cookie/i)
  expect(seen[0]).toContain('aima-gpu-sdk')
})

test('stops after the most redirects', async () => {
  const server = await startServer((request, response) => {
    response.writeHead(302, { location: `${request.url}x` }).end()
  })
  const error = (await hastyHttp({ maximumRedirects: 3 }).text({ url: server.url }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'provider-failed', status: 302 })
  expect(server.requests).toHaveLength(4)
})

test('reports redirects that go round in circles', async () => {
  const server = await startServer((request, response) => {
    response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end()
  })
  const error = (await hastyHttp({ maximumRedirects: 10 }).text({ url: server.url }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ issues: ['location: an address that leads on expected'] })
  expect(server.requests).toEqual(['GET /', 'GET /a', 'GET /b'])
})

test.each(['http://[s3cret-word', 'file:///s3cret-word', 'data:,s3cret-word'])(
  'reports a redirect to what is no address of the web: %s',
  async (location) => {
    const server = await startServer(redirectTo(location))
    const error = (await hastyHttp({ maximumRedirects: 1 }).text({ url: server.url }))._unsafeUnwrapErr()
    expect(error).toEqual({
      kind: 'unexpected-shape',
      issues: ['location: an address that leads on expected'],
      attempts: 1,
      target: `${server.url}/`,
    })
  },
)

test('tries each hop again by itself', async () => {
  const server = await startServer(inTurn(reply(503), redirectTo('/there'), reply(503), reply(200, 'there')))
  const http = hastyHttp({ maximumRedirects: 1, maximumAttempts: 5 })
  expect((await http.text({ url: server.url }))._unsafeUnwrap()).toBe('there')
  expect(server.requests).toEqual(['GET /', 'GET /', 'GET /there', 'GET /there'])
})

test.each([307, 308])('sends no body on after %d', async (status) => {
  const other = await startServer(reply(200))
  const server = await startServer(redirectTo(other.url, status))
  const request = { url: server.url, method: 'PUT', json: { key: 's3cret-word' } } as const
  const error = (await hastyHttp({ maximumRedirects: 5 }).text(request))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'provider-failed', status })
  expect(other.requests).toEqual([])
})
