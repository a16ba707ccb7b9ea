import { errAsync, okAsync } from 'neverthrow'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { collect, type HttpRequest, type Paging } from '../src/index.ts'
import { hastyHttp } from './support/http.ts'
import { reply, startServer, type TestServer } from './support/server.ts'

interface Page {
  readonly items: readonly number[]
  readonly next?: string | undefined
}

const Page: z.ZodType<Page> = z.object({ items: z.array(z.number()), next: z.string().optional() })

const http = () => hastyHttp({ maximumAttempts: 1 })

const walk = (calls: ReturnType<typeof http>, first: HttpRequest, more: Partial<Paging<Page>> = {}) =>
  collect(
    calls.pages({ first, read: (request) => calls.json(request, Page), next: ({ next }) => next, ...more }),
  )

/** A list of pages, each with a link to the next. */
const serve = (pages: Readonly<Record<string, Page | number>>): Promise<TestServer> =>
  startServer((request, response) => {
    const page = pages[request.url ?? '']
    if (typeof page === 'number') response.writeHead(page).end()
    else response.end(JSON.stringify(page))
  })

test('follows links to the last page, relative or not', async () => {
  const server = await serve({
    '/list?size=1': { items: [1], next: '/list?page=2' },
    '/list?page=2': { items: [2], next: '?page=3' },
    '/list?page=3': { items: [3] },
  })
  const { values, errors } = await walk(http(), { url: `${server.url}/list`, query: { size: 1 } })
  expect(values.map(({ items }) => items)).toEqual([[1], [2], [3]])
  expect(errors).toEqual([])
})

test('goes on with requests of any kind', async () => {
  const bodies: string[] = []
  const server = await startServer((request, response) => {
    request.on('data', (data: Buffer) => bodies.push(data.toString()))
    request.on('end', () =>
      response.end(JSON.stringify({ items: [], next: bodies.length < 3 ? `t${bodies.length}` : undefined })),
    )
  })
  const first: HttpRequest = { url: server.url, method: 'POST', json: {} }
  const next = (page: Page, request: HttpRequest) =>
    page.next === undefined ? undefined : { ...request, json: { token: page.next } }
  expect((await walk(http(), first, { next })).errors).toEqual([])
  expect(bodies).toEqual(['{}', '{"token":"t1"}', '{"token":"t2"}'])
})

test('takes the password of the address along to the next page', async () => {
  const seen: (string | undefined)[] = []
  const server = await startServer((request, response) => {
    seen.push(request.headers.authorization)
    const links: Readonly<Record<string, string>> = { '/': `${server.url}/2`, '/2': '/3' }
    response.end(JSON.stringify({ items: [], next: links[request.url ?? ''] }))
  })
  await walk(http(), { url: server.url.replace('//', '//me:hunter2@') })
  const credentials = `Basic ${Buffer.from('me:hunter2').toString('base64')}`
  expect(seen).toEqual([credentials, credentials, credentials])
})

test('keeps the pages before a failure', async () => {
  const server = await serve({ '/': { items: [1], next: '/2' }, '/2': 500 })
  const { values, errors } = await walk(http(), { url: server.url })
  expect(values).toHaveLength(1)
  expect(errors).toEqual([{ kind: 'provider-failed', status: 500, attempts: 1, target: `${server.url}/2` }])
})

test('keeps the pages before one of the wrong shape', async () => {
  const server = await startServer((request, response) =>
    response.end(request.url === '/' ? '{"items":[1],"next":"/2"}' : '{"items":{}}'),
  )
  const { values, errors } = await walk(http(), { url: server.url })
  expect(values).toHaveLength(1)
  expect(errors).toMatchObject([{ kind: 'unexpected-shape', target: `${server.url}/2` }])
})

test('stops at a page that came before', async () => {
  const server = await serve({ '/': { items: [1], next: '/2' }, '/2': { items: [2], next: '/' } })
  const { values, errors } = await walk(http(), { url: server.url })
  expect(values).toHaveLength(2)
  expect(errors).toEqual([
    {
      kind: 'unexpected-shape',
      issues: ['next page: one that has not come before expected'],
      target: `${server.url}/`,
      attempts: 0,
    },
  ])
})

test('stops at a token that came before', async () => {
  const server = await startServer(reply(200, '{"items":[],"next":"same"}'))
  const next = ({ next: token }: Page, request: HttpRequest) => ({ ...request, query: { token } })
  const { values, errors } = await walk(http(), { url: server.url }, { next })
  expect(values).toHaveLength(2)
  expect(errors).toHaveLength(1)
})

test('stops after the most pages', async () => {
  let page = 0
  const server = await startServer((_, response) => {
    page += 1
    response.end(`{"items":[${page}],"next":"/${page}"}`)
  })
  const { values, errors } = await walk(http(), { url: server.url }, { maximumPages: 3 })
  expect(values).toHaveLength(3)
  expect(errors).toMatchObject([{ issues: ['next page: the end expected after 3 pages'] }])
  expect(server.requests).toHaveLength(3)
})

test('follows no link to another host, and sends it nothing', async () => {
  const other = await serve({ '/2': { items: [2] } })
  const server = await serve({ '/': { items: [1], next: `${other.url}/2?key=s3cret` } })
  const { values, errors } = await walk(http(), { url: server.url, headers: { 'x-api-key': 'k' } })
  expect(values).toHaveLength(1)
  expect(errors).toMatchObject([{ issues: [`next page: a link to 127.0.0.1:${server.port} expected`] }])
  expect(other.requests).toEqual([])
})

test('follows a link to a host that is allowed', async () => {
  const other = await serve({ '/2': { items: [2] } })
  const server = await serve({ '/': { items: [1], next: `${other.url}/2` } })
  const allowedHosts = [`127.0.0.1:${other.port}`]
  expect((await walk(http(), { url: server.url }, { allowedHosts })).values).toHaveLength(2)
})

const fakePages = (pages: Readonly<Record<string, string>>) =>
  collect(
    http().pages<string>({
      first: { url: 'https://prices.example/1' },
      read: ({ url }) => okAsync(String(url)),
      next: (page) => pages[page],
    }),
  )

test('takes the usual port for what it is', async () => {
  const { values } = await fakePages({ 'https://prices.example/1': 'https://prices.example:443/2' })
  expect(values).toEqual(['https://prices.example/1', 'https://prices.example/2'])
})

test.each([
  ['http://prices.example/2', 'next page: a link to prices.example expected'],
  ['https://prices.example.evil/2', 'next page: a link to prices.example expected'],
  ['//evil.example/2', 'next page: a link to prices.example expected'],
  ['javascript:1', 'next page: url: an address with http: or https: expected'],
])('does not follow %s', async (link, issue) => {
  const { values, errors } = await fakePages({ 'https://prices.example/1': link })
  expect(values).toHaveLength(1)
  expect(errors).toMatchObject([{ kind: 'unexpected-shape', issues: [issue] }])
})

test('reports a wrong first address as the fault of the caller', async () => {
  const error = { kind: 'cancelled', target: '', attempts: 0 } as const
  const { errors } = await collect(
    http().pages({ first: { url: 'x' }, read: () => errAsync(error), next: () => undefined }),
  )
  expect(errors).toMatchObject([{ kind: 'invalid-options' }])
})

test.each([0, 1.5, Number.NaN])(
  'reports %d as a number of pages, which would be no limit',
  async (maximumPages) => {
    const { values, errors } = await walk(http(), { url: 'http://127.0.0.1:1/' }, { maximumPages })
    expect(values).toEqual([])
    expect(errors).toMatchObject([
      { kind: 'invalid-options', issues: [expect.stringMatching(/^maximumPages: /)] },
    ])
  },
)

test('shows no secret of the host that a link should lead to', async () => {
  const calls = hastyHttp({ secrets: ['s3cret-word'] })
  const { errors } = await collect(
    calls.pages({
      first: { url: 'https://s3cret-word.example/' },
      read: () => okAsync(''),
      next: () => 'https://other.example/',
    }),
  )
  expect(errors).toMatchObject([{ issues: ['next page: a link to [redacted].example expected'] }])
})

test('reports wrong options', async () => {
  const { errors } = await walk(hastyHttp({ maximumAttempts: 0 }), { url: 'http://127.0.0.1:1/' })
  expect(errors).toMatchObject([{ kind: 'invalid-options' }])
})

test('asks for no page that nobody wants', async () => {
  const server = await serve({ '/': { items: [1], next: '/2' }, '/2': { items: [2] } })
  const calls = http()
  const read = (request: HttpRequest) => calls.json(request, Page)
  for await (const page of calls.pages({ first: { url: server.url }, read, next: ({ next }) => next })) {
    expect(page.isOk()).toBe(true)
    break
  }
  expect(server.requests).toEqual(['GET /'])
})
