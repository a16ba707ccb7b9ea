import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Fault, type Route, startReplayServer, withReplayServer } from '../src/index.ts'
import { watchFailures } from '../src/watching/watch-failures.ts'
import { ask } from './raw-client.ts'

const json = { gpus: ['T4', 'L4', 'A10'] }
const text = JSON.stringify(json)

const faulty = (fault: Fault): readonly Route[] => [{ path: '/gpus', reply: { json, fault } }]

const askFaulty = (fault: Fault, options?: Parameters<typeof ask>[1]) =>
  withReplayServer(faulty(fault), async ({ baseUrl }) => ask(`${baseUrl}/gpus`, options))

describe('a replay server', () => {
  test('answers with JSON, text and bytes, and says what they are', async () => {
    const routes: readonly Route[] = [
      { path: '/json', reply: { json } },
      { path: '/text', reply: { text: 'a,b\n' } },
      { path: '/bytes', reply: { bytes: Uint8Array.of(1, 2), headers: { 'content-type': 'image/png' } } },
      { path: '/nothing', reply: { status: 204 } },
    ]
    await withReplayServer(routes, async ({ baseUrl }) => {
      const replies = await Promise.all(
        ['json', 'text', 'bytes', 'nothing'].map((path) => ask(`${baseUrl}/${path}`)),
      )
      expect(replies.map(({ body }) => body.toString('latin1'))).toEqual([text, 'a,b\n', '\u0001\u0002', ''])
      expect(replies.map(({ headers }) => headers?.['content-type'])).toEqual([
        'application/json',
        'text/plain; charset=utf-8',
        'image/png',
        'application/octet-stream',
      ])
      expect(replies[3]?.status).toBe(204)
    })
  })

  test('takes the first route whose method, path and condition fit', async () => {
    const routes: readonly Route[] = [
      { method: 'POST', path: '/gpus', reply: { text: 'posted' } },
      { path: '/gpus', when: ({ query }) => query.get('page') === '2', reply: { text: 'second' } },
      { path: /^\/gpus\/\d+$/, reply: ({ path }) => ({ text: path }) },
      { path: '/gpus', reply: { text: 'first' } },
    ]
    await withReplayServer(routes, async ({ baseUrl }) => {
      const bodyOf = async (path: string, method = 'GET') =>
        (await ask(baseUrl + path, { method })).body.toString()
      expect(await bodyOf('/gpus', 'POST')).toBe('posted')
      expect(await bodyOf('/gpus?page=2')).toBe('second')
      expect(await bodyOf('/gpus/17')).toBe('/gpus/17')
      expect(await bodyOf('/gpus?page=1')).toBe('first')
    })
  })

  test('records what it was asked, and lists what no route fits', async () => {
    await withReplayServer([{ path: '/a%20b', reply: {} }], async ({ baseUrl, requests, unmatched }) => {
      await ask(`${baseUrl}/a%20b?x=1&x=2`, { method: 'PUT', body: 'ü', headers: { 'X-Key': 'k' } })
      const stray = await ask(`${baseUrl}/b`)
      expect(requests[0]).toMatchObject({
        method: 'PUT',
        path: '/a%20b',
        body: 'ü',
        headers: { 'x-key': 'k' },
      })
      expect(requests[0]?.query.getAll('x')).toEqual(['1', '2'])
      expect([stray.status, stray.body.toString()]).toEqual([404, '{"error":"no route for GET /b"}'])
      expect(unmatched).toEqual([requests[1]])
    })
  })

  test('takes a path as it is sent', async () => {
    await withReplayServer([{ path: '/gpus', reply: {} }], async ({ baseUrl, unmatched }) => {
      await ask(`${baseUrl}//v1/gpus?next=/a?b`)
      await ask(`${baseUrl}//`)
      expect(unmatched.map(({ path }) => path)).toEqual(['//v1/gpus', '//'])
      expect(unmatched[0]?.query.get('next')).toBe('/a?b')
    })
  })

  test('hangs up when a route fails, and lets its failure be seen', async () => {
    const routes: readonly Route[] = [{ path: '/', when: ({ body }) => JSON.parse(body), reply: {} }]
    const asked = watchFailures(() =>
      withReplayServer(routes, async ({ baseUrl }) => {
        expect((await ask(baseUrl)).code).toBe('ECONNRESET')
      }),
    )
    await expect(asked).rejects.toThrow('SyntaxError')
  })

  test('serves other routes when it is told to', async () => {
    await withReplayServer([{ path: '/', reply: { text: 'old' } }], async ({ baseUrl, serve }) => {
      serve([{ path: '/', reply: { text: 'new' } }])
      expect((await ask(baseUrl)).body.toString()).toBe('new')
    })
  })

  test('counts connections and cuts them when it is closed', async () => {
    const server = await startReplayServer(faulty({ kind: 'hang' }))
    const hanging = [ask(`${server.baseUrl}/gpus`), ask(`${server.baseUrl}/gpus`)]
    await server.requestsArrived(2)
    expect([server.openSockets(), server.acceptedSockets()]).toEqual([2, 2])
    await server.close()
    expect((await Promise.all(hanging)).map(({ code }) => code)).toEqual(['ECONNRESET', 'ECONNRESET'])
    await server.settled()
    expect(server.openSockets()).toBe(0)
  })

  test('is closed even when its user fails', async () => {
    let address = ''
    const failing = withReplayServer([{ path: '/', reply: { status: 299 } }], async ({ baseUrl }) => {
      address = baseUrl
      expect((await ask(address)).status).toBe(299)
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    // Somebody else may have the port by now.
    expect((await ask(address)).status).not.toBe(299)
  })
})

describe('the fault', () => {
  test('hang: nothing comes until somebody closes', async () => {
    await withReplayServer(faulty({ kind: 'hang' }), async ({ baseUrl, requestsArrived, settled, close }) => {
      const hanging = ask(`${baseUrl}/gpus`)
      await requestsArrived(1)
      await close()
      expect(await hanging).toMatchObject({ code: 'ECONNRESET', chunks: 0 })
      await settled()
    })
  })

  test('hang-in-body: headers and a beginning come', async () => {
    const { status, headers, body } = await askFaulty(
      { kind: 'hang-in-body', afterBytes: 4 },
      { enoughBytes: 4 },
    )
    expect([status, headers?.['content-length'], body.toString()]).toEqual([
      200,
      String(text.length),
      text.slice(0, 4),
    ])
  })

  test('slow: the body comes in drops, and whole', async () => {
    const { body, chunks } = await askFaulty({ kind: 'slow', bytesPerSecond: 500 })
    expect(body.toString()).toBe(text)
    expect(chunks).toBeGreaterThan(2)
  })

  test('reset: the connection breaks before anything came', async () => {
    expect(await askFaulty({ kind: 'reset' })).toMatchObject({ status: undefined, code: 'ECONNRESET' })
  })

  test('reset-in-body: the connection breaks in the body', async () => {
    const { code, body } = await askFaulty({ kind: 'reset-in-body' })
    expect(code).toBe('ECONNRESET')
    expect(body.length).toBeLessThan(text.length)
  })

  test('wrong-length: more is announced than comes', async () => {
    const { headers, body, code } = await askFaulty({ kind: 'wrong-length', missingBytes: 7 })
    expect([headers?.['content-length'], body.toString(), code]).toEqual([
      String(text.length + 7),
      text,
      'ECONNRESET',
    ])
  })

  test('garbage: no HTTP comes, and the same each time', async () => {
    expect((await askFaulty({ kind: 'garbage' })).code).toMatch(/^HPE_/)
  })

  test('truncated: a whole reply with half a body comes', async () => {
    const { headers, body, code } = await askFaulty({ kind: 'truncated' })
    const half = text.slice(0, Math.floor(text.length / 2))
    expect([headers?.['content-length'], body.toString(), code]).toEqual([
      String(half.length),
      half,
      undefined,
    ])
  })

  test('flood: blanks come before the body', async () => {
    const { body, headers } = await askFaulty({ kind: 'flood', bytes: 100_000 })
    expect(body.toString()).toBe(' '.repeat(100_000) + text)
    expect(headers?.['content-length']).toBeUndefined()
  })

  test('flood: its length is announced when that is asked for', async () => {
    const { headers } = await askFaulty(
      { kind: 'flood', bytes: 100_000, isAnnounced: true },
      { enoughBytes: 1 },
    )
    expect(headers?.['content-length']).toBe(String(100_000 + text.length))
  })

  test('flood: no more is made than is read', async () => {
    await withReplayServer(
      faulty({ kind: 'flood', bytes: 10_000_000_000 }),
      async ({ baseUrl, sentBytes, settled }) => {
        expect((await ask(`${baseUrl}/gpus`, { enoughBytes: 1_000_000 })).code).toBe('ENOUGH')
        await settled()
        expect(sentBytes()).toBeLessThan(100_000_000)
      },
    )
  })

  test('bomb: little comes and unpacks to much', async () => {
    const { body, headers } = await askFaulty({ kind: 'bomb', bytes: 8_000_000 })
    expect(headers?.['content-encoding']).toBe('gzip')
    expect(body.length).toBeLessThan(20_000)
    expect(gunzipSync(body).toString().trim()).toBe(text)
    expect(gunzipSync(body).length).toBeGreaterThan(8_000_000)
  })

  test('flapping: some replies fail, in one way or another, and then all are good', async () => {
    const ends = (fault: Fault) =>
      withReplayServer(faulty(fault), async ({ baseUrl }) => {
        const replies = [
          await ask(`${baseUrl}/gpus`),
          await ask(`${baseUrl}/gpus`),
          await ask(`${baseUrl}/gpus`),
        ]
        return replies.map(({ status, code }) => status ?? code)
      })
    expect(await ends({ kind: 'flapping', times: 1 })).toEqual([503, 200, 200])
    expect(await ends({ kind: 'flapping', times: 2, as: 429 })).toEqual([429, 429, 200])
    expect(await ends({ kind: 'flapping', times: 2, as: { kind: 'reset' } })).toEqual([
      'ECONNRESET',
      'ECONNRESET',
      200,
    ])
  })
})
