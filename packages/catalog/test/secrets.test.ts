import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describeListError, describeWarning } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { skypilotCatalog } from '../src/index.ts'
import { csv, writeFolder } from './catalog-folder.ts'
import { type Answer, file, startCatalogServer, status } from './catalog-server.ts'

const row = 'g5.xlarge,A10G,1,4,16,,1.006,0.4,us-east-1,use1-az1'
const path = '/p4th-s3cret/aws/vms.csv'

const hidden = ['us3r-name', 'p4ss-word', 's1g-value', 'p4th-s3cret']
const basic = Buffer.from('us3r-name:p4ss-word').toString('base64')

const assertNothingShown = (...shown: readonly unknown[]): void => {
  const text = shown.map((one) => `${JSON.stringify(one)} ${inspect(one, { depth: 20 })}`).join('\n')
  for (const secret of [...hidden, ...hidden.map((one) => Buffer.from(one).toString('base64url')), basic])
    expect(text).not.toContain(secret)
}

const cut: Answer = (response) => {
  response.writeHead(200, { 'content-length': '100000' })
  response.write(csv(row), () => response.destroy())
}
const echo: Answer = (response, asked) => response.end(`${asked.path} ${asked.headers.authorization}`)
const lost: Answer = (response) => void response.destroy()

test.each([
  ['401', status(401)],
  ['404', status(404)],
  ['500', status(500)],
  ['429', status(429)],
  ['cut', cut],
  ['lost', lost],
  ['late', () => undefined],
  ['an echo of the request', echo],
] satisfies [string, Answer][])(
  'no part of the address is shown that may be secret: %s',
  async (_what, answer) => {
    const server = await startCatalogServer({ [path]: file(csv(row)) })
    const baseUrl = `${server.url.replace('//', '//us3r-name:p4ss-word@')}/p4th-s3cret?sig=s1g-value`
    const cacheFolder = writeFolder({})
    const http = { maximumAttempts: 2, firstRetryDelayMs: 1, attemptTimeoutMs: 100, secrets: ['p4th-s3cret'] }
    const list = async (folder?: string) =>
      skypilotCatalog({ baseUrl, clouds: ['aws'], http, cacheFolder: folder }).listOffers({}, { nowMs: 0 })

    const good = (await list(cacheFolder))._unsafeUnwrap()
    expect(server.asked[0]?.headers.authorization).toBe(`Basic ${basic}`)
    expect(server.asked[0]?.path).toBe(`${path}?sig=s1g-value`)
    server.serve({ [path]: answer })
    const bare = (await list())._unsafeUnwrapErr()
    const kept = await list(cacheFolder)
    const files = readdirSync(cacheFolder)
    const told = kept.match(
      ({ warnings }) => warnings.map(describeWarning),
      (error) => [describeListError(error)],
    )
    assertNothingShown(
      good,
      bare,
      describeListError(bare),
      kept,
      told,
      files,
      files.map((name) => readFileSync(join(cacheFolder, name), 'utf8')),
    )
  },
)

test('wrong options do not repeat the address', async () => {
  const options = { baseUrl: 'ftp://us3r-name:p4ss-word@a.example/?sig=s1g-value', clouds: ['aws'] }
  assertNothingShown(await skypilotCatalog(options).listOffers({}, { nowMs: 0 }))
})
