import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parseOffer } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { skypilotCatalog } from '../src/index.ts'
import { csv, header, listFiles, listFolder, offersOf, writeFolder } from './catalog-folder.ts'

const row = 'g5.xlarge,A10G,1,4,16,,1.006,0.4,us-east-1,use1-az1'
const other = 'g5.2xlarge,A10G,1,8,32,,1.212,0.5,us-east-1,use1-az1'

const ids = (offers: readonly { readonly id: string }[]): readonly string[] =>
  offers.map(({ id }) => id.split('/').slice(-2).join('/'))

const both = ['g5.2xlarge/on-demand', 'g5.2xlarge/spot', 'g5.xlarge/on-demand', 'g5.xlarge/spot']

const badRows = (warnings: readonly { readonly kind: string }[]) =>
  warnings.filter(({ kind }) => kind === 'bad-row')

describe('files', () => {
  test.each([
    'aws-gpu.csv',
    'aws-gpu.csv.gz',
    'aws-vms.csv',
    'aws-all-vms.csv.gz',
    'aws/vms.csv',
    'aws/vms.csv.gz',
  ])('reads %s', async (name) => {
    const { offers } = await listFiles({ [name]: csv(row, other) })
    expect(ids(offers)).toEqual(both)
  })

  test('reads one file for each cloud, the one with the GPUs first', async () => {
    const { offers } = await listFiles({
      'aws-all-vms.csv.gz': csv(row, other),
      'aws-gpu.csv.gz': csv(row),
      'aws/vms.csv': csv(other),
      'azure/vms.csv': csv('Standard_NC4as_T4_v3,T4,1,4,28,T4,0.526,,eastus,'),
      'azure/images.csv': 'a,b\n1,2\n',
      'common/accelerators.csv': 'a,b\n1,2\n',
    })
    expect(ids(offers)).toEqual(['g5.xlarge/on-demand', 'g5.xlarge/spot', 'Standard_NC4as_T4_v3/on-demand'])
  })

  test('finds columns by name, in any order, and ignores others', async () => {
    const { offers } = await listFiles({
      'aws-vms.csv':
        'Region,Price,AcceleratorCount,Extra,AcceleratorName,InstanceType\nus-east-1,1.006,1,x,A10G,g5.xlarge\n',
    })
    expect(offers).toMatchObject([{ price: { usdPerHour: 1.006 }, gpu: { model: 'A10G' } }])
  })

  test('reads a file with a byte order mark and Windows line ends', async () => {
    const { offers, warnings } = await listFiles({
      'aws-vms.csv': `\uFEFF${csv(row, other).replaceAll('\n', '\r\n')}`,
    })
    expect(ids(offers)).toEqual(both)
    expect(badRows(warnings)).toEqual([])
  })

  test('reads a last line without an end', async () => {
    expect(ids((await listFiles({ 'aws-vms.csv': csv(row, other).trimEnd() })).offers)).toEqual(both)
  })

  test('sorts offers by id and gives each its own', async () => {
    const offers = await offersOf('aws', other, row)
    expect(ids(offers)).toEqual(both)
  })

  test('lists no offers of a file that has a header only', async () => {
    const { offers, warnings } = await listFiles({ 'aws-vms.csv': `${header}\n` })
    expect(offers).toEqual([])
    expect(warnings.map(({ kind }) => kind)).toEqual(['limited'])
  })
})

describe('days', () => {
  test('takes the day of the prices from the options', async () => {
    const [offer] = await offersOf('aws', row)
    expect(offer?.observedAtMs).toBe(Date.UTC(2024, 5, 13))
  })

  test("else takes the file's modification time and says so", async () => {
    const folder = writeFolder({ 'aws-vms.csv': csv(row) })
    utimesSync(join(folder, 'aws-vms.csv'), 1_000_000_000, 1_700_000_000)
    const listing = await skypilotCatalog({ folder }).listOffers({}, { nowMs: 1_800_000_000_000 })
    const { offers, warnings } = listing._unsafeUnwrap()
    expect(offers[0]).toMatchObject({
      observedAtMs: 1_700_000_000_000,
      assumptions: [
        {
          name: 'usdPerHour',
          value: '2023-11-14',
          basis:
            'list price in a SkyPilot catalog; day on which the file was last changed, because the list states none',
        },
        { name: 'egressUsdPerGB' },
        { name: 'storageUsdPerGBMonth' },
      ],
    })
    expect(warnings).toContainEqual({ kind: 'old-prices', observedAtMs: 1_700_000_000_000, offers: 2 })
  })

  test('takes a file that is changed in the future for one of the present', async () => {
    const folder = writeFolder({ 'aws-vms.csv': csv(row) })
    utimesSync(join(folder, 'aws-vms.csv'), 4_000_000_000, 4_000_000_000)
    const listing = await skypilotCatalog({ folder }).listOffers({}, { nowMs: 1_800_000_000_000 })
    expect(listing._unsafeUnwrap().offers[0]?.observedAtMs).toBe(1_800_000_000_000)
  })

  test.each([Number.NaN, 1e300])('does not throw when the present is %j', async (nowMs) => {
    const folder = writeFolder({ 'aws-vms.csv': csv(row) })
    utimesSync(join(folder, 'aws-vms.csv'), 4_000_000_000, 4_000_000_000)
    expect((await skypilotCatalog({ folder }).listOffers({}, { nowMs })).isOk()).toBe(true)
  })

  test('does not warn of prices of the same day', async () => {
    const { warnings } = await listFiles({ 'aws-vms.csv': csv(row) })
    expect(warnings.map(({ kind }) => kind)).toEqual(['limited'])
  })
})

describe('faults', () => {
  test('fails with unreachable for a folder that is not there', async () => {
    const folder = join(writeFolder({}), 'nowhere')
    expect((await listFolder(folder))._unsafeUnwrapErr()).toEqual({
      kind: 'unreachable',
      target: folder,
      code: 'ENOENT',
    })
  })

  test('fails with unreachable for a folder that is a file', async () => {
    const folder = join(writeFolder({ 'aws-vms.csv': csv(row) }), 'aws-vms.csv')
    expect((await listFolder(folder))._unsafeUnwrapErr()).toMatchObject({
      kind: 'unreachable',
      code: 'ENOTDIR',
    })
  })

  test('fails with unexpected-shape for a folder without a catalog', async () => {
    const folder = writeFolder({ 'notes.txt': 'hello' })
    expect((await listFolder(folder))._unsafeUnwrapErr()).toEqual({
      kind: 'unexpected-shape',
      issues: [`${folder}: expected a file such as aws/vms.csv, aws-vms.csv or aws-gpu.csv.gz`],
    })
  })

  test('warns of a file that cannot be read, and lists the others', async () => {
    const folder = writeFolder({ 'aws-vms.csv': csv(row) })
    mkdirSync(join(folder, 'gcp/vms.csv'), { recursive: true })
    const { offers, warnings } = (await listFolder(folder))._unsafeUnwrap()
    expect(offers).toHaveLength(2)
    expect(warnings).toContainEqual({
      kind: 'part-missing',
      part: 'gcp/vms.csv',
      error: { kind: 'unreachable', target: join(folder, 'gcp/vms.csv'), code: 'EISDIR' },
    })
  })

  test.skipIf(process.getuid?.() === 0)('warns of a folder of a cloud that cannot be read', async () => {
    const folder = writeFolder({ 'aws-vms.csv': csv(row), 'gcp/vms.csv': csv() })
    chmodSync(join(folder, 'gcp'), 0)
    const { warnings } = (await listFolder(folder))._unsafeUnwrap()
    chmodSync(join(folder, 'gcp'), 0o700)
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'part-missing', part: 'gcp/vms.csv' }))
  })

  test('warns of a gzip file that breaks off, and keeps what came before', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, number) => `g5.xlarge,A10G,1,4,16,${Math.sin(number)},1.006,,us-east-1,zone${number}`,
    )
    const packed = gzipSync(csv(...rows))
    const { offers, warnings } = await listFiles({ 'aws-vms.csv.gz': packed.subarray(0, packed.length / 2) })
    expect(offers.length).toBeGreaterThan(0)
    expect(offers.length).toBeLessThan(5000)
    expect(warnings).toContainEqual({
      kind: 'part-missing',
      part: 'aws-vms.csv.gz',
      error: {
        kind: 'unexpected-shape',
        issues: [expect.stringContaining('expected a whole gzip file (Z_BUF_ERROR)')],
      },
    })
  })

  test('warns of a file that is no gzip file though it is called so', async () => {
    const { warnings } = await listFiles({
      'aws-vms.csv.gz': Buffer.from(csv(row)),
      'gcp-vms.csv': csv(),
    })
    expect(warnings[0]).toMatchObject({ kind: 'part-missing', error: { kind: 'unexpected-shape' } })
  })

  test('warns of a file that lacks columns', async () => {
    const { offers, warnings } = await listFiles({
      'aws-vms.csv': 'InstanceType,Price,Region\ng5.xlarge,1,x\n',
      'gcp-vms.csv': csv(),
    })
    expect(offers).toEqual([])
    expect(warnings[0]).toEqual({
      kind: 'part-missing',
      part: 'aws-vms.csv',
      error: {
        kind: 'unexpected-shape',
        issues: ['expected a column AcceleratorName', 'expected a column AcceleratorCount'],
      },
    })
  })

  test('warns of an empty file', async () => {
    const { warnings } = await listFiles({ 'aws-vms.csv': '', 'gcp-vms.csv': csv() })
    expect(warnings[0]).toMatchObject({ kind: 'part-missing', part: 'aws-vms.csv' })
  })

  test('fails with the first error when nothing can be read of any file', async () => {
    const folder = writeFolder({ 'aws-vms.csv': '', 'gcp-vms.csv.gz': 'no gzip' })
    writeFileSync(join(folder, 'gcp-vms.csv.gz'), 'no gzip')
    expect((await listFolder(folder))._unsafeUnwrapErr()).toMatchObject({
      kind: 'unexpected-shape',
      issues: expect.arrayContaining(['expected a column InstanceType']),
    })
  })

  test('takes a hundred thousand rows with a GPU of one file, and says that there are more', async () => {
    const rows = Array.from({ length: 100_001 }, () => row)
    const { offers, warnings } = await listFiles({ 'aws-vms.csv': csv(...rows) })
    expect(offers).toHaveLength(2)
    expect(warnings).toContainEqual({
      kind: 'part-missing',
      part: 'aws-vms.csv',
      error: { kind: 'unexpected-shape', issues: ['expected at most 100000 rows with a GPU'] },
    })
    expect(badRows(warnings).at(-1)).toEqual({
      kind: 'bad-row',
      row: 'aws-vms.csv:23',
      issues: ['99979 further rows were left out'],
    })
  })

  test.each(['a', 'a"b"', 'a"'])('does not choke on a million lines such as %s', async (line) => {
    const { offers, warnings } = await listFiles({ 'aws-vms.csv': csv(row) + `${line}\n`.repeat(1_000_000) })
    expect(offers).toHaveLength(2)
    expect(badRows(warnings)).toHaveLength(21)
  })

  test('warns of a file that is no text', async () => {
    const noise = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256)
    const { offers, warnings } = await listFiles({ 'aws-vms.csv': noise, 'gcp-vms.csv': csv() })
    expect(offers).toEqual([])
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'part-missing', part: 'aws-vms.csv' }))
  })
})

describe('broken rows', () => {
  test.each([
    ['a price that is no number', row.replace('1.006', 'cheap'), ['Price: expected a number']],
    ['a negative price', row.replace('1.006', '-1'), ['Price: expected a number']],
    ['an endless price', row.replace('1.006', 'Infinity'), ['Price: expected a number']],
    ['a price in another base', row.replace('1.006', '0x10'), ['Price: expected a number']],
    ['no region', row.replace('us-east-1', ''), ['Region: expected a region']],
    ['no type', row.replace('g5.xlarge', ''), ['InstanceType: expected a type']],
    [
      'no GPU in it',
      row.replace('A10G,1,', 'A10G,0,'),
      ['AcceleratorCount: expected a whole number above 0, or a part of 1'],
    ],
    [
      'two and a half GPUs',
      row.replace('A10G,1,', 'A10G,2.5,'),
      ['AcceleratorCount: expected a whole number above 0, or a part of 1'],
    ],
    ['too few cells', 'g5.xlarge,A10G,1', ['expected as many cells as the header has']],
    ['too many cells', `${row},1,2`, ['expected as many cells as the header has']],
    ['an open quote', row.replace('A10G', '"A10G'), ['expected an even number of quotes']],
    ['a quote within', row.replace('A10G', 'A1"0"G'), ['expected quotes around whole cells only']],
    [
      'an endless name',
      row.replace('A10G', 'A'.repeat(101)),
      ['AcceleratorName: expected at most 100 characters'],
    ],
    ['a cell of 10 MB', row.replace('A10G', 'A'.repeat(10_000_000)), ['expected at most 16384 characters']],
  ])('warns of a row with %s, by its line, and reads the rows around it', async (_what, broken, issues) => {
    const { offers, warnings } = await listFiles({ 'aws-vms.csv': csv(row, broken, other) })
    expect(ids(offers)).toEqual(both)
    expect(badRows(warnings)).toEqual([{ kind: 'bad-row', row: 'aws-vms.csv:3', issues }])
  })

  test('warns of a row that repeats another', async () => {
    const { offers, warnings } = await listFiles({
      'aws-vms.csv': csv(row, row.replace('1.006', '0.5'), other),
    })
    expect(ids(offers)).toEqual(both)
    expect(offers[2]?.price?.usdPerHour).toBe(1.006)
    expect(badRows(warnings)).toEqual([
      { kind: 'bad-row', row: 'aws-vms.csv:3', issues: ['expected a row of its own: it repeats another'] },
    ])
  })

  test('counts lines by the file, past empty ones', async () => {
    const { warnings } = await listFiles({
      'aws-vms.csv': csv('', row, '', 'x', '', other.replace('1.212', '?')),
    })
    expect(badRows(warnings)).toMatchObject([{ row: 'aws-vms.csv:5' }, { row: 'aws-vms.csv:7' }])
  })

  test('tells of twenty broken rows of a file and counts the rest', async () => {
    const broken = Array.from({ length: 1000 }, (_, number) => `g${number},A10G,?,4,16,,1,,us-east-1,`)
    const { warnings } = await listFiles({ 'aws-vms.csv': csv(...broken) })
    expect(badRows(warnings)).toHaveLength(21)
    expect(badRows(warnings)[20]).toEqual({
      kind: 'bad-row',
      row: 'aws-vms.csv:22',
      issues: ['980 further rows were left out'],
    })
  })

  test('does not pollute prototypes by column names', async () => {
    const { offers } = await listFiles({
      'aws-vms.csv': `__proto__,${header}\npolluted,${row}\n`,
    })
    expect(offers).toHaveLength(2)
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('the source', () => {
  test('does nothing at construction', () => {
    const source = skypilotCatalog({ folder: '/no/such/folder' })
    expect(source).toMatchObject({
      specificationVersion: 'v1',
      id: 'skypilot-catalog',
      provider: 'catalog',
      capabilities: { spot: true, stock: false, needsCredentials: 'never' },
    })
  })

  test('can have an id of its own, with which its offers begin', async () => {
    const folder = writeFolder({ 'aws-vms.csv': csv(row) })
    const source = skypilotCatalog({ folder, id: 'prices-2024' })
    const { offers } = (await source.listOffers({}, { nowMs: 0 }))._unsafeUnwrap()
    expect(source.id).toBe('prices-2024')
    expect(offers.every(({ id, source: of }) => id.startsWith('prices-2024/') && of === 'prices-2024')).toBe(
      true,
    )
  })

  test.each([
    [{ folder: '' }, 'folder'],
    [{ folder: 'x', observedAt: 'yesterday' }, 'observedAt'],
    [{ folder: 'x', observedAt: '2024-13-45' }, 'observedAt'],
    [{ folder: 'x', id: '' }, 'id'],
  ])('refuses the options %j', async (options, path) => {
    const error = (await skypilotCatalog(options).listOffers({}, { nowMs: 0 }))._unsafeUnwrapErr()
    expect(error).toEqual({ kind: 'invalid-options', issues: [expect.stringMatching(`^${path}: `)] })
  })

  test('lists the same twice, and two at once', async () => {
    const source = skypilotCatalog({ folder: writeFolder({ 'aws-vms.csv': csv(row, other) }) })
    const [one, two] = await Promise.all([
      source.listOffers({}, { nowMs: 1 }),
      source.listOffers({}, { nowMs: 1 }),
    ])
    expect(two).toEqual(one)
  })

  test('is cancelled before it begins', async () => {
    const folder = writeFolder({ 'aws-vms.csv': csv(row) })
    const listed = await skypilotCatalog({ folder }).listOffers({}, { nowMs: 0, signal: AbortSignal.abort() })
    expect(listed._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
  })

  test('is cancelled while it reads, and leaves no listener behind', async () => {
    const rows = Array.from({ length: 50_000 }, (_, number) => `${row}${number}`)
    const folder = writeFolder({ 'aws-vms.csv': csv(...rows) })
    const { signal, abort } = countingSignal()
    const listing = skypilotCatalog({ folder }).listOffers({}, { nowMs: 0, signal })
    setImmediate(() => setImmediate(abort))
    expect((await listing)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
    expect(signal.listeners.size).toBe(0)
  })

  test('lists only what core accepts', async () => {
    for (const offer of await offersOf('aws', row, other))
      expect(parseOffer(offer, 'cloud').isOk()).toBe(true)
  })
})

/** A signal that shows who listens to it. */
const countingSignal = () => {
  const signal = {
    aborted: false,
    reason: undefined,
    listeners: new Set<() => void>(),
    addEventListener: (_type: 'abort', listener: () => void) => void signal.listeners.add(listener),
    removeEventListener: (_type: 'abort', listener: () => void) => void signal.listeners.delete(listener),
  }
  const abort = (): void => {
    signal.aborted = true
    for (const listener of signal.listeners) listener()
  }
  return { signal, abort }
}
