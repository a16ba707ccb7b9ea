import { describe, expect, test } from 'vitest'
import { handleFailuresIn } from '../../src/nvidia/handle-failure.ts'
import { readList } from '../../src/nvidia/list.ts'
import { readTopology } from '../../src/nvidia/topology.ts'
import { readFixture } from './smi-output.ts'

describe('the list', () => {
  test('gives instances to the GPU above them', () => {
    const { gpus } = readList(readFixture('mig.550.list.txt'))
    expect(gpus.map(({ index, instances }) => [index, instances.map(({ profile }) => profile)])).toEqual([
      [0, ['3g.40gb', '1c.3g.40gb', '2c.3g.40gb']],
      [1, []],
    ])
  })

  test('may have Windows line ends, brackets in a name and profiles with a suffix', () => {
    const { gpus } = readList(
      'GPU 0: Odd (name) (UUID: GPU-1)\r\n  MIG 1g.10gb+me  Device  0: (UUID: MIG-GPU-1/7/0)\r\n',
    )
    expect(gpus).toEqual([
      {
        index: 0,
        name: 'Odd (name)',
        uuid: 'GPU-1',
        instances: [{ index: 0, profile: '1g.10gb+me', uuid: 'MIG-GPU-1/7/0' }],
      },
    ])
  })

  test('passes over instances without a GPU above', () => {
    expect(readList('  MIG 1g.10gb     Device  0: (UUID: MIG-1)\n').gpus).toEqual([])
  })
})

describe('complaints', () => {
  test.each([
    ['GPU1: GPU is lost.  Reboot the system to recover this GPU', { index: 1, reason: 'lost' }],
    ['GPU 1: GPU is lost.  Reboot the system to recover this GPU', { index: 1, reason: 'lost' }],
    ['gpu 1: Insufficient Permissions', { index: 1, reason: 'no-permission' }],
    ['GPU0000:17:00.0: Unknown Error', { pciAddress: '0000:17:00.0', reason: 'unknown-error' }],
    ['GPU 0000:0B:00.0: Unknown Error', { pciAddress: '0000:0b:00.0', reason: 'unknown-error' }],
    ['GPU1: A GPU reset must occur before this GPU can be used again.', { index: 1, reason: 'needs-reset' }],
    [
      'GPU1: The NVIDIA kernel module detected an issue with GPU interrupts.',
      { index: 1, reason: 'unknown-error' },
    ],
    ['GPU1: Something new', { index: 1, reason: 'unreadable' }],
    [
      'gpu \uFFFD`_\u001E\uFFFD\u007F: GPU is lost',
      { index: undefined, pciAddress: undefined, reason: 'lost' },
    ],
  ])('of %j', (said, expected) => {
    for (const what of ['device handle', 'product name'])
      expect(handleFailuresIn(`Unable to determine the ${what} for ${said}\r\n\n`)).toMatchObject([expected])
  })

  test('are not seen in other lines', () => {
    expect(handleFailuresIn('0, NVIDIA L4\nNo devices were found\n')).toEqual([])
  })
})

describe('the matrix', () => {
  test('of a machine with NVSwitches: 18 NVLinks to each, network cards passed over, two NUMA nodes', () => {
    const connections = readTopology(readFixture('hgx.topo.txt'))
    expect(connections.map(({ numaNode }) => numaNode)).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
    for (const { index, links } of connections)
      expect(links).toEqual(
        [0, 1, 2, 3, 4, 5, 6, 7]
          .filter((other) => other !== index)
          .map((toIndex) => ({ toIndex, kind: 'nvlink', lanes: 18 })),
      )
  })

  test('knows every kind of way, and of an unknown one nothing', () => {
    const cells = ['NV2', 'NVB', 'PIX', 'PXB', 'PHB', 'NODE', 'SYS', 'SOC', 'XYZ']
    const header = ['', 'GPU0', ...cells.map((_, place) => `GPU${place + 1}`)].join('\t')
    const [connection] = readTopology(`${header}\nGPU0\t X \t${cells.join('\t')}\n`)
    expect(connection?.links.map(({ kind }) => kind)).toEqual([
      'nvlink',
      'nvlink',
      'switch',
      'switches',
      'bridge',
      'node',
      'system',
      'system',
    ])
  })

  test('a list of NUMA nodes is none that can be named', () => {
    expect(
      readTopology('\tGPU0\tCPU Affinity\tNUMA Affinity\nGPU0\t X \t0-15\t0-1\n')[0]?.numaNode,
    ).toBeUndefined()
  })

  test('has the NUMA node of the GPU itself in another column', () => {
    const header = '\tGPU0\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID\n'
    expect(readTopology(`${header}GPU0\t X \t0-71\t0\t\t1\n`)[0]?.numaNode).toBe(0)
    expect(readTopology(`${header}GPU0\t X \t0-71\t\t\t1\n`)[0]?.numaNode).toBeUndefined()
    expect(readTopology('\tGPU0\tCPU Affinity\nGPU0\t X \t0-71\n')[0]?.numaNode).toBeUndefined()
  })

  test('may be missing', () => {
    expect(
      readTopology("ERROR: Option -m is missing its value. Please run 'nvidia-smi -h' for help.\n"),
    ).toEqual([])
  })
})
