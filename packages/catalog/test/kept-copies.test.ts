import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ListError, Listing } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { skypilotCatalog } from '../src/index.ts'
import { csv, writeFolder } from './catalog-folder.ts'
import { type Answer, file, startCatalogServer, status } from './catalog-server.ts'

const row = 'g5.xlarge,A10G,1,4,16,,1.006,0.4,us-east-1,use1-az1'
const nowMs = Date.UTC(2026, 10, 25, 12)

const at = (price: string): string => csv(row.replace('1.006', price))

interface Place {
  readonly url: string
  readonly cacheFolder?: string
}

const sourceAt = ({ url, cacheFolder }: Place) =>
  skypilotCatalog({
    baseUrl: url,
    clouds: ['aws'],
    cacheFolder,
    http: { maximumAttempts: 1, attemptTimeoutMs: 2_000, maximumBodyBytes: 100_000 },
  })

const list = async (place: Place) => sourceAt(place).listOffers({}, { nowMs })

const usdOf = (listed: Result<Listing, ListError>) =>
  listed._unsafeUnwrap().offers.find(({ purchase }) => purchase === 'on-demand')?.price?.usdPerHour

const reasons = (listed: Result<Listing, ListError>): string =>
  listed
    ._unsafeUnwrap()
    .warnings.map((warning) => (warning.kind === 'limited' ? warning.reason : ''))
    .join('\n')

const awsAt = (answer: Answer) => ({ '/aws/vms.csv': answer })

const page: Answer = (response) => response.writeHead(200, { etag: '"p"' }).end('<title>Sign in</title>')

describe('a reply that is no catalog', () => {
  test.each([
    ['a page', page, 'expected a column InstanceType'],
    ['nothing', status(200), 'expected a column InstanceType'],
    ['no HTTP', (response) => response.socket?.end('hello\r\n\r\n'), 'HTTP expected'],
    [
      'nonsense in gzip',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      'compressed data expected',
    ],
    ['too late', () => undefined, 'no answer within 2000 ms'],
  ] satisfies [string, Answer, string][])('leaves the copy in use: %s', async (_what, answer, why) => {
    const server = await startCatalogServer(awsAt(file(at('1.5'))))
    const place = { url: server.url, cacheFolder: writeFolder({}) }
    await list(place)
    server.serve(awsAt(answer))
    const listed = await list(place)
    expect(usdOf(listed)).toBe(1.5)
    expect(reasons(listed)).toContain(why)
    server.serve(awsAt(status(500)))
    expect(usdOf(await list(place))).toBe(1.5)
    server.serve(awsAt(file(at('2.5'), { etag: '"v2"' })))
    expect(usdOf(await list(place))).toBe(2.5)
  })
})

describe('a refusal', () => {
  const large: Answer = (response) => response.end('x'.repeat(200_000))

  test.each([
    ['401', status(401), 'unauthorized'],
    ['403', status(403), 'unauthorized'],
    ['404', status(404), 'provider-failed'],
    ['a redirect', status(302), 'provider-failed'],
    ['a file over the limit', large, 'too-large'],
  ])('is not hidden behind the copy: %s', async (_what, answer, kind) => {
    const server = await startCatalogServer(awsAt(file(at('1.5'))))
    const place = { url: server.url, cacheFolder: writeFolder({}) }
    await list(place)
    server.serve(awsAt(answer))
    expect((await list(place))._unsafeUnwrapErr()).toMatchObject({ kind })
    server.serve(awsAt(status(500)))
    expect(usdOf(await list(place))).toBe(1.5)
  })
})

test('a copy that is cut or changed anywhere is downloaded anew', async () => {
  const server = await startCatalogServer(awsAt(file(at('1.5'))))
  const place = { url: server.url, cacheFolder: writeFolder({}) }
  await list(place)
  const [name = ''] = readdirSync(place.cacheFolder)
  const path = join(place.cacheFolder, name)
  const sound = readFileSync(path)
  for (let end = 0; end < sound.length; end += 7) {
    writeFileSync(path, sound.subarray(0, end))
    expect(usdOf(await list(place))).toBe(1.5)
    const changed = Buffer.from(sound)
    changed[end] = (changed[end] ?? 0) ^ 1
    writeFileSync(path, changed)
    expect(usdOf(await list(place))).toBe(1.5)
  }
  expect(readdirSync(place.cacheFolder)).toEqual([name])
})

describe('at once', () => {
  /** A new file with each request. */
  const restless = (): Answer => {
    let version = 0
    return (response) => {
      version += 1
      // Long enough to be written in several steps.
      response.writeHead(200, { etag: `"${version}"` }).end(at(`${version}.5`).padEnd(90_000, '\n'))
    }
  }

  test('sources that share a folder find whole files', async () => {
    const server = await startCatalogServer(awsAt(restless()))
    const place = { url: server.url, cacheFolder: writeFolder({}) }
    for (let round = 0; round < 5; round += 1) {
      const listed = await Promise.all(Array.from({ length: 6 }, () => list(place)))
      for (const one of listed) expect(usdOf(one)).toBeGreaterThan(1)
    }
    server.serve(awsAt(status(500)))
    expect(usdOf(await list(place))).toBeGreaterThan(20)
    expect(readdirSync(place.cacheFolder)).toHaveLength(1)
    expect(server.asked.slice(6).every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true)
  })

  test('processes that share a folder find whole files', async () => {
    const server = await startCatalogServer(awsAt(restless()))
    const place = { url: server.url, cacheFolder: writeFolder({}) }
    const script = `
      import { skypilotCatalog } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)}
      const options = { baseUrl: ${JSON.stringify(place.url)}, cacheFolder: ${JSON.stringify(place.cacheFolder)}, clouds: ['aws'] }
      for (let round = 0; round < 10; round += 1) {
        const listed = await skypilotCatalog(options).listOffers({}, { nowMs: Date.now() })
        console.log(listed._unsafeUnwrap().offers.length, listed._unsafeUnwrap().warnings.length)
      }`
    const flags = ['--conditions=@aima/source', '--input-type=module', '--eval', script]
    const run = promisify(execFile)
    const runs = await Promise.all(Array.from({ length: 3 }, () => run(process.execPath, flags)))
    for (const { stdout } of runs) expect(stdout).toBe('2 1\n'.repeat(10))
    server.serve(awsAt(status(500)))
    expect(usdOf(await list(place))).toBeGreaterThan(1)
    expect(readdirSync(place.cacheFolder)).toHaveLength(1)
  }, 30_000)

  test('a source that gets two versions remembers the one whose validator it sends', async () => {
    const held: (() => void)[] = []
    const old = file(at('1.5'), { etag: '"v1"' })
    const server = await startCatalogServer(awsAt(old))
    const source = sourceAt(server)
    await source.listOffers({}, { nowMs })
    let requests = 0
    server.serve(
      awsAt((response, asked) => {
        requests += 1
        if (requests === 2) file(at('2.5'), { etag: '"v2"' })(response, asked)
        // A server that knows no conditions, and is behind.
        else held.push(() => response.writeHead(200, { etag: '"v1"' }).end(at('1.5')))
      }),
    )
    const behind = source.listOffers({}, { nowMs })
    expect(usdOf(await source.listOffers({}, { nowMs }))).toBe(2.5)
    for (const release of held) release()
    expect(usdOf(await behind)).toBe(1.5)
    server.serve(awsAt(old))
    expect(usdOf(await source.listOffers({}, { nowMs }))).toBe(1.5)
    expect(server.asked.at(-1)?.headers['if-none-match']).toBe('"v1"')
  })
})
