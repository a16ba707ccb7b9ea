import type { ListError } from '@aima/gpu-core'
import { describe, expect, test, vi } from 'vitest'
import { applicationDefault } from '../src/application-default.ts'
import { type Environment, readCredentials, tokenIssuers } from '../src/credentials.ts'
import type { GcpOptions } from '../src/index.ts'

type Library = Awaited<ReturnType<NonNullable<Parameters<typeof applicationDefault>[0]>>>

interface Answers {
  readonly token?: string | null
  readonly projectId?: string
  readonly quotaProjectId?: string
  readonly fails?: boolean
}

/** Stands in for google-auth-library: the three calls that are made of it. */
const libraryOf = ({ token = 'adc-token', projectId, quotaProjectId, fails = false }: Answers) => {
  const seen: unknown[] = []
  class GoogleAuth {
    constructor(options: unknown) {
      seen.push(options)
    }
    async getClient() {
      if (fails) throw new Error('could not read secret-path')
      return { quotaProjectId, getAccessToken: async () => ({ token }) }
    }
    async getProjectId() {
      if (projectId === undefined) throw new Error('no project')
      return projectId
    }
  }
  const load = async (): Promise<Library> => ({ GoogleAuth }) as never
  return { load, seen }
}

const readFor = async (options: GcpOptions, environment: Environment = {}, answers: Answers = {}) => {
  const issue = tokenIssuers(libraryOf(answers).load)(options, environment)
  return readCredentials(options, { environment, issue, signal: undefined })
}

const shown = (headers: Readonly<Record<string, unknown>> | undefined) =>
  Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) => {
      if (value === undefined) return []
      const isSecret = typeof value === 'object' && value !== null && 'reveal' in value
      return [[name, isSecret && typeof value.reveal === 'function' ? value.reveal() : value]]
    }),
  )

const unauthorized: ListError = { kind: 'unauthorized' }

describe('without credentials', () => {
  test.each([
    [{}],
    [{ apiKey: 'a b' }],
    [{ accessToken: async () => '' }],
    [{ accessToken: async () => 'two words' }],
  ])('or with strange ones the listing is unauthorized (%j)', async (options: GcpOptions) => {
    expect((await readFor(options))._unsafeUnwrapErr()).toEqual(unauthorized)
  })

  test('a function that fails says nothing of why', async () => {
    const accessToken = () => Promise.reject(new Error('refresh-token-123'))
    expect((await readFor({ accessToken }))._unsafeUnwrapErr()).toEqual(unauthorized)
    const broken = (): Promise<string> => {
      throw new Error('refresh-token-123')
    }
    expect((await readFor({ accessToken: broken }))._unsafeUnwrapErr()).toEqual(unauthorized)
  })
})

describe('a key', () => {
  test('brings prices alone', async () => {
    const read = (await readFor({ apiKey: 'key' }))._unsafeUnwrap()
    expect(shown(read.billing)).toEqual({ 'x-goog-api-key': 'key' })
    expect(read).toMatchObject({ compute: undefined, missing: 'token' })
  })

  test('comes from the environment where the options name none', async () => {
    const read = (await readFor({}, { GOOGLE_API_KEY: 'env-key' }))._unsafeUnwrap()
    expect(shown(read.billing)).toEqual({ 'x-goog-api-key': 'env-key' })
  })

  test('wins over the token for prices, and not over that of the environment', async () => {
    const accessToken = async () => 'token'
    const both = (await readFor({ apiKey: 'key', accessToken, projectId: 'p' }))._unsafeUnwrap()
    expect(shown(both.billing)).toEqual({ 'x-goog-api-key': 'key' })
    expect(shown(both.compute?.headers)).toEqual({ authorization: 'Bearer token' })
    const token = (await readFor({ accessToken }, { GOOGLE_API_KEY: 'env-key' }))._unsafeUnwrap()
    expect(shown(token.billing)).toEqual({ authorization: 'Bearer token' })
  })
})

describe('a project', () => {
  const accessToken = async () => 'token'

  test.each([
    [{ projectId: 'mine' }, {}, 'mine'],
    [{}, { GOOGLE_CLOUD_PROJECT: 'theirs' }, 'theirs'],
    [{ projectId: 'mine' }, { GOOGLE_CLOUD_PROJECT: 'theirs' }, 'mine'],
    [{}, {}, undefined],
    [{}, { GOOGLE_CLOUD_PROJECT: 'a/../b' }, undefined],
  ])('of %j and %j is %s', async (options, environment, projectId) => {
    const read = (await readFor({ accessToken, ...options }, environment))._unsafeUnwrap()
    expect(read.compute?.projectId).toBe(projectId)
    expect(read.missing).toBe(projectId === undefined ? 'project' : undefined)
  })
})

describe('Application Default Credentials', () => {
  const options: GcpOptions = { accessToken: 'application-default' }

  test('bring a token, their project and the project that pays', async () => {
    const read = (await readFor(options, {}, { projectId: 'own', quotaProjectId: 'payer' }))._unsafeUnwrap()
    expect(read.compute?.projectId).toBe('own')
    expect(shown(read.compute?.headers)).toEqual({
      authorization: 'Bearer adc-token',
      'x-goog-user-project': 'payer',
    })
    expect(shown(read.billing)).toEqual({ authorization: 'Bearer adc-token', 'x-goog-user-project': 'payer' })
  })

  test('without a project bring a token all the same', async () => {
    expect((await readFor(options))._unsafeUnwrap().missing).toBe('project')
  })

  test('are used where the environment names their file, unless there is a key', async () => {
    const environment = { GOOGLE_APPLICATION_CREDENTIALS: '/keys/a.json' }
    expect(shown((await readFor({}, environment))._unsafeUnwrap().billing)).toEqual({
      authorization: 'Bearer adc-token',
    })
    expect(shown((await readFor({ apiKey: 'key' }, environment))._unsafeUnwrap().billing)).toEqual({
      'x-goog-api-key': 'key',
    })
  })

  test('are asked only to read, by one object for all listings', async () => {
    const { load, seen } = libraryOf({})
    const issue = applicationDefault(load)
    await issue()
    await issue()
    expect(seen).toEqual([
      {
        scopes: [
          'https://www.googleapis.com/auth/compute.readonly',
          'https://www.googleapis.com/auth/cloud-billing.readonly',
        ],
      },
    ])
  })

  test('that fail, or bring no token, are unauthorized', async () => {
    expect((await readFor(options, {}, { fails: true }))._unsafeUnwrapErr()).toEqual(unauthorized)
    expect((await readFor(options, {}, { token: null }))._unsafeUnwrapErr()).toEqual(unauthorized)
  })

  test('say what to install where the library is missing', async () => {
    const missing = applicationDefault(() => Promise.reject(new Error('Cannot find package')))
    expect((await missing())._unsafeUnwrapErr()).toEqual({ kind: 'not-installed' })
    const readWith = (environment: Environment) =>
      readCredentials(options, { environment, issue: missing, signal: undefined })
    expect((await readWith({}))._unsafeUnwrapErr()).toEqual({
      kind: 'invalid-options',
      issues: ['accessToken: install google-auth-library, or give a function as accessToken'],
    })
    const read = (await readWith({ GOOGLE_API_KEY: 'env-key' }))._unsafeUnwrap()
    expect(shown(read.billing)).toEqual({ 'x-goog-api-key': 'env-key' })
    expect(read).toMatchObject({ compute: undefined, missing: 'library' })
  })

  test('of a file that is not there are unauthorized, as the real library has it', async () => {
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/nowhere/planted-name.json')
    const error = (await applicationDefault()())._unsafeUnwrapErr()
    vi.unstubAllEnvs()
    expect(error).toEqual(unauthorized)
  })
})

test('a token that never comes does not hold up a listing that is cancelled', async () => {
  const controller = new AbortController()
  const issue = tokenIssuers()({ accessToken: () => new Promise<string>(() => undefined) }, {})
  const reading = readCredentials({}, { environment: {}, issue, signal: controller.signal })
  controller.abort()
  expect((await reading)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
})
