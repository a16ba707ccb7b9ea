import { inspect } from 'node:util'
import { withReplayServer } from '@aima/gpu-testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { credentialsFor } from '../src/credentials.ts'
import { type AwsCredentials, createAws } from '../src/index.ts'
import { accountRoutes, ec2Error, publicRoutes } from './aws-routes.ts'
import { exampleCredentials, nowMs } from './fixtures.ts'

afterEach(() => vi.unstubAllEnvs())

const emptyEnvironment = (): void => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'])
    vi.stubEnv(name, '')
}

const fillEnvironment = (): void => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDENVIRONMENT')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'key-of-the-environment')
  vi.stubEnv('AWS_SESSION_TOKEN', 'token-of-the-environment')
}

const ofEnvironment = {
  accessKeyId: 'AKIDENVIRONMENT',
  secretAccessKey: 'key-of-the-environment',
  sessionToken: 'token-of-the-environment',
}

describe('credentials come from', () => {
  test('the environment, unless said otherwise', async () => {
    fillEnvironment()
    expect((await credentialsFor(undefined))._unsafeUnwrap()).toEqual(ofEnvironment)
    emptyEnvironment()
    expect((await credentialsFor(undefined))._unsafeUnwrap()).toBeUndefined()
  })

  test('the options, a function, or nowhere', async () => {
    fillEnvironment()
    expect((await credentialsFor(exampleCredentials))._unsafeUnwrap()).toEqual(exampleCredentials)
    expect((await credentialsFor(async () => exampleCredentials))._unsafeUnwrap()).toEqual(exampleCredentials)
    expect((await credentialsFor('none'))._unsafeUnwrap()).toBeUndefined()
  })

  test("the chain of AWS's SDK, which begins with the environment", async () => {
    fillEnvironment()
    expect((await credentialsFor('chain'))._unsafeUnwrap()).toMatchObject(ofEnvironment)
  })
})

describe('without usable credentials', () => {
  test('a chain that is not installed is told apart', async () => {
    const error = (
      await credentialsFor('chain', () => Promise.reject(new Error('not found')))
    )._unsafeUnwrapErr()
    expect(error).toEqual({ kind: 'not-installed' })
  })

  test('a chain that is not installed costs what needs an account, and the warning says what to install', async () => {
    vi.doMock('@aws-sdk/credential-providers', () => {
      throw new Error('Cannot find package')
    })
    await withReplayServer(publicRoutes, async ({ baseUrl }) => {
      const source = createAws({ baseUrl, credentials: 'chain', regions: ['eu-central-1'] })
      const { offers, warnings } = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
      expect(offers.length).toBeGreaterThan(0)
      expect(warnings[0]).toMatchObject({
        kind: 'limited',
        reason: expect.stringMatching(
          /^without an account there are no .*; install @aws-sdk\/credential-providers,/,
        ),
      })
    })
    vi.doUnmock('@aws-sdk/credential-providers')
  })

  test('a function that never ends does not hold up a listing that is cancelled', async () => {
    const controller = new AbortController()
    const source = createAws({ credentials: () => new Promise<AwsCredentials>(() => undefined) })
    const listing = source.listOffers({}, { nowMs, signal: controller.signal })
    controller.abort()
    expect((await listing)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
  })

  test('a function or a chain that has none is unauthorized, and says no more', async () => {
    const give = () => Promise.reject(new Error('profile with key wJalrXUtnFEMI'))
    expect((await credentialsFor(give))._unsafeUnwrapErr()).toEqual({ kind: 'unauthorized' })
    const chain = async () => ({ fromNodeProviderChain: () => give })
    expect((await credentialsFor('chain', chain))._unsafeUnwrapErr()).toEqual({ kind: 'unauthorized' })
    const throwing = (): never => {
      throw new Error('at once')
    }
    expect((await credentialsFor(throwing))._unsafeUnwrapErr()).toEqual({ kind: 'unauthorized' })
  })

  test.each([
    {},
    { accessKeyId: 'A' },
    { accessKeyId: 'AKID EXAMPLE', secretAccessKey: 'abcdefgh' },
    { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'abcd\nefgh' },
    null,
  ])('%j is no credential', async (value) => {
    const give = async (): Promise<AwsCredentials> => JSON.parse(JSON.stringify(value))
    expect((await credentialsFor(give))._unsafeUnwrapErr().kind).toBe('invalid-options')
    const source = createAws({ credentials: JSON.parse(JSON.stringify(value)) })
    expect((await source.listOffers({}, { nowMs }))._unsafeUnwrapErr().kind).toBe('invalid-options')
  })
})

const secrets: AwsCredentials = {
  accessKeyId: 'AKIAPLANTEDACCESSKEY',
  secretAccessKey: 'planted/Secret+Access9Key',
  sessionToken: 'planted/Session+Token9Long',
}

const parts = [secrets.accessKeyId, secrets.secretAccessKey, secrets.sessionToken ?? '']

const shown = (value: unknown): string =>
  `${JSON.stringify(value)} ${inspect(value, { depth: 12, showHidden: true })}`

test.each([
  ['options', secrets],
  ['a function', async () => secrets],
  ['the environment', 'environment'],
  ['the chain', 'chain'],
] as const)('credentials of %s go into the signature and appear nowhere else', async (_, credentials) => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', secrets.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secrets.secretAccessKey)
  vi.stubEnv('AWS_SESSION_TOKEN', secrets.sessionToken ?? '')
  const echo = `<Response><Errors><Error><Code>AuthFailure</Code><Message>${parts.join(' ')}</Message></Error></Errors></Response>`
  const type = (count: string): string =>
    `<DescribeInstanceTypesResponse><instanceTypeSet><item><instanceType>${parts[1]}</instanceType><gpuInfo><gpus><item><name>${parts[2]}</name><manufacturer>NVIDIA</manufacturer><count>${count}</count></item></gpus></gpuInfo></item></instanceTypeSet></DescribeInstanceTypesResponse>`
  const named = `<DescribeInstanceTypesResponse><instanceTypeSet><item><instanceType>g9.xlarge</instanceType><supportedUsageClasses><item>on-demand</item></supportedUsageClasses><gpuInfo><gpus><item><name>${parts[1]}</name><manufacturer>NVIDIA</manufacturer><count>1</count></item></gpus></gpuInfo></item></instanceTypeSet></DescribeInstanceTypesResponse>`
  const replies = [
    { status: 401, text: echo },
    { text: type('x') },
    { text: type('1') },
    { text: named },
    { text: parts.join() },
  ]
  for (const reply of replies) {
    const routes = [
      {
        path: /^\/ec2\./,
        when: ({ body }: { readonly body: string }) => body.includes('DescribeInstanceTypes&'),
        reply,
      },
      ...accountRoutes(),
    ]
    await withReplayServer(routes, async ({ baseUrl, requests }) => {
      const source = createAws({
        baseUrl,
        credentials,
        regions: ['eu-central-1'],
        http: { maximumAttempts: 1 },
      })
      const result = await source.listOffers({}, { nowMs })
      const report = result.isOk() ? result.value : result.error
      for (const part of parts) expect(shown(report) + shown(source)).not.toContain(part)
      for (const { headers, body, path } of requests) {
        expect(shown([headers, body, path])).not.toContain(secrets.secretAccessKey)
        const { authorization } = headers
        const isOfAws = authorization !== undefined
        expect(headers['x-amz-security-token']).toBe(isOfAws ? secrets.sessionToken : undefined)
      }
    })
  }
})

test('credentials of the environment are used, and a wrong key is unauthorized', async () => {
  fillEnvironment()
  await withReplayServer([{ path: /^/, reply: ec2Error(401) }], async ({ baseUrl, requests }) => {
    const error = (await createAws({ baseUrl }).listOffers({}, { nowMs }))._unsafeUnwrapErr()
    expect(error).toEqual({ kind: 'unauthorized', status: 401 })
    expect(
      requests.some(({ headers: { authorization } }) => authorization?.includes('AKIDENVIRONMENT')),
    ).toBe(true)
  })
  emptyEnvironment()
  await withReplayServer(publicRoutes, async ({ baseUrl }) => {
    expect((await createAws({ baseUrl }).listOffers({}, { nowMs })).isOk()).toBe(true)
  })
})
