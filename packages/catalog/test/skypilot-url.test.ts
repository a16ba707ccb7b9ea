import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ListError, Listing } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { SkypilotCatalogOptions, type SkypilotUrlOptions, skypilotCatalog } from '../src/index.ts'
import { csv, header, listFiles, writeFolder } from './catalog-folder.ts'
import { type Answer, type CatalogServer, file, startCatalogServer, status } from './catalog-server.ts'

const row = 'g5.xlarge,A10G,1,4,16,,1.006,0.4,us-east-1,use1-az1'
const dearer = row.replace('1.006', '1.5')
const azureRow = 'Standard_NC4as_T4_v3,T4,1,4,28,T4,0.526,,eastus,'

const nowMs = Date.UTC(2026, 10, 25, 12)
const hourMs = 3_600_000

type Options = Partial<SkypilotUrlOptions>

/** A source whose requests are not repeated. */
const sourceAt = ({ url }: CatalogServer, options: Options = {}) =>
  skypilotCatalog({ baseUrl: url, clouds: ['aws'], http: { maximumAttempts: 1 }, ...options })

const list = async (server: CatalogServer, options: Options = {}, atMs = nowMs) =>
  sourceAt(server, options).listOffers({}, { nowMs: atMs })

const onDemandUsd = (listed: Result<Listing, ListError>): readonly (number | undefined)[] =>
  listed
    ._unsafeUnwrap()
    .offers.filter(({ purchase }) => purchase === 'on-demand')
    .map(({ price }) => price?.usdPerHour)

const told = (listed: Result<Listing, ListError>): readonly string[] =>
  listed._unsafeUnwrap().warnings.flatMap((warning) => (warning.kind === 'limited' ? [warning.reason] : []))

const awsAt = (answer: Answer) => ({ '/aws/vms.csv': answer })

describe('downloads', () => {
  test('makes of a file on a server what it makes of the same file in a folder', async () => {
    const content = csv(row, 'g5.2xlarge,A10G,1,8,32,,?,,us-east-1,use1-az1', dearer)
    const server = await startCatalogServer(awsAt(file(content)))
    const listed = (
      await list(server, { observedAt: '2024-06-13' }, Date.parse('2024-06-13T12:00Z'))
    )._unsafeUnwrap()
    expect(listed).toEqual(await listFiles({ 'aws/vms.csv': content }))
    expect(listed.offers).toHaveLength(2)
  })

  test.each(['', '/', '/catalogs/v8', '/catalogs/v8/'])('finds files below the address %j', async (path) => {
    const server = await startCatalogServer({})
    await list(server, { baseUrl: server.url + path, clouds: ['aws', 'gcp'] })
    const below = path.replace(/\/$/, '')
    expect(server.asked.map((asked) => asked.path)).toEqual([`${below}/aws/vms.csv`, `${below}/gcp/vms.csv`])
  })

  test('keeps the query of the address, and out of errors', async () => {
    const server = await startCatalogServer({})
    const listed = await list(server, { baseUrl: `${server.url}/v8?sig=s3cret` })
    expect(server.asked.map(({ path }) => path)).toEqual(['/v8/aws/vms.csv?sig=s3cret'])
    expect(JSON.stringify(listed)).not.toContain('s3cret')
  })

  test('asks on the second listing for what has changed, and remembers the file', async () => {
    const server = await startCatalogServer(awsAt(file(csv(row))))
    const source = sourceAt(server)
    const first = await source.listOffers({}, { nowMs })
    const second = await source.listOffers({}, { nowMs })
    expect(second).toEqual(first)
    expect(onDemandUsd(second)).toEqual([1.006])
    expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"'])
  })

  test('lists the new prices when the file has changed', async () => {
    const server = await startCatalogServer(awsAt(file(csv(row))))
    const source = sourceAt(server)
    await source.listOffers({}, { nowMs })
    server.serve(awsAt(file(csv(dearer), { etag: '"v2"' })))
    expect(onDemandUsd(await source.listOffers({}, { nowMs }))).toEqual([1.5])
    expect(onDemandUsd(await source.listOffers({}, { nowMs }))).toEqual([1.5])
    expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"', '"v2"'])
  })

  test('unpacks a file that the server packs', async () => {
    const server = await startCatalogServer(
      awsAt((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(csv(row)))),
    )
    expect(onDemandUsd(await list(server))).toEqual([1.006])
  })

  test('lists nothing of a file that has a header only', async () => {
    const server = await startCatalogServer(awsAt(file(`${header}\n`)))
    expect(onDemandUsd(await list(server))).toEqual([])
  })
})

describe('days', () => {
  const changed = 'Tue, 24 Nov 2026 10:00:00 GMT'
  const changedAtMs = Date.UTC(2026, 10, 24, 10)
  const dayOf = (listed: Result<Listing, ListError>) => listed._unsafeUnwrap().offers[0]?.observedAtMs

  test('takes Last-Modified for the day of the prices, also of a kept copy', async () => {
    const cacheFolder = writeFolder({})
    const answer: Answer = (response, { headers }) => {
      if (headers['if-modified-since'] === changed) response.writeHead(304).end()
      else response.writeHead(200, { 'last-modified': changed }).end(csv(row))
    }
    const server = await startCatalogServer(awsAt(answer))
    expect(dayOf(await list(server, { cacheFolder }))).toBe(changedAtMs)
    expect(dayOf(await list(server, { cacheFolder }))).toBe(changedAtMs)
    server.serve(awsAt(status(500)))
    expect(dayOf(await list(server, { cacheFolder }))).toBe(changedAtMs)
    expect(server.asked).toHaveLength(3)
  })

  test('keeps to the day of the kept copy when a newer file is cut', async () => {
    const cacheFolder = writeFolder({})
    const server = await startCatalogServer(awsAt(file(csv(row), { etag: '"v1"', 'last-modified': changed })))
    await list(server, { cacheFolder })
    server.serve(
      awsAt((response) => {
        response.writeHead(200, {
          'content-length': '1000',
          'last-modified': 'Wed, 25 Nov 2026 10:00:00 GMT',
        })
        response.write(csv(dearer), () => response.destroy())
      }),
    )
    const listed = await list(server, { cacheFolder })
    expect(onDemandUsd(listed)).toEqual([1.006])
    expect(dayOf(listed)).toBe(changedAtMs)
  })

  test('takes the day in the options before any other', async () => {
    const server = await startCatalogServer(awsAt(file(csv(row), { 'last-modified': changed })))
    expect(dayOf(await list(server, { observedAt: '2026-08-01' }))).toBe(Date.UTC(2026, 7, 1))
  })

  test.each([
    ['states none', {}],
    ['states nonsense', { 'last-modified': 'yesterday' }],
    ['states a number', { 'last-modified': '5' }],
    ['states a day that is not one of HTTP', { 'last-modified': '2026-11-24' }],
    ['is ahead of time', { 'last-modified': 'Wed, 25 Nov 2099 10:00:00 GMT' }],
  ])('takes the day of the download when the server %s', async (_what, validators) => {
    const server = await startCatalogServer(awsAt(file(csv(row), validators)))
    expect(dayOf(await list(server))).toBe(nowMs)
  })

  test.each(['Tuesday, 24-Nov-26 10:00:00 GMT', 'Tue Nov 24 10:00:00 2026'])(
    'reads the old form of a date: %s',
    async (stated) => {
      const server = await startCatalogServer(awsAt(file(csv(row), { 'last-modified': stated })))
      expect(dayOf(await list(server))).toBe(changedAtMs)
    },
  )

  test('says how the day is known', async () => {
    const server = await startCatalogServer(awsAt(file(csv(row))))
    expect((await list(server))._unsafeUnwrap().offers[0]?.assumptions?.[0]).toEqual({
      name: 'usdPerHour',
      value: '2026-11-25',
      unit: '',
      basis:
        'list price in a SkyPilot catalog; day on which the server sent the list or said that it is unchanged, because neither states one',
    })
  })
})

describe('kept copies', () => {
  test('serves an unchanged file from the folder, also in another process', async () => {
    const cacheFolder = join(writeFolder({}), 'made', 'when needed')
    const server = await startCatalogServer(awsAt(file(csv(row))))
    await list(server, { cacheFolder })
    const second = await list(server, { cacheFolder })
    expect(onDemandUsd(second)).toEqual([1.006])
    expect(told(second)).toHaveLength(1)
    expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"'])
    expect(readdirSync(cacheFolder)).toHaveLength(1)
  })

  test.each([
    ['fails', awsAt(status(500)), 'HTTP 500'],
    ['asks to slow down', awsAt(status(429)), ''],
  ])('uses an old copy and says its age when the server %s', async (_what, answers, why) => {
    const cacheFolder = writeFolder({})
    const server = await startCatalogServer(awsAt(file(csv(row))))
    await list(server, { cacheFolder })
    server.serve(answers)
    const later = await list(server, { cacheFolder }, nowMs + 26.5 * hourMs)
    expect(onDemandUsd(later)).toEqual([1.006])
    expect(later._unsafeUnwrap().offers[0]?.observedAtMs).toBe(nowMs)
    expect(told(later)[0]).toMatch(
      /^aws\/vms\.csv is the copy that was downloaded 26\.5 h ago, because there /,
    )
    expect(told(later)[0]).toContain(why)
    expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"'])
  })

  test('uses an old copy when the server is gone', async () => {
    const cacheFolder = writeFolder({})
    const server = await startCatalogServer(awsAt(file(csv(row))))
    await list(server, { cacheFolder })
    await server.stop()
    const later = await list(server, { cacheFolder })
    expect(onDemandUsd(later)).toEqual([1.006])
    expect(told(later)[0]).toContain('0.0 h ago')
  })

  test('has no old copy without a folder', async () => {
    const server = await startCatalogServer(awsAt(file(csv(row))))
    const source = sourceAt(server)
    await source.listOffers({}, { nowMs })
    server.serve(awsAt(status(500)))
    expect((await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'provider-failed',
      status: 500,
    })
  })

  test('does not hide behind a copy that the file is gone', async () => {
    const cacheFolder = writeFolder({})
    const server = await startCatalogServer(awsAt(file(csv(row))))
    await list(server, { cacheFolder })
    server.serve({})
    expect((await list(server, { cacheFolder }))._unsafeUnwrapErr()).toMatchObject({ status: 404 })
  })

  test('downloads a damaged copy anew', async () => {
    const cacheFolder = writeFolder({})
    const server = await startCatalogServer(awsAt(file(csv(row))))
    await list(server, { cacheFolder })
    for (const name of readdirSync(cacheFolder)) writeFileSync(join(cacheFolder, name), 'x')
    expect(onDemandUsd(await list(server, { cacheFolder }))).toEqual([1.006])
    expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined])
  })

  test('lists a file that cannot be kept, and says so', async () => {
    const cacheFolder = join(writeFolder({ 'a-file': '' }), 'a-file')
    const server = await startCatalogServer(awsAt(file(csv(row))))
    const listed = await list(server, { cacheFolder })
    expect(onDemandUsd(listed)).toEqual([1.006])
    expect(told(listed)[0]).toMatch(/^aws\/vms\.csv could not be kept in .*a-file: E[A-Z]+$/)
  })
})

describe('faults', () => {
  const clouds = ['aws', 'azure']

  test('warns of a file that is not there, and lists the others', async () => {
    const server = await startCatalogServer({ '/azure/vms.csv': file(csv(azureRow)) })
    const listed = await list(server, { clouds })
    expect(onDemandUsd(listed)).toEqual([0.526])
    const { warnings } = listed._unsafeUnwrap()
    expect(warnings.filter(({ kind }) => kind === 'part-missing')).toMatchObject([
      {
        part: 'aws/vms.csv',
        error: { kind: 'provider-failed', status: 404 },
      },
    ])
  })

  test('fails with the error of the first cloud when all fail', async () => {
    const server = await startCatalogServer(awsAt(status(503)))
    expect((await list(server, { clouds }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'provider-failed',
      status: 503,
    })
  })

  test('lists the empty file of one cloud though another fails', async () => {
    const server = await startCatalogServer({ '/azure/vms.csv': file(csv()) })
    expect(onDemandUsd(await list(server, { clouds }))).toEqual([])
  })

  const cut: Answer = (response) => {
    response.writeHead(200, { 'content-length': '100000' })
    response.write(csv(row, row), () => response.destroy())
  }
  const huge: Answer = (response) => response.end(csv(...Array.from({ length: 1_000 }, () => row)))
  const page: Answer = (response) => response.end('<!DOCTYPE html><title>Sign in</title>')

  test.each([
    ['cut', cut, 'unreachable'],
    ['huge', huge, 'too-large'],
    ['a web page', page, 'unexpected-shape'],
    ['empty', status(200), 'unexpected-shape'],
  ])('takes nothing from a body that is %s', async (_what, answer, kind) => {
    const server = await startCatalogServer({ ...awsAt(answer), '/azure/vms.csv': file(csv(azureRow)) })
    const http = { maximumAttempts: 1, maximumBodyBytes: 10_000 }
    const listed = await list(server, { clouds, http })
    expect(onDemandUsd(listed)).toEqual([0.526])
    expect(listed._unsafeUnwrap().warnings[0]).toMatchObject({
      kind: 'part-missing',
      part: 'aws/vms.csv',
      error: { kind },
    })
    expect((await list(server, { http }))._unsafeUnwrapErr()).toMatchObject({ kind })
  })

  test('is unreachable when there is no server', async () => {
    const server = await startCatalogServer({})
    await server.stop()
    expect((await list(server, { clouds }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'unreachable',
      code: 'ECONNREFUSED',
    })
  })
})

describe('cancelling', () => {
  test('ends a listing that waits for an answer', async () => {
    const server = await startCatalogServer(awsAt(() => undefined))
    const controller = new AbortController()
    const arrived = server.nextRequest()
    const listing = sourceAt(server).listOffers({}, { nowMs, signal: controller.signal })
    await arrived
    controller.abort()
    expect((await listing)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
  })

  test('asks nobody when it is cancelled before', async () => {
    const server = await startCatalogServer(awsAt(file(csv(row))))
    const listed = await sourceAt(server).listOffers({}, { nowMs, signal: AbortSignal.abort() })
    expect(listed._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
    expect(server.asked).toEqual([])
  })

  test('ends while it reads a long file', async () => {
    const rows = Array.from({ length: 50_000 }, (_, number) => `${row}${number}`)
    const server = await startCatalogServer(awsAt(file(csv(...rows))))
    const source = sourceAt(server)
    await source.listOffers({}, { nowMs })
    const controller = new AbortController()
    const arrived = server.nextRequest()
    const listing = source.listOffers({}, { nowMs, signal: controller.signal })
    await arrived
    setTimeout(() => controller.abort(), 5)
    expect((await listing)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
  })
})

describe('options', () => {
  const url = { baseUrl: 'https://a.example', clouds: ['aws'] }

  test.each([
    [{ folder: 'x' }],
    [{ folder: 'x', baseUrl: undefined }],
    [url],
    [{ ...url, folder: undefined, cacheFolder: 'x', http: {} }],
  ])('takes %j', (options) => {
    expect(SkypilotCatalogOptions.safeParse(options).success).toBe(true)
  })

  test.each([
    [{ ...url, baseUrl: 'ftp://a.example' }, 'baseUrl: expected an address with http: or https:'],
    [{ ...url, baseUrl: 'a.example' }, 'baseUrl: expected an address with http: or https:'],
    [{ ...url, clouds: ['../aws'] }, 'clouds.0: expected a name such as aws'],
    [{ ...url, clouds: ['aws', 'aws'] }, 'clouds: expected each cloud once'],
    [{ ...url, clouds: [] }, expect.stringMatching('^clouds: ')],
    [{ ...url, cacheFolder: '' }, expect.stringMatching('^cacheFolder: ')],
    [{ ...url, observedAt: 'yesterday' }, expect.stringMatching('^observedAt: ')],
  ])('refuses %j', async (options, issue) => {
    const error = (await skypilotCatalog(options).listOffers({}, { nowMs }))._unsafeUnwrapErr()
    expect(error).toEqual({ kind: 'invalid-options', issues: [issue] })
  })

  test('refuses a folder beside an address, and neither', async () => {
    const both = { ...url, folder: 'x' }
    const either = { kind: 'invalid-options', issues: ['folder: expected either a folder or a baseUrl'] }
    // @ts-expect-error: one of the two.
    expect((await skypilotCatalog(both).listOffers({}, { nowMs }))._unsafeUnwrapErr()).toEqual(either)
    // @ts-expect-error: one of the two.
    expect((await skypilotCatalog({}).listOffers({}, { nowMs }))._unsafeUnwrapErr()).toEqual(either)
  })

  test('reports wrong options of HTTP on the listing', async () => {
    const source = skypilotCatalog({ ...url, http: { maximumAttempts: 0 } })
    expect((await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()).toMatchObject({
      kind: 'invalid-options',
    })
  })
})
