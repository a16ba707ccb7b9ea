import { describe, expect, test } from 'vitest'
import { visibilityIn } from '../../src/host/visibility.ts'
import type { Device, HostInventory } from '../../src/inventory.ts'
import { visibilityOf } from '../../src/offers/visibility.ts'
import { buildDevice, buildInstance, buildInventory, buildMigDevice, uuidOf } from './inventories.ts'

const three = [0, 1, 2].map((index) => buildDevice(index))

const seen = (
  visibility: HostInventory['visibility'],
  devices: readonly Device[] = three,
  changes: Partial<HostInventory> = {},
): readonly number[] => {
  const { isVisible } = visibilityOf(buildInventory(devices, { visibility, ...changes }))
  return devices.flatMap((device, index) => (isVisible(device) ? [index] : []))
}

const notes = (
  visibility: HostInventory['visibility'],
  devices: readonly Device[] = three,
): readonly string[] => visibilityOf(buildInventory(devices, { visibility })).notes

describe('CUDA_VISIBLE_DEVICES', () => {
  test.each<[string, string, readonly number[]]>([
    ['a UUID', uuidOf(1), [1]],
    ['a UUID in capitals', uuidOf(1).toUpperCase(), [1]],
    ['a beginning that fits one', uuidOf(2).slice(0, -1), []],
    ['two UUIDs', `${uuidOf(2)}, ${uuidOf(0)}`, [0, 2]],
    ['nothing after an invalid entry', `${uuidOf(2)},oops,${uuidOf(0)}`, [2]],
    ['nothing after an unknown UUID', `GPU-ffff,${uuidOf(0)}`, []],
    ['an empty list', '', []],
    ['-1', '-1', []],
    ['-1 after a UUID', `${uuidOf(0)},-1,${uuidOf(1)}`, [0]],
    ['NoDevFiles', 'NoDevFiles', []],
    ['a number whose order nobody knows', '0', []],
    ['all numbers', '2,0,1', [0, 1, 2]],
    ['all numbers, of which one is cut off', '2,0,7,1', []],
    ['a number beside a UUID', `${uuidOf(1)},0`, [1]],
    ['a number that is too high', '3', []],
  ])('%s', (_title, value, visible) => {
    expect(seen({ CUDA_VISIBLE_DEVICES: value })).toEqual(visible)
  })

  test('numbers count PCI addresses when CUDA_DEVICE_ORDER says so', () => {
    const order = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }
    const shuffled = [buildDevice(2), buildDevice(0), buildDevice(1)]
    expect(seen({ CUDA_VISIBLE_DEVICES: '0', ...order }, shuffled)).toEqual([1])
    expect(seen({ CUDA_VISIBLE_DEVICES: '2,1', ...order }, shuffled)).toEqual([0, 2])
    expect(seen({ CUDA_VISIBLE_DEVICES: '3,0', ...order }, shuffled)).toEqual([])
    expect(seen({ CUDA_VISIBLE_DEVICES: '0', CUDA_DEVICE_ORDER: 'FASTEST_FIRST' }, shuffled)).toEqual([])
  })

  test('the order of this process reaches the inventory', () => {
    const variables = { CUDA_VISIBLE_DEVICES: '0', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }
    expect(seen(visibilityIn({ ...variables, HOME: '/root' }))).toEqual([0])
  })

  test('numbers are uncertain beside a GPU that does not work, and where an address is missing', () => {
    const unusable = [{ vendor: 'nvidia', reason: 'lost', text: '' }] as const
    const visibility = { CUDA_VISIBLE_DEVICES: '0,1,2', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }
    expect(seen(visibility, three, { unusable })).toEqual([])
    expect(seen({ ...visibility, CUDA_VISIBLE_DEVICES: uuidOf(1) }, three, { unusable })).toEqual([1])
    const nowhere = [buildDevice(0, { pciAddress: undefined }), buildDevice(1)]
    expect(seen({ ...visibility, CUDA_VISIBLE_DEVICES: '0' }, nowhere)).toEqual([])
  })

  test('all numbers beside a GPU that does not work let the others through, whether it is counted or not', () => {
    const unusable = [{ vendor: 'nvidia', reason: 'lost', text: '' }] as const
    expect(seen({ CUDA_VISIBLE_DEVICES: '2,0,1,3' }, three, { unusable })).toEqual([0, 1, 2])
    // If it is not counted, 3 is invalid, and the list ends before the others.
    expect(seen({ CUDA_VISIBLE_DEVICES: '3,0,1,2' }, three, { unusable })).toEqual([])
    expect(seen({ CUDA_VISIBLE_DEVICES: '0,1,3' }, three, { unusable })).toEqual([])
  })

  test('the only GPU is 0', () => {
    expect(seen({ CUDA_VISIBLE_DEVICES: '0' }, [buildDevice(0)])).toEqual([0])
    expect(seen({ CUDA_VISIBLE_DEVICES: '1' }, [buildDevice(0)])).toEqual([])
  })

  test('a UUID that two GPUs print means none', () => {
    const copies = [buildDevice(0, { uuid: uuidOf(0) }), buildDevice(1, { uuid: uuidOf(0) })]
    expect(seen({ CUDA_VISIBLE_DEVICES: uuidOf(0) }, copies)).toEqual([])
  })

  test('a MIG instance is named by its own UUID, and the others stay hidden', () => {
    const [first, second] = [buildInstance(0), buildInstance(1)]
    const device = buildMigDevice(0, [first, second])
    const { isVisible, notes: hidden } = visibilityOf(
      buildInventory([device], { visibility: { CUDA_VISIBLE_DEVICES: second.uuid ?? '' } }),
    )
    expect([isVisible(device), isVisible(device, first), isVisible(device, second)]).toEqual([
      false,
      false,
      true,
    ])
    expect(hidden).toEqual([])
  })

  test('all instances of a GPU that is named are visible', () => {
    const device = buildMigDevice(0, [buildInstance(0)])
    const { isVisible } = visibilityOf(
      buildInventory([device], { visibility: { CUDA_VISIBLE_DEVICES: uuidOf(0) } }),
    )
    expect(isVisible(device, device.mig?.instances[0])).toBe(true)
  })

  test('a reader is told how many are hidden, and why', () => {
    expect(notes({ CUDA_VISIBLE_DEVICES: uuidOf(0) })).toEqual([
      'CUDA_VISIBLE_DEVICES hides 2 of 3 GPUs of box; unset it to have them listed',
    ])
    expect(notes({ CUDA_VISIBLE_DEVICES: '0' })).toEqual([
      'CUDA_VISIBLE_DEVICES hides 3 of 3 GPUs of box, because it names GPUs by numbers whose order is not certain; name them by UUID, or set CUDA_DEVICE_ORDER=PCI_BUS_ID',
    ])
    expect(notes({})).toEqual([])
    expect(notes({ CUDA_VISIBLE_DEVICES: '0,1,2' })).toEqual([])
  })
})

describe('AMD', () => {
  const amd = (index: number): Device =>
    buildDevice(index, { vendor: 'amd', uuid: `0x54d5e1a2b3c4f60${index}`, name: 'MI210', model: 'MI210' })
  const pair = [amd(0), amd(1)]

  test('ROCR_VISIBLE_DEVICES takes UUIDs in ROCm form', () => {
    expect(seen({ ROCR_VISIBLE_DEVICES: 'GPU-54d5e1a2b3c4f601' }, pair)).toEqual([1])
  })

  test('HIP_VISIBLE_DEVICES counts after ROCR_VISIBLE_DEVICES', () => {
    const visibility = { ROCR_VISIBLE_DEVICES: 'GPU-54d5e1a2b3c4f601', HIP_VISIBLE_DEVICES: '0' }
    expect(seen(visibility, pair)).toEqual([1])
    expect(seen({ HIP_VISIBLE_DEVICES: '0' }, pair)).toEqual([])
    expect(seen({ HIP_VISIBLE_DEVICES: '0,1' }, pair)).toEqual([0, 1])
    expect(seen({ HIP_VISIBLE_DEVICES: '' }, pair)).toEqual([])
  })

  test("CUDA's variable counts where HIP's is not set", () => {
    expect(seen({ CUDA_VISIBLE_DEVICES: '-1' }, pair)).toEqual([])
    expect(seen({ CUDA_VISIBLE_DEVICES: '-1', HIP_VISIBLE_DEVICES: '0,1' }, pair)).toEqual([0, 1])
  })

  test('variables of AMD hide no NVIDIA GPU', () => {
    expect(seen({ HIP_VISIBLE_DEVICES: '', ROCR_VISIBLE_DEVICES: '' })).toEqual([0, 1, 2])
  })
})

test('Intel and Apple have no such variable, and NVIDIA_VISIBLE_DEVICES had its effect before', () => {
  const devices = [buildDevice(0, { vendor: 'intel' }), buildDevice(1, { vendor: 'apple' }), buildDevice(2)]
  expect(seen({ CUDA_VISIBLE_DEVICES: '', HIP_VISIBLE_DEVICES: '' }, devices)).toEqual([0, 1])
  expect(seen({ NVIDIA_VISIBLE_DEVICES: 'void' }, devices)).toEqual([0, 1, 2])
})
