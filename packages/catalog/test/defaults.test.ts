import { createHttp, type Http } from '@aima/gpu-http'
import { withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { skypilotCatalog } from '../src/index.ts'
import { csv } from './catalog-folder.ts'
import { file, startCatalogServer, status } from './catalog-server.ts'

const row = 'g5.xlarge,A10G,1,4,16,,1.006,0.4,us-east-1,use1-az1'
const nowMs = Date.UTC(2026, 10, 25, 12)
const mebibyte = 2 ** 20

test.each(['flood', 'bomb'] as const)('reads at most 32 MiB of a file: %s', async (kind) => {
  const fault = { kind, bytes: 40 * mebibyte }
  await withReplayServer([{ path: /^/, reply: { text: csv(row), fault } }], async ({ baseUrl, settled }) => {
    const listed = await skypilotCatalog({ baseUrl, clouds: ['aws'] }).listOffers({}, { nowMs })
    expect(listed._unsafeUnwrapErr()).toEqual({ kind: 'too-large', limitBytes: 32 * mebibyte })
    await settled()
  })
})

test('waits 30 s for a file, in three attempts of 10 s', async () => {
  const waits: number[] = []
  const timers = new Set<{ readonly delayMs: number; readonly onElapsed: () => void }>()
  const clock = {
    nowMs: () => nowMs,
    after: (delayMs: number, onElapsed: () => void) => {
      const timer = { delayMs, onElapsed }
      waits.push(delayMs)
      timers.add(timer)
      return () => timers.delete(timer)
    },
  }
  const server = await startCatalogServer({ '/aws/vms.csv': () => undefined })
  const asked = server.nextRequest()
  const listing = skypilotCatalog({
    baseUrl: server.url,
    clouds: ['aws'],
    http: { clock },
  }).listOffers({}, { nowMs })
  await asked
  expect(waits).toEqual([30_000, 10_000])
  for (const { delayMs, onElapsed } of timers) if (delayMs === 30_000) onElapsed()
  expect((await listing)._unsafeUnwrapErr()).toEqual({ kind: 'timed-out', afterMs: 30_000 })
})

test('asks once for each cloud, and three times where the server fails', async () => {
  const server = await startCatalogServer({
    '/aws/vms.csv': file(csv(row)),
    '/gcp/vms.csv': file(csv()),
    '/azure/vms.csv': status(503),
    '/oci/vms.csv': status(404),
  })
  const clouds = ['aws', 'gcp', 'azure', 'oci']
  const source = skypilotCatalog({ baseUrl: server.url, clouds, http: { firstRetryDelayMs: 1 } })
  expect((await source.listOffers({}, { nowMs })).isOk()).toBe(true)
  const times = clouds.map((cloud) => server.asked.filter(({ path }) => path === `/${cloud}/vms.csv`).length)
  expect(times).toEqual([1, 1, 3, 1])
})

test('takes an Http that is an object of a class', async () => {
  const plain = createHttp()
  class Counting implements Http {
    readonly json = plain.json
    readonly xml = plain.xml
    readonly text = plain.text
    readonly pages = plain.pages
    readonly close = plain.close
    #calls = 0

    get calls(): number {
      return this.#calls
    }

    stream(...request: Parameters<Http['stream']>): ReturnType<Http['stream']> {
      this.#calls += 1
      return plain.stream(...request)
    }
  }
  const http = new Counting()
  const server = await startCatalogServer({ '/aws/vms.csv': file(csv(row)) })
  const listed = await skypilotCatalog({ baseUrl: server.url, clouds: ['aws'], http }).listOffers(
    {},
    { nowMs },
  )
  expect(listed._unsafeUnwrap().offers).toHaveLength(2)
  expect(http.calls).toBe(1)
})

test('refuses an Http that cannot make calls', async () => {
  const http = { stream: 5 }
  // @ts-expect-error: no Http.
  const source = skypilotCatalog({ baseUrl: 'https://a.example', clouds: ['aws'], http })
  expect((await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()).toEqual({
    kind: 'invalid-options',
    issues: ['http: expected options, or an Http'],
  })
})
