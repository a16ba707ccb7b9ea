import { EventEmitter, once } from 'node:events'
import fc from 'fast-check'
import { ok, type Result } from 'neverthrow'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { collect, csvRows, type HttpError, jsonItems } from '../src/index.ts'
import { hastyHttp } from './support/http.ts'
import { startServer } from './support/server.ts'

type Bytes = AsyncGenerator<Result<Uint8Array, HttpError>>

async function* pieces(text: string | Uint8Array, size = 65_536): Bytes {
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += size) yield ok(bytes.subarray(start, start + size))
}

const Row = z.object({
  gpu: z.string().min(1, 'a name expected'),
  price: z.coerce.number('a number expected'),
})

const rowsOf = (text: string, size?: number) => collect(csvRows(pieces(text, size), { schema: Row }))

test('reads rows', async () => {
  const { values, errors } = await rowsOf('\uFEFFgpu,price,more\n"L4, new",0.8,x\r\n\nT4,1e2,"a\nb"')
  expect(values).toEqual([
    { gpu: 'L4, new', price: 0.8 },
    { gpu: 'T4', price: 100 },
  ])
  expect(errors).toEqual([])
})

test('goes on after rows that are wrong, and says which and why', async () => {
  const text = 'gpu,price\nL4,1\nT4\nA10,cheap\n,2\nH100,3,4\nV100,5\n'
  const { values, errors } = await rowsOf(text)
  expect(values.map(({ gpu }) => gpu)).toEqual(['L4', 'V100'])
  expect([...errors].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))).toEqual([
    { kind: 'bad-row', row: 'line 3', issues: ['CSV expected (CSV_RECORD_INCONSISTENT_COLUMNS)'] },
    { kind: 'bad-row', row: 'line 4', issues: ['price: a number expected'] },
    { kind: 'bad-row', row: 'line 5', issues: ['gpu: a name expected'] },
    { kind: 'bad-row', row: 'line 6', issues: ['CSV expected (CSV_RECORD_INCONSISTENT_COLUMNS)'] },
  ])
})

test('reports a quote that is never closed, and holds no more than one row of it', async () => {
  const { values, errors } = await rowsOf(`gpu,price\nL4,1\n"${'x'.repeat(5_000_000)}`)
  expect(values).toHaveLength(1)
  expect(errors.length).toBeGreaterThan(0)
})

test('reports a file without a header', async () => {
  expect((await rowsOf('')).errors).toEqual([
    { kind: 'unexpected-shape', issues: ['body: a line with the names of the columns expected'] },
  ])
  expect((await rowsOf('gpu,price\n')).errors).toEqual([])
})

test('reads another delimiter', async () => {
  const { values } = await collect(csvRows(pieces('gpu;price\nL4;1\n'), { schema: Row, delimiter: ';' }))
  expect(values).toEqual([{ gpu: 'L4', price: 1 }])
})

test('goes on after a row that its schema stumbles over', async () => {
  const Stumbling = Row.transform((row) => {
    if (row.price > 1) return row.gpu.normalize('no form')
    return row.gpu
  })
  expect(await collect(csvRows(pieces('gpu,price\nL4,2\nT4,1\n'), { schema: Stumbling }))).toEqual({
    values: ['T4'],
    errors: [{ kind: 'bad-row', row: 'line 2', issues: ['data that its schema can read expected'] }],
  })
})

test('reads 100 000 rows', async () => {
  const { values, errors } = await rowsOf(`gpu,price\n${'L4,1\n'.repeat(100_000)}`)
  expect(values).toHaveLength(100_000)
  expect(errors).toEqual([])
})

test('reads the same rows, however the bytes are cut', async () => {
  const cell = fc.stringMatching(/^[a-zé"ß, \n]{0,6}$/u)
  const rows = fc.array(fc.record({ gpu: cell.map((text) => `g${text}`), price: fc.nat() }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (expected, size) => {
      const lines = expected.map(({ gpu, price }) => `"${gpu.replaceAll('"', '""')}",${price}\n`)
      const { values, errors } = await rowsOf(`gpu,price\n${lines.join('')}`, size)
      expect(values).toEqual(expected)
      expect(errors).toEqual([])
    }),
  )
})

test('never throws, whatever the bytes are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 1, max: 50 }),
      async (bytes, size) => {
        await collect(csvRows(pieces(bytes, size), { schema: Row }))
        await collect(jsonItems(pieces(bytes, size), { schema: z.unknown() }))
      },
    ),
  )
})

const Gpu = z.object({ id: z.string('text expected') })

const itemsOf = (text: string, path: readonly string[] = [], size?: number) =>
  collect(jsonItems(pieces(text, size), { schema: Gpu, path }))

test('reads the items of a list', async () => {
  expect((await itemsOf('[{"id":"L4"},{"id":"T4"}]\n')).values).toEqual([{ id: 'L4' }, { id: 'T4' }])
  const nested = '{"a":{"gpus":[{"id":"L4"}],"gpus2":[{"id":"no"}]},"gpus":[{"id":"no"}]}'
  expect(await itemsOf(nested, ['a', 'gpus'])).toEqual({ values: [{ id: 'L4' }], errors: [] })
})

test('reads the values of an object', async () => {
  const text = '{"products":{"SKU1":{"id":"L4"},"SKU2":{"id":2}}}'
  expect(await itemsOf(text, ['products'])).toEqual({
    values: [{ id: 'L4' }],
    errors: [{ kind: 'bad-row', row: 'products.SKU2', issues: ['id: text expected'] }],
  })
})

test('names a wrong item by no more than the start of its key, without control characters', async () => {
  const key = `k\u001b[31m${'x'.repeat(1_000)}`
  const { errors } = await itemsOf(JSON.stringify({ [key]: 1 }))
  expect(errors).toMatchObject([{ kind: 'bad-row', row: expect.stringMatching(/^k\uFFFD\[31mx{194}…$/) }])
})

test('tells an empty list from one that is not there', async () => {
  expect(await itemsOf('{"gpus":[]}', ['gpus'])).toEqual({ values: [], errors: [] })
  for (const text of ['{"error":"x"}', '{"gpus":null}', '{"gpus":7}', '[]']) {
    expect((await itemsOf(text, ['gpus'])).errors).toEqual([
      { kind: 'unexpected-shape', issues: ['gpus: a list or an object expected'] },
    ])
  }
  expect((await itemsOf('7')).errors).toMatchObject([{ issues: ['body: a list or an object expected'] }])
})

test.each(['[{"id":"L4"},{"id":', '[{"id":"L4"}] x', '[{"id":"L4"},}', '<html>', ''])(
  'reports what is no JSON, after the items before it: %s',
  async (text) => {
    const { values, errors } = await itemsOf(text)
    expect(values).toHaveLength(text.startsWith('[') ? 1 : 0)
    expect(errors).toMatchObject([{ kind: 'unexpected-shape' }])
  },
)

test('reads the same items, however the bytes are cut', async () => {
  const items = fc.array(fc.record({ id: fc.string({ unit: 'grapheme' }) }))
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 1, max: 9 }), async (expected, size) => {
      expect(await itemsOf(JSON.stringify({ gpus: expected }), ['gpus'], size)).toEqual({
        values: expected,
        errors: [],
      })
    }),
  )
})

test('reads rows of a reply while it comes, and closes the connection when the reader leaves', async () => {
  const closed = new EventEmitter()
  const gone = once(closed, 'closed')
  const server = await startServer((request, response) => {
    request.socket.once('close', () => closed.emit('closed'))
    response.writeHead(200).write('gpu,price\nL4,1\nT4,1\nA10,1\n')
  })
  const { bytes } = (await hastyHttp().stream({ url: server.url }))._unsafeUnwrap()
  for await (const row of csvRows(bytes, { schema: Row })) {
    expect(row._unsafeUnwrap()).toEqual({ gpu: 'L4', price: 1 })
    break
  }
  await gone
})

test('ends with the error of the bytes, and makes no row of the half one before', async () => {
  const server = await startServer((request, response) => {
    response.writeHead(200).write('gpu,price\nL4,1\nT4,1', () => setImmediate(() => request.socket.destroy()))
  })
  const { bytes } = (await hastyHttp().stream({ url: server.url }))._unsafeUnwrap()
  const { values, errors } = await collect(csvRows(bytes, { schema: Row }))
  expect(values).toEqual([{ gpu: 'L4', price: 1 }])
  expect(errors).toMatchObject([{ kind: 'unreachable', status: 200, attempts: 1 }])
})
