import { describe, expect, test } from 'vitest'
import { accelerators } from '../src/accelerators.ts'
import { partOf, refusalOf, skuRefusals } from '../src/sku-part.ts'
import type { WireSku } from '../src/wire-sku.ts'

/** One SKU for each refusal, which would be the price of a part without it. */
const refused: readonly (readonly [reason: string, sku: WireSku])[] = [
  [
    'another service',
    { name: 'services/152E-C115-5142/skus/A', description: 'Nvidia L4 GPU running in us-central1' },
  ],
  ['commitment', { description: 'Commitment v1: Nvidia L4 GPU running in Berlin for 3 Years' }],
  ['reservation', { description: 'Reserved Nvidia Tesla A100 GPU in Milan' }],
  ['DWS', { description: 'H200 141GB GPU attached to DWS Defined Duration VMs running in Doha' }],
  ['DWS', { description: 'DWS Calendar Mode A3 Ultra Instance Core running in Iowa' }],
  ['sole tenancy', { description: 'Nvidia Tesla T4 GPU attached to Sole Tenancy VMs running in Virginia' }],
  ['custom machine', { description: 'Custom Instance Core running in Virginia' }],
  ['premium for an upgrade', { description: 'Upgrade Premium for A2 Memory-optimized Instance' }],
  ['suspended machine', { description: 'SSD backed Local Storage for suspended VMs in Paris' }],
  ['licence', { description: 'Licensing Fee for Ubuntu Pro FIPS on VM with up to 1 GPU (GPU cost)' }],
  [
    'other usage type',
    { description: 'Nvidia L4 GPU running in Berlin', category: { usageType: 'Commit3Yr' } },
  ],
]

describe('a SKU is refused', () => {
  test.each(refused)('as %s: %o', (reason, sku) => {
    expect(refusalOf(sku)).toBe(reason)
    expect(partOf(sku)).toBeUndefined()
  })

  test('for reasons that each have a test here', () => {
    expect([...new Set(refused.map(([reason]) => reason))]).toEqual(skuRefusals.map(({ reason }) => reason))
  })

  test('whatever its usage type says', () => {
    for (const [, { description }] of refused.slice(1, -1))
      for (const usageType of ['OnDemand', 'Preemptible'])
        expect(partOf({ description, category: { usageType } })).toBeUndefined()
  })
})

describe('processors and memory', () => {
  test.each([
    ['A2 Instance Core running in Americas', 'core A2'],
    ['A2 Instance Ram running in Americas', 'ram A2'],
    ['A3 Instance Core running in Virginia', 'core A3'],
    ['A3Plus Instance Core running in Virginia', 'core A3Plus'],
    ['A3Ultra Instance Ram running in Virginia', 'ram A3Ultra'],
    ['A3 Ultra Instance Ram running in Virginia', 'ram A3Ultra'],
    ['G2 Instance Core running in Zurich', 'core G2'],
    ['G4 Instance Ram running in Finland', 'ram G4'],
    ['N1 Predefined Instance Core running in EMEA', 'core N1 Predefined'],
  ])('%s', (description, part) => {
    expect(partOf({ description })).toEqual({ part, purchase: 'on-demand' })
    expect(partOf({ description: `Spot Preemptible ${description}` })).toEqual({ part, purchase: 'spot' })
  })

  test.each([
    'N2 Instance Core running in Virginia',
    'A3 Instance Core Extra running in Virginia',
    'My A2 Instance Core running in Virginia',
    'C4A Instance Local SSD running in Virginia',
    'Custom A2 Instance Core running in Virginia',
  ])('%s is none of a machine with GPUs', (description) => {
    expect(partOf({ description })).toBeUndefined()
  })
})

describe('GPUs', () => {
  const named = accelerators.flatMap(({ type, skuNames }) => skuNames.map((name) => [name, type] as const))

  test.each(named)('%s is %s', (name, type) => {
    const part = `gpu ${type}`
    expect(partOf({ description: `${name} running in Las Vegas` })).toEqual({ part, purchase: 'on-demand' })
    expect(partOf({ description: `${name} attached to Spot Preemptible VMs running in Las Vegas` })).toEqual({
      part,
      purchase: 'spot',
    })
    expect(
      partOf({ description: `${name} attached to DWS Defined Duration VMs running in Las Vegas` }),
    ).toBeUndefined()
  })

  test('no text is that of two', () => {
    expect(new Set(named.map(([name]) => name.toLowerCase())).size).toBe(named.length)
  })

  test('the 80 GB of an A100 are not the 40 GB, and the H100 of A3 is not that of A3 Mega', () => {
    const parts = [
      'Nvidia Tesla A100 80GB GPU',
      'Nvidia Tesla A100 GPU',
      'Nvidia H100 80GB GPU',
      'Nvidia H100 80GB Mega GPU',
    ].map((name) => partOf({ description: `${name} running in Columbus` })?.part)
    expect(parts).toEqual([
      'gpu nvidia-a100-80gb',
      'gpu nvidia-tesla-a100',
      'gpu nvidia-h100-80gb',
      'gpu nvidia-h100-mega-80gb',
    ])
  })

  test('a GPU of another product is none, though its name is alike', () => {
    const description = 'NVIDIA RTX Pro 6000 GPU with no zonal redundancy in us-central1'
    expect(partOf({ description })).toBeUndefined()
  })
})

describe('Spot', () => {
  test('is what the text says, although the usage type says OnDemand', () => {
    const description = 'Spot Preemptible A4 Nvidia B200 (1 gpu slice) in Americas'
    expect(partOf({ description, category: { usageType: 'OnDemand' } })).toEqual({
      part: 'slice nvidia-b200',
      purchase: 'spot',
    })
  })

  test('is what the usage type says, where the text says nothing', () => {
    const sku = { description: 'Nvidia L4 GPU running in Berlin', category: { usageType: 'Preemptible' } }
    expect(partOf(sku)?.purchase).toBe('spot')
  })

  test('was once called Preemptible alone', () => {
    expect(partOf({ description: 'Preemptible A2 Instance Core running in Americas' })?.purchase).toBe('spot')
    expect(
      partOf({ description: 'Nvidia Tesla T4 GPU attached to Preemptible VMs running in Americas' })
        ?.purchase,
    ).toBe('spot')
  })
})

test.each([
  ['SSD backed Local Storage', 'on-demand'],
  ['SSD backed Local Storage in Las Vegas', 'on-demand'],
  ['SSD backed Local Storage attached to Spot Preemptible VMs', 'spot'],
  ['SSD backed Local Storage attached to Spot Preemptible VMs in Las Vegas', 'spot'],
])('%s is a local disk', (description, purchase) => {
  expect(partOf({ description })).toEqual({ part: 'ssd', purchase })
})

test('a text that is long and strange takes no time', () => {
  for (const text of [' in', ' running', ' attached to Spot Preemptible VMs', ' '])
    expect(partOf({ description: text.repeat(300) })).toBeUndefined()
})
