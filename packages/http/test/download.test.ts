import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createDownload, type Download } from '../src/index.ts'
import { hastyHttp } from './support/http.ts'
import { inTurn, reply, startServer, type TestServer } from './support/server.ts'

const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'gpu-http-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

interface FileServer extends TestServer {
  readonly asked: readonly IncomingHttpHeaders[]
}

/** Serves one file with its validators; answers 304 to who has it. */
const serveFile = async (
  validators: { readonly etag?: string; readonly 'last-modified'?: string },
  body = 'gpu,price\n',
): Promise<FileServer> => {
  const asked: IncomingHttpHeaders[] = []
  const server = await startServer((request, response) => {
    asked.push(request.headers)
    const isKnown =
      (validators.etag ?? '-') === request.headers['if-none-match'] ||
      (validators['last-modified'] ?? '-') === request.headers['if-modified-since']
    response.writeHead(isKnown ? 304 : 200, validators).end(isKnown ? undefined : body)
  })
  return { ...server, asked }
}

const shown = (download: Download): unknown => ({
  ...download,
  body: download.body === undefined ? undefined : Buffer.from(download.body).toString(),
})

const etag = { etag: '"v1"' }

test.each([etag, { 'last-modified': 'Wed, 25 Nov 2026 10:00:00 GMT' }])(
  'remembers %j without a folder',
  async (validators) => {
    const server = await serveFile(validators)
    const download = createDownload({ http: hastyHttp() })
    expect(shown((await download({ url: server.url }))._unsafeUnwrap())).toEqual({
      kind: 'changed',
      body: 'gpu,price\n',
    })
    expect((await download({ url: server.url }))._unsafeUnwrap()).toEqual({
      kind: 'unchanged',
      body: undefined,
    })
    expect(server.requests).toHaveLength(2)
  },
)

test('keeps the body in the folder, for another process too', async () => {
  const folder = join(await temporaryFolder(), 'not', 'there', 'yet')
  const server = await serveFile(etag)
  await createDownload({ http: hastyHttp(), folder })({ url: server.url })
  const second = await createDownload({ http: hastyHttp(), folder })({ url: server.url })
  expect(shown(second._unsafeUnwrap())).toEqual({ kind: 'unchanged', body: 'gpu,price\n' })
  expect(server.asked[1]).toMatchObject({ 'if-none-match': '"v1"' })
})

test('leaves one whole file in the folder, and neither addresses nor secrets', async () => {
  const folder = await temporaryFolder()
  const server = await serveFile(etag)
  const download = createDownload({ http: hastyHttp(), folder })
  const request = { url: `${server.url}/s3cret?key=s3cret`, headers: { 'x-api-key': 's3cret' } }
  await Promise.all([download(request), download(request), download(request)])
  const files = await readdir(folder)
  expect(files).toHaveLength(1)
  expect(files[0]).toMatch(/^[0-9a-f]{32}\.download$/)
  expect(await readFile(join(folder, files[0] ?? ''), 'utf8')).not.toMatch(/s3cret|127\.0\.0\.1/)
})

test('tells files apart by their whole address', async () => {
  const folder = await temporaryFolder()
  const server = await startServer((request, response) => response.end(request.url))
  const download = createDownload({ http: hastyHttp(), folder })
  for (const url of ['/a', '/b', '/a?x=1']) {
    expect(shown((await download({ url: server.url + url }))._unsafeUnwrap())).toMatchObject({ body: url })
  }
  expect(await readdir(folder)).toHaveLength(3)
})

test('notices that a file is the same when the service always answers whole', async () => {
  const server = await startServer(reply(200, 'same'))
  const download = createDownload({ http: hastyHttp(), folder: await temporaryFolder() })
  await download({ url: server.url })
  expect(shown((await download({ url: server.url }))._unsafeUnwrap())).toEqual({
    kind: 'unchanged',
    body: 'same',
  })
})

test('gives the new file when it has changed', async () => {
  const server = await startServer(
    inTurn(reply(200, 'one', etag), reply(200, 'two', { etag: '"v2"' }), reply(304)),
  )
  const download = createDownload({ http: hastyHttp(), folder: await temporaryFolder() })
  await download({ url: server.url })
  expect(shown((await download({ url: server.url }))._unsafeUnwrap())).toEqual({
    kind: 'changed',
    body: 'two',
  })
  expect(shown((await download({ url: server.url }))._unsafeUnwrap())).toEqual({
    kind: 'unchanged',
    body: 'two',
  })
})

test.each([
  ['a service that fails', reply(503)],
  ['a service that asks to slow down', reply(429)],
  [
    'what is no reply',
    (request: { socket: { resetAndDestroy: () => void } }) => request.socket.resetAndDestroy(),
  ],
])('gives the older file for %s, with its age and the reason', async (_, outage) => {
  const server = await startServer(inTurn(reply(200, 'one', etag), outage))
  const download = createDownload({ http: hastyHttp(), folder: await temporaryFolder() })
  await download({ url: server.url }, { nowMs: 1_000 })
  const stale = (await download({ url: server.url }, { nowMs: 9_000 }))._unsafeUnwrap()
  expect(shown(stale)).toMatchObject({
    kind: 'stale',
    body: 'one',
    downloadedAtMs: 1_000,
    error: { attempts: 3 },
  })
})

test('gives the older file for one that is cut', async () => {
  const cut = inTurn(reply(200, 'one', etag), (request, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('tw', () => request.socket.destroy())
  })
  const server = await startServer(cut)
  const download = createDownload({ http: hastyHttp(), folder: await temporaryFolder() })
  await download({ url: server.url })
  expect(shown((await download({ url: server.url }))._unsafeUnwrap())).toMatchObject({
    kind: 'stale',
    body: 'one',
    error: { kind: 'unreachable' },
  })
})

test.each([401, 404])('hides no %d behind an older file', async (status) => {
  const server = await startServer(inTurn(reply(200, 'one', etag), reply(status)))
  const download = createDownload({ http: hastyHttp(), folder: await temporaryFolder() })
  await download({ url: server.url })
  expect((await download({ url: server.url }))._unsafeUnwrapErr()).toMatchObject({ status })
})

test('has no older file without a folder', async () => {
  const server = await startServer(inTurn(reply(200, 'one', etag), reply(503)))
  const download = createDownload({ http: hastyHttp() })
  await download({ url: server.url })
  expect((await download({ url: server.url }))._unsafeUnwrapErr()).toMatchObject({ kind: 'provider-failed' })
})

test.each(['', 'no json\nbody', '{"digest":"x","downloadedAtMs":1}\nbody', '{}'])(
  'downloads anew what is damaged in the folder: %j',
  async (damaged) => {
    const folder = await temporaryFolder()
    const server = await serveFile(etag)
    const download = createDownload({ http: hastyHttp(), folder })
    await download({ url: server.url })
    const [file = ''] = await readdir(folder)
    await writeFile(join(folder, file), damaged)
    expect(shown((await download({ url: server.url }))._unsafeUnwrap())).toEqual({
      kind: 'changed',
      body: 'gpu,price\n',
    })
    expect(server.asked[1]?.['if-none-match']).toBeUndefined()
  },
)

test('gives the file and the fault when it cannot be stored', async () => {
  const folder = join(await temporaryFolder(), 'file')
  await writeFile(folder, 'not a folder')
  const server = await serveFile(etag)
  const download = createDownload({ http: hastyHttp(), folder })
  expect(shown((await download({ url: server.url }))._unsafeUnwrap())).toEqual({
    kind: 'changed',
    body: 'gpu,price\n',
    storeFault: 'EEXIST',
  })
})

test('is not satisfied with "not modified" when it has nothing', async () => {
  const server = await startServer(reply(304))
  const error = (await createDownload({ http: hastyHttp() })({ url: server.url }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'provider-failed', status: 304 })
})

test('reports a wrong address', async () => {
  const error = (await createDownload({ http: hastyHttp() })({ url: 'x' }))._unsafeUnwrapErr()
  expect(error.kind).toBe('invalid-options')
})
