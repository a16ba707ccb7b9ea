import { expect, test } from 'vitest'
import { readPciCards } from '../../src/pci/pci-cards.ts'
import { fakeHost } from '../host/fake-host.ts'

/** Files of one PCI function. */
const card = (address: string, classCode: string, vendor: string, device: string, driver?: string) => {
  const folder = `/sys/bus/pci/devices/${address}`
  const uevent = driver === undefined ? 'PCI_CLASS=30000\n' : `DRIVER=${driver}\nPCI_CLASS=30000\n`
  return {
    [`${folder}/class`]: `${classCode}\n`,
    [`${folder}/vendor`]: `${vendor}\n`,
    [`${folder}/device`]: `${device}\n`,
    [`${folder}/uevent`]: uevent,
  }
}

const read = (...cards: readonly Readonly<Record<string, string>>[]) =>
  readPciCards(fakeHost({ files: Object.assign({}, ...cards) }))

test('lists cards of the three vendors with their drivers, in the order of their addresses', async () => {
  const cards = await read(
    card('0000:c1:00.0', '0x030200', '0x10de', '0x20b2', 'nvidia'),
    card('0000:03:00.0', '0x038000', '0x1002', '0x740f', 'amdgpu'),
    card('0000:00:02.0', '0x030000', '0x8086', '0xa780', 'i915'),
    card('0000:41:00.0', '0x030000', '0x10de', '0x2684'),
    card('0000:05:00.0', '0x120000', '0x1002', '0x74a1', 'vfio-pci'),
  )
  expect(cards).toEqual([
    { vendor: 'intel', address: '0000:00:02.0', deviceId: '0xa780', driver: 'i915' },
    { vendor: 'amd', address: '0000:03:00.0', deviceId: '0x740f', driver: 'amdgpu' },
    { vendor: 'amd', address: '0000:05:00.0', deviceId: '0x74a1', driver: 'vfio-pci' },
    { vendor: 'nvidia', address: '0000:41:00.0', deviceId: '0x2684', driver: undefined },
    { vendor: 'nvidia', address: '0000:c1:00.0', deviceId: '0x20b2', driver: 'nvidia' },
  ])
})

test.each([
  ['sound of a card', '0000:01:00.1', '0x040300', '0x10de'],
  ['network card', '0000:02:00.0', '0x020000', '0x8086'],
  ['graphics of a management controller', '0000:03:00.0', '0x030000', '0x1a03'],
  ['second function of old Intel graphics', '0000:00:02.1', '0x038000', '0x8086'],
  ['neural processor of Intel', '0000:00:0b.0', '0x120000', '0x8086'],
])('a %s is no GPU', async (_, address, classCode, vendor) => {
  expect(await read(card(address, classCode, vendor, '0x0001'))).toEqual([])
})

test('a virtual function is part of a card that is listed', async () => {
  const virtual = card('0000:29:00.1', '0x030200', '0x10de', '0x20b2')
  const link = { '/sys/bus/pci/devices/0000:29:00.1/physfn/vendor': '0x10de\n' }
  expect(await read(virtual, link)).toEqual([])
})

test('no list is not an empty list', async () => {
  expect(await read()).toBeUndefined()
})
