import assert from 'node:assert/strict'
import { lookup } from 'node:dns'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { importAlone } from '../src/watching/import-alone.ts'
import { isSettledWithin, turns, within } from '../src/watching/patience.ts'
import { plantedSecret, secretForms, secretIn } from '../src/watching/secret.ts'
import { watchFailures } from '../src/watching/watch-failures.ts'
import { networkUsedBy } from '../src/watching/watch-network.ts'
import { printedBy } from '../src/watching/watch-output.ts'

const never = new Promise<never>(() => undefined)

describe('a secret', () => {
  test.each([
    ['as it is', plantedSecret],
    ['in a URL', `https://host/?key=${encodeURIComponent(plantedSecret)}&x=1`],
    ['in a form', new URLSearchParams({ key: plantedSecret }).toString()],
    ['in JSON that escapes slashes', plantedSecret.replaceAll('/', '\\/')],
    ['in base64', Buffer.from(plantedSecret).toString('base64')],
    ['in a basic authorization', `Basic ${Buffer.from(`user:${plantedSecret}`).toString('base64')}`],
    ['in base64 of another beginning', Buffer.from(`a${plantedSecret}bc`).toString('base64url')],
    ['in hexadecimal', Buffer.from(plantedSecret).toString('hex').toUpperCase()],
    ['in part', `${plantedSecret.slice(0, 14)}…`],
    ['in capitals', plantedSecret.toUpperCase()],
  ])('is found %s', (_how, text) => {
    expect(secretIn(`before ${text} after`)).toBeDefined()
  })

  test.each(['', 'planted', 'no key', plantedSecret.slice(0, 8), 'cGxhbnRlZA=='])(
    'is not found in %j',
    (text) => {
      expect(secretIn(text)).toBeUndefined()
    },
  )

  test('has forms for any text', () => {
    expect(secretForms('a/b')).toContain('a%2Fb')
  })
})

describe('patience', () => {
  test('gives what comes in time', async () => {
    expect(await within(Promise.resolve(1), 1000, 'it')).toBe(1)
  })

  test('ends', async () => {
    await expect(within(never, 20, 'the listing')).rejects.toThrow('the listing did not end within 20 ms')
  })

  test('passes a failure on', async () => {
    await expect(within(Promise.reject(new Error('x')), 1000, 'it')).rejects.toThrow('x')
  })

  test('tells what is settled from what is not', async () => {
    expect(await isSettledWithin(Promise.resolve(), 0)).toBe(true)
    expect(await isSettledWithin(Promise.reject(new Error('x')), 0)).toBe(true)
    expect(await isSettledWithin(never, 0)).toBe(false)
    expect(await isSettledWithin(turns(5), 0)).toBe(true)
  })
})

describe('failures beside a check', () => {
  test('are noticed when a rejection is handled by nobody', async () => {
    const watched = watchFailures(async () => void Promise.reject(new Error('lost')))
    await expect(watched).rejects.toThrow('lost')
  })

  test('are noticed when a callback throws', async () => {
    const watched = watchFailures(async () => {
      setImmediate(() => assert.fail('in a callback'))
    })
    await expect(watched).rejects.toThrow('in a callback')
  })

  test('are told beside the failure of the check, whose cause they may be', async () => {
    const watched = watchFailures(async () => {
      void Promise.reject(new Error('the cause'))
      await turns(1)
      assert.fail('the check')
    })
    await expect(watched).rejects.toThrow(/the check[\s\S]*beside it failed[\s\S]*the cause/)
  })

  test('leave the listeners of others where they were', async () => {
    const before = process.listeners('unhandledRejection')
    await watchFailures(async () => undefined)
    expect(process.listeners('unhandledRejection')).toEqual(before)
  })
})

test('the network is seen at work, and nothing else is', async () => {
  expect(await networkUsedBy(() => lookup('localhost', () => undefined))).toEqual(['GETADDRINFOREQWRAP'])
  expect(await networkUsedBy(() => turns(3))).toEqual([])
})

test('what is printed is heard, wherever it goes', async () => {
  const printed = await printedBy(async () => {
    console.log('a %d', 1)
    process.stdout.write('')
    process.stderr.write(Buffer.from('c'))
    process.emitWarning('d')
    await turns(2)
  })
  expect(printed).toEqual(
    expect.arrayContaining([
      { outlet: 'console', text: 'a 1' },
      { outlet: 'stdout', text: '' },
      { outlet: 'stderr', text: 'c' },
      { outlet: 'warning', text: 'Warning: d' },
    ]),
  )
})

test('a module is imported alone, and told of when it cannot be', async () => {
  const noisy = new URL('flaws/noisy-module.mjs', import.meta.url)
  expect((await importAlone({ url: noisy })).used).toContain('GETADDRINFOREQWRAP')
  const missing = await importAlone({ url: pathToFileURL('/nowhere.mjs') })
  expect(missing.failure).toContain('nowhere.mjs')
  const deadly = new URL('data:text/javascript,process.exit()')
  expect((await importAlone({ url: deadly })).failure).toBe('it ends the process')
})
