import { describe, expect, test } from 'vitest'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { answerBy, exited, fakeHost } from './fake-host.ts'
import { block, l4, list, log, noTopology, readFixture, rows, uuid } from './smi-output.ts'

const zero = 'GPU-00000000-0000-0000-0000-000000000000'

const probe = (...views: Parameters<typeof answerBy>) =>
  probeNvidia(fakeHost({ answer: answerBy({ topology: noTopology, ...views[0] }) }))

describe('views are joined', () => {
  test('by PCI address, in whatever order they come', async () => {
    const { devices, faults } = await probe({
      log: exited(0, log([block(1), block(2), block(3)])),
      table: rows({ ...l4(3, 2), compute_cap: '8.6' }, { ...l4(1, 0), compute_cap: '8.0' }, l4(2, 1)),
      list: list(1, 2, 3),
    })
    expect(faults).toEqual([])
    expect(devices.map(({ index, uuid: id, computeCapability }) => [index, id, computeCapability])).toEqual([
      [0, uuid(1), 8],
      [1, uuid(2), 8.9],
      [2, uuid(3), 8.6],
    ])
  })

  test('of a log with four digits of domain and a table with eight', async () => {
    const { devices } = await probe({
      log: exited(0, log([block(1, '', '0000:01:00.0')])),
      table: rows(l4(1, 0)),
      list: list(1),
    })
    expect(devices).toMatchObject([{ index: 0, pciAddress: '0000:01:00.0', computeCapability: 8.9 }])
  })

  test('each giving what the others do not know', async () => {
    const unknown = '<uuid>N/A</uuid><fb_memory_usage><total>N/A</total><used>3 MiB</used></fb_memory_usage>'
    const { devices } = await probe({
      log: exited(0, log([block(1, unknown)])),
      table: rows({ ...l4(1, 0), uuid: '[N/A]', 'retired_pages.pending': 'Yes' }),
      list: list(1),
    })
    expect(devices).toMatchObject([
      {
        uuid: uuid(1),
        memory: { totalBytes: 23_034 * 2 ** 20, usedBytes: 3 * 2 ** 20 },
        warnings: ['page-retirement-pending'],
      },
    ])
  })

  test('by UUID where one has no address', async () => {
    const { devices } = await probe({
      log: exited(0, log([block(1, '', 'N/A'), block(2, '', 'N/A')])),
      table: rows({ ...l4(2, 1), compute_cap: '8.6' }, l4(1, 0)),
      list: list(1, 2),
    })
    expect(devices.map(({ index, computeCapability }) => [index, computeCapability])).toEqual([
      [0, 8.9],
      [1, 8.6],
    ])
  })

  test('by position where both are lost, and the list too', async () => {
    const masked = (n: number) => block(n, `<uuid>${zero}</uuid>`, 'N/A')
    const { devices, faults } = await probe({
      log: exited(0, log([masked(1), masked(2)])),
      table: rows(
        { ...l4(1, 0), uuid: zero, 'pci.bus_id': '[N/A]' },
        { ...l4(2, 1), uuid: zero, 'pci.bus_id': '[N/A]' },
      ),
      list: exited(0, `GPU 0: NVIDIA L4 (UUID: ${zero})\nGPU 1: NVIDIA L4 (UUID: ${zero})\n`),
    })
    expect(faults).toEqual([])
    expect(
      devices.map(({ index, uuid: id, cudaVersion, computeCapability }) => [
        index,
        id,
        cudaVersion,
        computeCapability,
      ]),
    ).toEqual([
      [0, undefined, 12.4, 8.9],
      [1, undefined, 12.4, 8.9],
    ])
  })

  test('so that a GPU that only one of them knows stays one GPU', async () => {
    const { devices } = await probe({
      log: exited(0, log([block(1)])),
      table: rows(l4(2, 1)),
      list: list(1, 2),
    })
    expect(devices.map(({ pciAddress }) => pciAddress)).toEqual(['0000:01:00.0', '0000:02:00.0'])
  })
})

describe('identities', () => {
  test('that a copy of a block has as well are those of one GPU', async () => {
    const { devices, faults } = await probe({
      log: exited(0, log([block(1), block(1)], 1)),
      table: rows(l4(1, 0), l4(1, 0)),
      list: list(1),
    })
    expect(devices.map(({ uuid: id, pciAddress }) => [id, pciAddress])).toEqual([[uuid(1), '0000:01:00.0']])
    expect(faults.map(({ text }) => text)).toEqual(['1 GPUs attached, 2 told of'])
  })

  test('that two GPUs claim are taken from both, which stay apart by address', async () => {
    const { devices, faults } = await probe({
      log: exited(0, log([block(1), block(2, `<uuid>${uuid(1)}</uuid>`)])),
      table: rows(l4(1, 0), { ...l4(2, 1), uuid: uuid(1) }),
      list: list(1, 1),
    })
    expect(devices.map(({ uuid: id, pciAddress, index }) => [id, pciAddress, index])).toEqual([
      [undefined, '0000:01:00.0', 0],
      [undefined, '0000:02:00.0', 1],
    ])
    expect(faults.map(({ text }) => text)).toEqual([`2 GPUs say that they are ${uuid(1)}`])
  })

  test('that were masked are unknown, and no fault', async () => {
    const { devices, faults } = await probe({
      log: exited(0, log([block(1, `<uuid>${zero}</uuid>`), block(2, `<uuid>${zero}</uuid>`)])),
      table: rows({ ...l4(1, 0), uuid: zero }, { ...l4(2, 1), uuid: zero }),
      list: exited(0, `GPU 0: NVIDIA L4 (UUID: ${zero})\nGPU 1: NVIDIA L4 (UUID: ${zero})\n`),
    })
    expect(devices.map(({ uuid: id, index }) => [id, index])).toEqual([
      [undefined, 0],
      [undefined, 1],
    ])
    expect(faults).toEqual([])
  })
})

describe('GPUs that the driver counts and nobody describes', () => {
  test('are unusable where the list names them', async () => {
    const { devices, unusable, faults } = await probe({
      log: exited(0, log([block(1)], 2)),
      table: rows(l4(1, 0)),
      list: list(1, 2),
    })
    expect(devices).toHaveLength(1)
    expect(unusable).toMatchObject([{ index: 1, uuid: uuid(2), reason: 'unreadable' }])
    expect(faults).toEqual([])
  })

  test('are a fault where nothing names them', async () => {
    const { devices, faults } = await probe({
      log: exited(0, log([block(1)], 8)),
      table: rows(l4(1, 0)),
      list: list(1),
    })
    expect(devices).toHaveLength(1)
    expect(faults.map(({ text }) => text)).toEqual(['8 GPUs attached, 1 told of'])
  })

  test('are missed the other way round too', async () => {
    const { faults } = await probe({
      log: exited(0, log([block(1), block(2)], 1)),
      table: rows(l4(1, 0), l4(2, 1)),
      list: list(1, 2),
    })
    expect(faults.map(({ text }) => text)).toEqual(['1 GPUs attached, 2 told of'])
  })
})

describe('MIG', () => {
  const cut = { log: exited(0, readFixture('mig.550.xml')), list: exited(0, readFixture('mig.550.list.txt')) }

  test('instances have sizes from the log and UUIDs from the list, and their own programs', async () => {
    const { devices } = await probe({ ...cut, table: () => exited(0, '') })
    expect(devices[0]?.mig).toMatchObject({
      enabled: true,
      changePending: false,
      instances: [
        {
          index: 0,
          profile: '3g.40gb',
          gpuInstance: 1,
          computeInstance: 0,
          multiprocessors: 42,
          processes: [{ pid: 4711 }],
        },
        { index: 1, profile: '1c.3g.40gb', gpuInstance: 2, computeInstance: 0, processes: [] },
        {
          index: 2,
          profile: '2c.3g.40gb',
          gpuInstance: 2,
          computeInstance: 1,
          uuid: 'MIG-b0000000-0000-5000-8000-000000000002',
        },
      ],
    })
    expect(devices[0]?.mig?.instances.map(({ memory }) => memory.totalBytes)).toEqual(
      Array.from({ length: 3 }, () => 40_192 * 2 ** 20),
    )
    expect(devices[1]?.mig).toEqual({ enabled: false, changePending: false, instances: [] })
  })

  test('instances without a log have a name and no size', async () => {
    const id = 'GPU-a0000000-0000-4000-8000-000000000001'
    const table = rows({
      ...l4(1, 0),
      uuid: id,
      'mig.mode.current': 'Enabled',
      'mig.mode.pending': 'Enabled',
    })
    const { devices } = await probe({ list: cut.list, table })
    expect(devices[0]?.mig?.instances).toHaveLength(3)
    expect(devices[0]?.mig?.instances[0]?.memory).toEqual({ unified: false })
    expect(devices[0]?.mig?.instances[0]?.processes).toBeUndefined()
  })

  test('mode on and no instance: the device says so', async () => {
    const { devices } = await probe({
      log: exited(
        0,
        log([
          block(
            1,
            '<mig_mode><current_mig>Enabled</current_mig><pending_mig>Enabled</pending_mig></mig_mode><mig_devices>\n\tNone\n</mig_devices>',
          ),
        ]),
      ),
      table: rows(l4(1, 0)),
      list: list(1),
    })
    expect(devices[0]?.mig).toEqual({ enabled: true, changePending: false, instances: [] })
  })
})

test('ways and NUMA nodes belong to the GPU of that number', async () => {
  const { devices } = await probe({
    log: exited(0, log([block(1), block(2)])),
    table: rows(l4(1, 1), l4(2, 0)),
    list: list(2, 1),
    topology: exited(
      0,
      '\tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity\nGPU0\t X \tPIX\t0-3\t0\nGPU1\tPIX\t X \t4-7\t1\n',
    ),
  })
  expect(devices.map(({ index, numaNode, links }) => [index, numaNode, links])).toEqual([
    [1, 1, [{ toIndex: 0, kind: 'switch' }]],
    [0, 0, [{ toIndex: 1, kind: 'switch' }]],
  ])
})
