import { findGpuModel } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { gpuOf } from '../src/accelerators.ts'
import { attachableTo } from '../src/attachable.ts'
import { machineFacts, pricingOf } from '../src/machine-facts.ts'
import { machinesOfTables, readMachines, type ZoneScope } from '../src/machines.ts'
import { countryOf, regionOf } from '../src/regions.ts'
import { hasRecordings, type Row, recordedRows } from './recordings.ts'

const skuWords = (row: Row): string => row('sku_prefix_cpu').split(' Instance')[0] ?? ''

const factsIn = (row: Row) => ({
  accelerator: row('api_accelerator_type').split(' ')[0],
  gpus: Number(row('gpu_count')),
  vcpus: Number(row('vcpu')),
  ramGiB: Number(row('memory_gb')),
  localSsdGiB: Number(row('bundled_local_ssd_gib')),
  architecture: row('arch') === 'ARM64' ? 'arm64' : 'x86_64',
  isPlain: row('plain_on_demand') === 'yes',
  vramGiB: Number(row('gpu_memory_gb_total')),
  computeCapability: Number(row('cuda_compute_capability')),
  family: skuWords(row),
})

const factsHere = (type: string) => {
  const facts = machineFacts.get(type) ?? expect.fail(`expected ${type} in the table`)
  const gpu = gpuOf(facts.accelerator, facts.fraction)
  const pricing = pricingOf(type)
  return {
    accelerator: facts.accelerator,
    gpus: facts.gpuCount * (facts.fraction ?? 1),
    vcpus: facts.vcpus,
    ramGiB: facts.ramGiB,
    localSsdGiB: facts.localSsdGiB,
    architecture: facts.architecture,
    isPlain: facts.onDemand === 'plain',
    vramGiB: (gpu.vramGiB ?? 0) * facts.gpuCount,
    computeCapability: findGpuModel(gpu.model ?? '')?.computeCapability,
    family: pricing?.kind === 'parts' ? pricing.family : '',
  }
}

const withGpusOf = (
  row: Row,
): readonly { readonly guestAcceleratorType: string; readonly guestAcceleratorCount: number }[] => [
  {
    guestAcceleratorType: row('api_accelerator_type').split(' ')[0] ?? '',
    guestAcceleratorCount: Math.max(1, Number(row('gpu_count'))),
  },
]

const listedTypes = (): ReadonlyMap<string, unknown> =>
  new Map(
    recordedRows('gpu-machine-types.csv').map((row) => [
      row('machine_type'),
      {
        name: row('machine_type'),
        guestCpus: Number(row('vcpu')),
        memoryMb: Number(row('memory_gb')) * 1024,
        architecture: row('arch'),
        accelerators: withGpusOf(row),
      },
    ]),
  )

const machineScopes = (): readonly ZoneScope[] => {
  const types = listedTypes()
  return recordedRows('gpu-machine-type-zones.csv').map((row) => ({
    zone: row('zone'),
    scope: { machineTypes: [types.get(row('machine_type'))] },
  }))
}

const acceleratorScopes = (): readonly ZoneScope[] =>
  recordedRows('accelerator-type-zones.csv').map((row) => ({
    zone: row('zone'),
    scope: { acceleratorTypes: [{ name: row('accelerator_type'), maximumCardsPerInstance: 8 }] },
  }))

describe.skipIf(!hasRecordings)('recorded machines', () => {
  test('each of the 36 types has the recorded facts', () => {
    const rows = recordedRows('gpu-machine-types.csv')
    expect(rows).toHaveLength(36)
    expect(machineFacts.size).toBe(36)
    for (const row of rows)
      expect([row('machine_type'), factsHere(row('machine_type'))]).toEqual([
        row('machine_type'),
        factsIn(row),
      ])
  })

  test('what can be attached to N1 is what the recorded limits say', () => {
    const rows = recordedRows('n1-gpu-attach-limits.csv')
    const cards = new Map(rows.map((row) => [row('api_accelerator_type'), 8]))
    for (const vcpus of [1, 2, 4, 8, 16, 32, 64, 96]) {
      const here = attachableTo({ type: `n1-standard-${vcpus}`, vcpus, ramGiB: vcpus * 3.75 }, cards)
      const recorded = rows.filter(
        (row) => vcpus <= Number(row('max_vcpu')) && vcpus * 3.75 <= Number(row('max_memory_gb')),
      )
      expect(here.map(({ accelerator, gpuCount }) => `${gpuCount} ${accelerator}`)).toEqual(
        recorded.map((row) => `${row('gpu_count')} ${row('api_accelerator_type')}`),
      )
      for (const row of recorded)
        expect(gpuOf(row('api_accelerator_type')).vramGiB).toBe(Number(row('gpu_memory_gb')))
    }
  })

  test('each recorded pair of type and zone is one machine', () => {
    const { machines, bad } = readMachines(machineScopes(), acceleratorScopes())
    expect(bad).toEqual([])
    expect(machines).toHaveLength(recordedRows('gpu-machine-type-zones.csv').length)
  })

  test('N1 machines hold GPUs exactly in the zones that list them, and no workstations', () => {
    const zones = [...new Set(recordedRows('accelerator-type-zones.csv').map((row) => row('zone')))]
    const hosts = zones.map((zone) => ({
      zone,
      scope: { machineTypes: [{ name: 'n1-standard-8', guestCpus: 8, memoryMb: 30_720 }] },
    }))
    const { machines } = readMachines(hosts, acceleratorScopes())
    const here = new Set(machines.map(({ zone, accelerator }) => `${accelerator} ${zone}`))
    const recorded = recordedRows('accelerator-type-zones.csv')
      .filter((row) => /-(t4|v100|p100|p4)$/.test(row('accelerator_type')))
      .map((row) => `${row('accelerator_type')} ${row('zone')}`)
    expect([...here].sort()).toEqual(recorded.sort())
    console.log(`${zones.length} zones, ${recorded.length} pairs of zone and GPU for N1`)
  })

  test('the tables have exactly the recorded types and GPUs in the recorded regions', () => {
    const machines = machinesOfTables()
    const typed = machines
      .filter(({ isAttached }) => !isAttached)
      .map(({ type, region }) => `${type} ${region}`)
    const recorded = recordedRows('gpu-machine-prices-by-region.csv').map(
      (row) => `${row('machine_type')} ${row('region')}`,
    )
    expect(typed.sort()).toEqual(recorded.sort())
    const attached = machines
      .filter(({ isAttached }) => isAttached)
      .map(({ accelerator, region }) => `${accelerator} ${region}`)
    const listed = recordedRows('accelerator-type-zones.csv')
      .filter((row) => /-(t4|v100|p100|p4)$/.test(row('accelerator_type')))
      .map((row) => `${row('accelerator_type')} ${regionOf(row('zone'))}`)
    expect(new Set(attached)).toEqual(new Set(listed))
  })

  test('the country of every recorded region is known', () => {
    const regions = [
      ...recordedRows('gpu-machine-prices-by-region.csv').map((row) => row('region')),
      ...recordedRows('n1-machine-prices-by-region.csv').map((row) => row('region')),
      ...recordedRows('accelerator-type-zones.csv').map((row) => regionOf(row('zone'))),
      ...recordedRows('gpu-only-prices-by-zone-2024-04.csv').map((row) => regionOf(row('zone'))),
    ]
    expect(new Set(regions).size).toBeGreaterThan(30)
    expect(regions.filter((region) => countryOf(region) === undefined)).toEqual([])
  })
})
