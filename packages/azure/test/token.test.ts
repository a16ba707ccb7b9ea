import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { identityToken, tokenErrorOf, tokenOf } from '../src/token.ts'

const patient = { timeoutMs: 60_000, signal: undefined }
const never = (): Promise<string> => new Promise(() => undefined)

/** What a package that is not installed is answered with. */
const failing = (facts: object) => () => Promise.reject(Object.assign(new Error('a-secret'), facts))

describe('a token', () => {
  test('is what the function gives, without blanks', async () => {
    const token = await tokenOf({ ...patient, getToken: async () => ' abc\n' })
    expect(token._unsafeUnwrap()).toBe('abc')
  })

  test.each([
    ['an empty text', async () => ' '],
    ['two words', async () => 'a b'],
    ['two lines', async () => 'a\nb'],
    ['no text', async () => JSON.parse('7')],
    ['nothing', async () => JSON.parse('null')],
    ['an error', failing({})],
    ['an error that is none', () => Promise.reject('a-secret')],
    [
      'an exception',
      () => {
        throw new Error('a-secret')
      },
    ],
  ])('that is %s is unauthorized, and nothing of it is repeated', async (_what, getToken) => {
    const error = (await tokenOf({ ...patient, getToken }))._unsafeUnwrapErr()
    expect(error).toEqual({ kind: 'unauthorized' })
  })

  test('that does not come in time is timed out', async () => {
    const error = (await tokenOf({ getToken: never, timeoutMs: 1, signal: undefined }))._unsafeUnwrapErr()
    expect(error).toEqual({ kind: 'timed-out', afterMs: 1 })
  })

  test('is not waited for after an abort, and no listener is left', async () => {
    const controller = new AbortController()
    const waiting = tokenOf({ ...patient, getToken: never, signal: controller.signal })
    controller.abort()
    expect((await waiting)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
    await tokenOf({ ...patient, getToken: async () => 'abc', signal: new AbortController().signal })
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })
})

test('a wait that is cancelled before it begins is over', async () => {
  const error = (
    await tokenOf({ ...patient, getToken: never, signal: AbortSignal.abort() })
  )._unsafeUnwrapErr()
  expect(error).toEqual({ kind: 'cancelled' })
})

describe('an error of the identity package', () => {
  test.each([
    ['ERR_MODULE_NOT_FOUND', /^install @azure\/identity/],
    ['MODULE_NOT_FOUND', /^install @azure\/identity/],
  ])('with the code %s says what to install', (code, remedy) => {
    expect(tokenErrorOf({ code })).toEqual({ kind: 'no-credentials', remedy: expect.stringMatching(remedy) })
  })

  test.each(['CredentialUnavailableError', 'AggregateAuthenticationError'])(
    'called %s says how to sign in',
    (name) => {
      expect(tokenErrorOf({ name })).toEqual({
        kind: 'no-credentials',
        remedy: expect.stringMatching(/^sign in/),
      })
    },
  )

  test.each(['ENOTFOUND', 'ECONNREFUSED', 'REQUEST_SEND_ERROR'])(
    'with the code %s is unreachable',
    (code) => {
      expect(tokenErrorOf({ name: 'RestError', code })).toEqual({
        kind: 'unreachable',
        target: 'https://login.microsoftonline.com',
        code,
      })
    },
  )

  test('called AuthenticationError is unauthorized', () => {
    expect(tokenErrorOf({ name: 'AuthenticationError', message: 'AADSTS7000215: a-secret' })).toEqual({
      kind: 'unauthorized',
    })
  })
})

describe('@azure/identity', () => {
  test('is asked for a token of the management', async () => {
    const asked: unknown[] = []
    class DefaultAzureCredential {
      async getToken(scope: string) {
        asked.push(scope)
        return { token: 'abc', expiresOnTimestamp: 0 }
      }
    }
    const token = await tokenOf({
      ...patient,
      getToken: identityToken(async () => ({ DefaultAzureCredential })),
    })
    expect(token._unsafeUnwrap()).toBe('abc')
    expect(asked).toEqual(['https://management.azure.com/.default'])
  })

  test('that is not installed is no exception', async () => {
    const getToken = identityToken(failing({ code: 'ERR_MODULE_NOT_FOUND' }))
    const error = (await tokenOf({ ...patient, getToken }))._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'no-credentials' })
  })

  test('has the class that is used', async () => {
    const { DefaultAzureCredential } = await import('@azure/identity')
    expect(DefaultAzureCredential.prototype.getToken).toBeTypeOf('function')
  })
})
