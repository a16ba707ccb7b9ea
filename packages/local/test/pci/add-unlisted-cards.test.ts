import { describe, expect, test } from 'vitest'
import type { VendorFindings } from '../../src/host/vendor-findings.ts'
import type { Device } from '../../src/inventory.ts'
import { addUnlistedCards } from '../../src/pci/add-unlisted-cards.ts'
import type { PciCard } from '../../src/pci/pci-cards.ts'
import type { ProbeFault, ProbeFaultKind } from '../../src/probe-fault.ts'

const card = (bus: string, driver?: string): PciCard => ({
  vendor: 'nvidia',
  address: `0000:${bus}:00.0`,
  deviceId: '0x2684',
  driver,
})

const device = (pciAddress: string | undefined): Device => ({
  vendor: 'nvidia',
  pciAddress,
  name: 'NVIDIA GeForce RTX 4090',
  memory: { unified: false },
  warnings: [],
})

const fault = (kind: ProbeFaultKind): ProbeFault => ({ kind, tool: 'nvidia-smi', text: 'said', hint: 'do' })

const findings = (given: Partial<VendorFindings> = {}): VendorFindings => ({
  devices: [],
  unusable: [],
  faults: [],
  ...given,
})

const compare = (given: VendorFindings, ...cards: readonly PciCard[]) => {
  const { devices, unusable, faults } = addUnlistedCards('nvidia', given, cards)
  return {
    devices,
    reasons: unusable.map(({ reason }) => reason),
    unusable,
    kinds: faults.map(({ kind }) => kind),
    faults,
  }
}

describe('a card that no tool lists', () => {
  test.each([undefined, 'nouveau', 'vfio-pci'])('with the driver %s has none for computing', (driver) => {
    const { devices, unusable, faults } = compare(findings(), card('01', driver))
    expect(devices).toEqual([])
    expect(unusable).toMatchObject([{ reason: 'no-driver', pciAddress: '0000:01:00.0' }])
    expect(faults).toMatchObject([{ kind: 'no-driver', tool: 'pci' }])
    expect(faults[0]?.text).toContain(driver ?? 'no driver')
  })

  test('with its driver, where the tool is missing, has no driver and a hint for containers', () => {
    const { reasons, faults } = compare(findings(), card('01', 'nvidia'))
    expect(reasons).toEqual(['no-driver'])
    expect(faults[0]?.hint).toContain('container')
  })

  test.each<readonly [ProbeFaultKind, string]>([
    ['timed-out', 'unreadable'],
    ['still-running', 'unreadable'],
    ['unexpected-output', 'unreadable'],
    ['cancelled', 'unreadable'],
    ['no-permission', 'no-permission'],
  ])('after the fault %s is %s, and the fault is not told twice', (kind, reason) => {
    const { reasons, kinds } = compare(findings({ faults: [fault(kind)] }), card('01', 'nvidia'))
    expect([reasons, kinds]).toEqual([[reason], [kind]])
  })

  test('after "driver broken" has no working driver, and the fault is not told twice', () => {
    const { reasons, kinds } = compare(findings({ faults: [fault('driver-broken')] }), card('01', 'nvidia'))
    expect([reasons, kinds]).toEqual([['no-driver'], ['driver-broken']])
  })

  test('without a driver is told even when the tool has a fault of its own', () => {
    const { kinds } = compare(findings({ faults: [fault('timed-out')] }), card('01', 'nouveau'))
    expect(kinds).toEqual(['timed-out', 'no-driver'])
  })

  test('takes back that there is no GPU', () => {
    const { reasons, kinds } = compare(findings({ faults: [fault('no-gpu')] }), card('01', 'nvidia'))
    expect([reasons, kinds]).toEqual([['unreadable'], ['driver-broken']])
  })

  test('beside one that is listed is unreadable, and told', () => {
    const { devices, unusable, kinds } = compare(
      findings({ devices: [device('0000:01:00.0')] }),
      card('01', 'nvidia'),
      card('02', 'nvidia'),
    )
    expect(devices).toHaveLength(1)
    expect(unusable).toMatchObject([{ reason: 'unreadable', pciAddress: '0000:02:00.0' }])
    expect(kinds).toEqual(['driver-broken'])
  })
})

describe('a card that a tool lists', () => {
  test('as a device or as unusable is not added', () => {
    const unusable = [{ vendor: 'nvidia', pciAddress: '0000:02:00.0', reason: 'lost', text: '' } as const]
    const given = findings({ devices: [device('0000:01:00.0')], unusable })
    expect(addUnlistedCards('nvidia', given, [card('01', 'nvidia'), card('02', 'nvidia')])).toEqual(given)
  })

  test('without an address may be any, so only the number that is missing is told', () => {
    const given = findings({ devices: [device(undefined)] })
    const two = compare(given, card('01', 'nvidia'), card('02', 'nvidia'))
    expect(two.unusable).toEqual([
      { vendor: 'nvidia', reason: 'unreadable', text: 'one of the cards of nvidia on the PCI bus' },
    ])
    expect(compare(given, card('01', 'nvidia')).unusable).toEqual([])
  })
})

describe('where there is no card of the vendor', () => {
  test('"no GPU" and "no driver" are taken back, because nothing is amiss', () => {
    expect(compare(findings({ faults: [fault('no-driver'), fault('no-gpu')] })).kinds).toEqual([])
  })

  test('a fault that needs attention stays', () => {
    const faults = [fault('timed-out'), fault('driver-broken')]
    expect(compare(findings({ faults })).kinds).toEqual(['timed-out', 'driver-broken'])
  })

  test('devices stay, such as those of WSL and Jetson, which are not on the PCI bus', () => {
    const given = findings({ devices: [device(undefined)], faults: [fault('no-driver')] })
    expect(addUnlistedCards('nvidia', given, [])).toEqual(given)
  })
})

test('without a list nothing changes', () => {
  const given = findings({ faults: [fault('no-gpu')] })
  expect(addUnlistedCards('nvidia', given, undefined)).toBe(given)
})
