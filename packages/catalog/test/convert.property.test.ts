import { parseOffer } from '@aima/gpu-core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf } from '../src/facts/facts-of.ts'
import { offersOf } from '../src/offers.ts'
import { convertRows } from '../src/skypilot/convert.ts'
import { memoryReadings } from '../src/skypilot/gpu-memory.ts'
import { type BrokenLine, saneLines } from '../src/skypilot/sane-lines.ts'
import { parseRow } from '../src/skypilot/wire.ts'
import { csv, gpuInfo, header, listFiles } from './catalog-folder.ts'

const clouds = [
  'aws',
  'azure',
  'gcp',
  'runpod',
  'vast',
  'lambda',
  'ovhcloud',
  'some-new-cloud',
  'constructor',
]

const names = [
  'A100',
  'A100-80GB',
  'H100',
  'L4',
  'T4',
  'RTX4090',
  'tpu-v4-8',
  'V9000',
  '',
  '__proto__',
  'constructor',
]

const types = [
  'p5.48xlarge',
  'g2-standard-4',
  'n1-standard-8',
  'Standard_ND96isr_H100_v5',
  '1x_L4_SECURE',
  '4x-H100_SXM-32-65536',
  '__proto__',
  'constructor',
  '',
]

const numberText = fc.oneof(
  fc.constantFrom('', '0', '0.0', '1', '2', '8', '12', '0.125', '-1', '1e9', 'NaN', '99999999999999'),
  fc.double({ min: 0, max: 1000, noNaN: true }).map(String),
  fc.string({ maxLength: 5 }),
)

const cells = fc.record({
  InstanceType: fc.oneof(fc.constantFrom(...types), fc.string({ maxLength: 120 })),
  AcceleratorName: fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 120 })),
  AcceleratorCount: numberText,
  vCPUs: numberText,
  MemoryGiB: numberText,
  GpuInfo: fc.oneof(
    fc.constantFrom('', 'L4', "{'Gpus': [{'MemoryInfo': {'SizeInMiB': 0}}]}"),
    fc.nat({ max: 2_000_000 }).map((size) => gpuInfo(size).slice(1, -1)),
    fc.string({ maxLength: 200 }),
  ),
  Price: numberText,
  SpotPrice: numberText,
  Region: fc.oneof(
    fc.constantFrom('us-east-1', 'SE', 'Bavaria, DE, EU', ', US'),
    fc.string({ maxLength: 40 }),
  ),
  AvailabilityZone: fc.oneof(fc.constantFrom('', 'us-east-1-a', 'EU-SE-1'), fc.string({ maxLength: 40 })),
})

test('every row, whatever is in its cells, becomes offers that core accepts, or a complaint', () => {
  fc.assert(
    fc.property(fc.constantFrom(...clouds), fc.array(cells, { maxLength: 8 }), (cloud, table) => {
      const rows = table.flatMap((its, index) =>
        parseRow(its).match(
          (row) => [{ line: index + 2, row }],
          () => [],
        ),
      )
      const { machines, otherAccelerators, wrong } = convertRows(rows, {
        cloud,
        observedAtMs: 0,
        dayBasis: 'test',
      })
      const offers = machines.flatMap((machine) => offersOf(machine, { source: 's', facts: factsOf(cloud) }))
      for (const offer of offers)
        expect(parseOffer(offer, 'cloud')._unsafeUnwrap()).toMatchObject({ id: offer.id })
      expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length)
      for (const { price } of offers) expect(price?.usdPerHour).not.toBe(0)
      const withGpu = rows.filter(({ row }) => row.acceleratorName !== '')
      const left = [...otherAccelerators.values()].reduce((sum, count) => sum + count, wrong.length)
      expect(machines.length + left).toBeGreaterThanOrEqual(withGpu.length)
    }),
    { numRuns: 500 },
  )
})

test('a mutated file never throws, and its sound rows are listed', async () => {
  const sound = 'g5.xlarge,A10G,1,4,16,,1.006,0.4,us-east-1,use1-az1'
  const mutation = fc.record({
    at: fc.nat(),
    put: fc.string({ maxLength: 4, unit: 'binary' }),
    cut: fc.nat({ max: 6 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 5 }), async (mutations) => {
      const broken = mutations.reduce((row, { at, put, cut }) => {
        const place = at % (row.length + 1)
        return row.slice(0, place) + put.replaceAll(/[\n\r]/g, '') + row.slice(place + cut)
      }, 'g5.2xlarge,A10G,1,8,32,,1.212,0.5,us-east-1,use1-az1')
      const { offers } = await listFiles({ 'aws-vms.csv': csv(sound, broken, sound.replace('az1', 'az9')) })
      const zones = offers.filter(({ launch: { instanceType } }) => instanceType === 'g5.xlarge')
      expect(zones.map(({ place }) => place.zone)).toEqual(expect.arrayContaining(['use1-az1', 'use1-az9']))
      for (const offer of offers) expect(parseOffer(offer, 'cloud').isOk()).toBe(true)
    }),
    { numRuns: 50 },
  )
})

test('any bytes as a file are read without an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, hasHeader) => {
      const content = hasHeader ? Buffer.concat([Buffer.from(`${header}\n`), bytes]) : bytes
      const { warnings } = await listFiles({ 'aws-vms.csv': content, 'gcp-vms.csv': csv() })
      expect(warnings.length).toBeGreaterThan(0)
    }),
    { numRuns: 50 },
  )
})

test('lines come out as many as they went in, wherever the bytes are cut', async () => {
  const line = fc.oneof(
    fc.string({ maxLength: 30, unit: 'binary' }).map((text) => text.replaceAll(/[",]/g, '')),
    fc.constantFrom('', 'a"b', '"a,b"', 'ä€😀'),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 20 }),
      fc.integer({ min: 1, max: 9 }),
      async (lines, size) => {
        const text = lines.map((one) => `${one.replaceAll(/[\n\r]/g, '')}\n`).join('')
        const bytes = Buffer.from(text)
        const broken: BrokenLine[] = []
        const cut = async function* () {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
        }
        let out = ''
        for await (const chunk of saneLines((one) => broken.push(one))(cut())) out += chunk
        const expected = text
          .split('\n')
          .map((one) => ((one.split('"').length - 1) % 2 === 0 ? Buffer.from(one).toString() : ''))
          .join('\n')
        expect(out).toBe(Buffer.from(expected).toString())
        expect(broken.every(({ line: number }) => number >= 1 && number <= lines.length)).toBe(true)
      },
    ),
  )
})

test('a reading of memory is positive and finite', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...clouds),
      fc.string(),
      fc.nat(),
      fc.integer({ min: 1, max: 16 }),
      (cloud, noise, size, count) => {
        const readings = memoryReadings(cloud, `${noise}{'MemoryInfo': {'SizeInMiB': ${size}}}`, count)
        expect(readings.every((gib) => gib > 0 && Number.isFinite(gib))).toBe(true)
      },
    ),
  )
})
