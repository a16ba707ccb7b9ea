import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { VendorFindings } from '../../src/host/vendor-findings.ts'
import { gpuFields } from '../../src/nvidia/csv.ts'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { answerBy, exited, fakeHost, row } from './fake-host.ts'
import { block, l4, log, readFixture, uuid } from './smi-output.ts'

const fixtures = [
  'mig.550.xml',
  'volta.460.xml',
  'hopper.595.xml',
  'vgpu.550.xml',
  'jetson.540.xml',
  'internal-subset.xml',
].map(readFixture)

/** Texts that a value may turn into, and pieces of other outputs. */
const nasty = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '-1',
    '-5 MiB',
    'NaN',
    'Infinity',
    '1e999',
    '9'.repeat(40),
    '0x10',
    '[N/A]',
    '[GPU is lost]',
    'GPU is lost',
    '<gpu id="',
    '</gpu>',
    '<!--',
    '<![CDATA[',
    '&lt;',
    '&x;',
    '\0',
    '\uFFFD',
    '\r\n',
    ', ',
    '<gpu>',
    '</nvidia_smi_log>',
    '<!DOCTYPE',
    '__proto__',
    'constructor',
  ),
)

const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 200 }),
  insert: nasty,
})

const damaged = (text: string, damages: readonly { at: number; length: number; insert: string }[]): string =>
  damages.reduce((kept, { at, length, insert }) => {
    const start = Math.floor(at * kept.length)
    return kept.slice(0, start) + insert + kept.slice(start + length)
  }, text)

const someDamage = fc.array(damage, { minLength: 1, maxLength: 4 })

/** Values of one kind of element turned into something else. */
const withValue = (text: string, value: string): string =>
  text.replace(/>[^<\s][^<]*</g, `>${value.replaceAll('$', '$$$$')}<`)

const numbersIn = (value: unknown): readonly number[] => {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

const soundness = ({ devices, unusable, faults }: VendorFindings) => {
  for (const device of devices) {
    for (const number of numbersIn(device)) expect(Number.isFinite(number) && number >= 0).toBe(true)
    expect(device.name).not.toMatch(/is lost|requires reset|^\[|^$/)
    expect(device.utilisation ?? 0).toBeLessThanOrEqual(1)
    const { totalBytes, usedBytes, freeBytes } = device.memory
    if (totalBytes !== undefined)
      expect(Math.max(usedBytes ?? 0, freeBytes ?? 0)).toBeLessThanOrEqual(totalBytes)
  }
  expect(devices.length + unusable.length + faults.length).toBeGreaterThan(0)
}

const probe = (texts: {
  readonly xml: string
  readonly csv: string
  readonly list: string
  readonly topology: string
}) => {
  const table = () => exited(0, texts.csv)
  const { xml, list, topology } = texts
  return probeNvidia(
    fakeHost({
      answer: answerBy({ log: exited(0, xml), table, list: exited(0, list), topology: exited(0, topology) }),
    }),
  )
}

const table = row(gpuFields, l4(1, 0)) + row(gpuFields, l4(2, 1))
const list = readFixture('mig.550.list.txt')
const topology = readFixture('hgx.topo.txt')

describe('whatever the outputs look like', () => {
  test.prop([fc.constantFrom(...fixtures), someDamage, someDamage, someDamage, someDamage])(
    'the probe neither fails nor makes up numbers',
    async (xml, ...damages) => {
      const [inXml, inCsv, inList, inTopology] = damages
      soundness(
        await probe({
          xml: damaged(xml, inXml),
          csv: damaged(table, inCsv),
          list: damaged(list, inList),
          topology: damaged(topology, inTopology),
        }),
      )
    },
  )

  test.prop([fc.constantFrom(...fixtures), nasty])('every value may be replaced', async (xml, value) => {
    soundness(await probe({ xml: withValue(xml, value), csv: table, list, topology }))
  })

  test.prop([
    fc.array(fc.oneof(nasty, fc.constantFrom('81920', '0.5')), { minLength: 1, maxLength: gpuFields.length }),
  ])('every cell may be replaced', async (cells) => {
    const line = gpuFields.map((_, place) => cells[place % cells.length]).join(', ')
    soundness(await probe({ xml: '', csv: line, list: '', topology: '' }))
  })

  test.prop([fc.constantFrom(...fixtures), fc.double({ min: 0, max: 1, noNaN: true })])(
    'a log that is cut off gives only whole blocks',
    async (xml, share) => {
      const cut = xml.slice(0, Math.floor(share * xml.length))
      const findings = await probe({ xml: cut, csv: '', list: '', topology: '' })
      soundness(findings)
      expect(findings.devices.length).toBe(cut.split('</gpu>').length - 1)
    },
  )

  test.prop([fc.array(nasty, { maxLength: 30 })])('noise gives no device', async (pieces) => {
    const noise = pieces.join(' ').replaceAll(', ', ' ')
    const findings = await probe({ xml: noise, csv: noise, list: noise, topology: noise })
    soundness(findings)
    expect(findings.devices).toEqual([])
  })
})

test.prop([someDamage])('damage in one block leaves the next as it was', async (damages) => {
  const first = block(1)
  const inside = damaged(first.slice(first.indexOf('<product_name>'), first.indexOf('</gpu>')), damages)
  fc.pre(!/<\/?gpu[\s>]|<!|<nvidia_smi_log/.test(inside))
  const spoilt = `\n\t<gpu id="00000000:01:00.0">${inside}</gpu>\n`
  fc.pre(!/<\/?gpu[\s>]/.test(spoilt.slice(30, -8)))
  const texts = { csv: '', list: `GPU 1: NVIDIA L4 (UUID: ${uuid(2)})\n`, topology: '' }
  const [, healthy] = (await probe({ ...texts, xml: log([first, block(2)]) })).devices
  const { devices } = await probe({ ...texts, xml: log([spoilt, block(2)]) })
  expect(devices.find(({ pciAddress }) => pciAddress === '0000:02:00.0')).toEqual(healthy)
})
