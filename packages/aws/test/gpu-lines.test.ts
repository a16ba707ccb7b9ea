import { collect } from '@aima/gpu-http'
import { fc, test as property } from '@fast-check/vitest'
import { ok, type Result } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { readBulkFile } from '../src/bulk-prices.ts'
import { gpuLines } from '../src/gpu-lines.ts'
import { fixture } from './fixtures.ts'
import { bulkFile } from './made-prices.ts'

const scope = { region: 'eu-central-1', currency: 'USD' } as const

async function* pieces(file: Uint8Array, cuts: readonly number[]): AsyncGenerator<Result<Uint8Array, never>> {
  const ends = [...new Set(cuts.map((cut) => cut % file.length))].sort((one, other) => one - other)
  let start = 0
  for (const end of [...ends, file.length]) {
    yield ok(file.subarray(start, end))
    start = end
  }
}

const linesOf = async (file: Uint8Array, cuts: readonly number[]): Promise<string> => {
  const { values } = await collect(gpuLines(pieces(file, cuts)))
  return Buffer.concat(values).toString()
}

const file = Buffer.from(fixture('prices.csv'))

describe('lines', () => {
  test('that cannot be machines with GPUs on demand are left out, and so are those before the columns', async () => {
    const lines = (await linesOf(file, [])).trim().split('\n')
    expect(lines[0]).toMatch(/^"SKU",/)
    expect(
      lines.some(
        (line) => line.includes('m5.large') || line.includes('"Windows"') || line.includes('"Reserved"'),
      ),
    ).toBe(false)
    expect(lines.length).toBeGreaterThan(10)
  })

  property.prop([fc.array(fc.nat({ max: 20_000 }), { maxLength: 60 })], { numRuns: 200, seed: 20_261_125 })(
    'are the same wherever the file is cut into pieces',
    async (cuts) => {
      expect(await linesOf(file, cuts)).toBe(await linesOf(file, []))
    },
  )

  test('keep their bytes, also those of letters that ASCII has not', async () => {
    const made = Buffer.from(bulkFile([{ type: 'g5.xlarge', usd: 1, changes: { Location: 'Zürich 東京' } }]))
    expect(await linesOf(made, [made.indexOf('ü') + 1])).toContain('Zürich 東京')
  })

  test('without an end are not kept in memory', async () => {
    const flood = async function* (): AsyncGenerator<Result<Uint8Array, never>> {
      const piece = Buffer.alloc(2 ** 20, 'x')
      for (let count = 0; count < 64; count += 1) yield ok(piece)
      yield ok(Buffer.from(`\n${bulkFile([{ type: 'g5.xlarge', usd: 1 }])}`))
    }
    const { values } = await collect(gpuLines(flood()))
    expect(Buffer.concat(values).length).toBeLessThan(10_000)
    expect(Buffer.concat(values).toString()).toContain('g5.xlarge')
  })
})

describe('a price file', () => {
  const read = async (text: string) => readBulkFile(pieces(Buffer.from(text), []), scope)

  test('without columns is an unexpected shape', async () => {
    for (const text of ['', '<html></html>', '"a","b"\n"c","d"\n'])
      expect((await read(text))._unsafeUnwrapErr()).toMatchObject({ kind: 'unexpected-shape' })
  })

  test('gives each type once, retired ones and local zones not at all, and memory with a comma', async () => {
    const { types, bad } = (await read(fixture('prices.csv')))._unsafeUnwrap()
    const names = types.map(({ machine }) => machine.type)
    expect(bad).toEqual([])
    expect(names).toEqual([...new Set(names)])
    expect(names).not.toContain('p3.2xlarge')
    expect(names).not.toContain('p5e.48xlarge')
    expect(types.find(({ machine }) => machine.type === 'p5.48xlarge')?.machine.ramGiB).toBe(2048)
    expect(types.find(({ machine }) => machine.type === 'g6.xlarge')?.perHour).toBe(1.006)
    expect(types.find(({ machine }) => machine.type === 'g4dn.metal')?.perHour).toBe(9.78)
  })

  test('takes the shared price of bare metal before the dedicated one, in any order', async () => {
    const dedicated = {
      type: 'g5g.metal',
      usd: 9,
      changes: { Tenancy: 'Dedicated', 'Region Code': 'eu-central-1' },
    }
    const shared = { type: 'g5g.metal', usd: 2, changes: { 'Region Code': 'eu-central-1' } }
    for (const rows of [
      [dedicated, shared],
      [shared, dedicated],
    ])
      expect((await read(bulkFile(rows)))._unsafeUnwrap().types.map(({ perHour }) => perHour)).toEqual([2])
  })

  test('takes usage by the hour before any other, in any order, and none of what is reserved or idle', async () => {
    const rowOf = (usd: number, usageType: string) => ({
      type: 'g6.xlarge',
      usd,
      changes: { usageType, 'Region Code': 'eu-central-1' },
    })
    const rows = [
      rowOf(3, 'EUC1-Other:g6.xlarge'),
      rowOf(2, 'EUC1-BoxUsage:g6.xlarge'),
      rowOf(1, 'EUC1-Reservation:g6.xlarge'),
      rowOf(0.5, 'EUC1-UnusedBox:g6.xlarge'),
    ]
    for (const order of [rows, rows.toReversed()])
      expect((await read(bulkFile(order)))._unsafeUnwrap().types.map(({ perHour }) => perHour)).toEqual([2])
  })
})
