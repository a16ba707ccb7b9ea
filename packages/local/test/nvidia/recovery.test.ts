import { describe, expect, test } from 'vitest'
import { oneLine } from '../../src/host/run-fault.ts'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { type Answer, answerBy, exited, fakeHost, row } from './fake-host.ts'
import { block, l4, log, noTopology, uuid } from './smi-output.ts'

/** GPUs whose place in the list is that of their number here. */
const named = (...indexes: readonly number[]): string =>
  indexes.map((index) => `GPU ${index}: NVIDIA L4 (UUID: ${uuid(index)})\n`).join('')

const lost = 'GPU is lost.  Reboot the system to recover this GPU'

interface Machine {
  readonly size: number
  readonly bad: number
  /** How the views write the number of the bad one. */
  readonly place?: string
  readonly listed?: string
  readonly refuses?: string
}

const machineOf = ({ size, bad, place = `GPU${bad}`, listed = `gpu ${bad}`, refuses }: Machine) => {
  const failure = exited(15, `Unable to determine the device handle for ${place}: ${lost}\n\n\n`)
  const healthy = Array.from({ length: size }, (_, index) => index).filter((index) => index !== bad)
  const before = named(...healthy.filter((index) => index < bad))
  const after = named(...healthy.filter((index) => index > bad))
  const complaint = `Unable to determine the device handle for ${listed}: ${lost}\n\n\n`
  const table = (fields: readonly string[], index: string | undefined): Answer => {
    if (refuses !== undefined && fields.includes(refuses))
      return exited(2, `Field "${refuses}" is not a valid field to query.\n`)
    if (index === undefined || Number(index) === bad) return failure
    return exited(0, row(fields, l4(Number(index), Number(index))))
  }
  return fakeHost({
    answer: answerBy({
      log: failure,
      table,
      list: exited(15, before + complaint + after),
      logOf: (index) => exited(0, log([block(Number(index))], size)),
      topology: noTopology,
    }),
  })
}

describe('one GPU that cannot be opened', () => {
  test('hides no other, and is told of once', async () => {
    const { devices, unusable, faults } = await probeNvidia(machineOf({ size: 8, bad: 5 }))
    expect(devices.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 6, 7])
    expect(
      devices.every(
        ({ processes, computeCapability }) => processes?.length === 0 && computeCapability === 8.9,
      ),
    ).toBe(true)
    expect(unusable).toEqual([{ vendor: 'nvidia', index: 5, reason: 'lost', text: oneLine(lost) }])
    expect(faults).toEqual([])
  })

  test.each([
    { place: 'GPU 2', listed: 'gpu 2' },
    { place: 'GPU0000:32:00.0', listed: 'gpu 2' },
    { place: 'GPU 0000:32:00.0', listed: 'gpu \uFFFD`_\u001E' },
    { place: 'GPU2', listed: 'gpu \uFFFD:\uFFFD' },
  ])('is one GPU, however its number is written: $place, $listed', async (places) => {
    const { devices, unusable } = await probeNvidia(machineOf({ size: 4, bad: 2, ...places }))
    expect(devices).toHaveLength(3)
    expect(unusable).toHaveLength(1)
  })

  test('is asked about with the fields that the driver is known to have by then', async () => {
    const host = machineOf({ size: 3, bad: 0, refuses: 'compute_cap' })
    const { devices } = await probeNvidia(host)
    expect(devices).toHaveLength(2)
    expect(host.asked.filter((question) => question.includes('compute_cap'))).toHaveLength(1)
  })

  test('costs at most four runs at a time', async () => {
    const host = machineOf({ size: 16, bad: 3 })
    let running = 0
    let most = 0
    const counted = {
      ...host,
      run: async (...question: Parameters<typeof host.run>) => {
        if (!question[1].includes('-i')) return host.run(...question)
        running += 1
        most = Math.max(most, running)
        await new Promise((resolve) => setImmediate(resolve))
        running -= 1
        return host.run(...question)
      },
    }
    expect((await probeNvidia(counted)).devices).toHaveLength(15)
    expect(most).toBe(4)
  })

  test('leaves the order of the list, whoever answers first', async () => {
    const host = machineOf({ size: 4, bad: 3 })
    const slow = async (...question: Parameters<typeof host.run>) => {
      const turns = question[1].includes('0') ? 20 : 0
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      return host.run(...question)
    }
    const { devices } = await probeNvidia({ ...host, run: slow })
    expect(devices.map(({ index }) => index)).toEqual([0, 1, 2])
  })

  test('may be two', async () => {
    const host = machineOf({ size: 4, bad: 1 })
    const complaints = `Unable to determine the device handle for gpu 1: ${lost}\nUnable to determine the device handle for gpu 2: Unknown Error\n`
    const answer = async (...question: Parameters<typeof host.run>) => {
      const run = await host.run(...question)
      return run && question[1][0] === '-L' ? { ...run, stdout: named(0) + complaints + named(3) } : run
    }
    const { devices, unusable } = await probeNvidia({ ...host, run: answer })
    expect(devices.map(({ index }) => index)).toEqual([0, 3])
    expect(unusable.map(({ index, reason }) => [index, reason])).toEqual([
      [1, 'lost'],
      [2, 'unknown-error'],
    ])
  })

  test('may be one that goes while the others are asked', async () => {
    const host = machineOf({ size: 3, bad: 0 })
    const answer = async (...question: Parameters<typeof host.run>) => {
      const run = await host.run(...question)
      const isOfTwo = question[1].includes('-i') && question[1].includes('2')
      const text = 'Unable to determine the device handle for GPU2: Unknown Error\n'
      return run && isOfTwo ? { ...run, stdout: text, end: { kind: 'exited', code: 255 } as const } : run
    }
    const { devices, unusable } = await probeNvidia({ ...host, run: answer })
    expect(devices.map(({ index }) => index)).toEqual([1])
    expect(unusable.map(({ index, reason }) => [index, reason])).toEqual([
      [0, 'lost'],
      [2, 'unknown-error'],
    ])
  })
})

test('two lost GPUs that one view knows by address and another by number are two', async () => {
  const sick = (n: number) => block(n, '<product_name>GPU is lost</product_name><uuid>GPU is lost</uuid>')
  const complaint = (index: number) => `Unable to determine the product name for gpu ${index}: GPU is lost\n`
  const answer = answerBy({
    log: exited(0, log([block(0), sick(1), sick(2)])),
    table: () => exited(0, ''),
    list: exited(15, named(0) + complaint(1) + complaint(2)),
    topology: noTopology,
  })
  const { devices, unusable, faults } = await probeNvidia(fakeHost({ answer }))
  expect(devices).toHaveLength(1)
  expect(unusable.map(({ index, pciAddress }) => [index, pciAddress])).toEqual([
    [1, '0000:01:00.0'],
    [2, '0000:02:00.0'],
  ])
  expect(faults).toEqual([])
})

test('a complaint of the log alone, while the list never comes, is still told', async () => {
  const failure = exited(15, `Unable to determine the device handle for GPU0000:17:00.0: ${lost}\n`)
  const answer = answerBy({ log: failure, table: () => failure, topology: noTopology })
  const { devices, unusable, faults } = await probeNvidia(fakeHost({ answer }))
  expect(devices).toEqual([])
  expect(unusable).toMatchObject([{ pciAddress: '0000:17:00.0', reason: 'lost' }])
  expect(faults.map(({ kind }) => kind)).toEqual(['timed-out'])
})

test('a GPU that may not be used is left out by the table, and told of by the list', async () => {
  const table = (fields: readonly string[]) => exited(0, row(fields, l4(0, 0)) + row(fields, l4(2, 2)))
  const list = `${named(0)}Unable to determine the device handle for gpu 1: Insufficient Permissions\n${named(2)}`
  const answer = answerBy({
    log: exited(0, log([block(0), block(2)], 3)),
    table,
    list: exited(4, list),
    topology: noTopology,
  })
  const { devices, unusable, faults } = await probeNvidia(fakeHost({ answer }))
  expect(devices.map(({ index }) => index)).toEqual([0, 2])
  expect(unusable).toMatchObject([{ index: 1, reason: 'no-permission' }])
  expect(faults).toEqual([])
})

test('a GPU of which one view complains is no device, although another describes it', async () => {
  const table = (fields: readonly string[]) => exited(0, row(fields, l4(0, 0)) + row(fields, l4(1, 1)))
  const list = `${named(0)}Unable to determine the device handle for gpu 1: Unknown Error\n`
  const answer = answerBy({
    log: exited(0, log([block(0), block(1)])),
    table,
    list: exited(255, list),
    topology: noTopology,
  })
  const { devices, unusable } = await probeNvidia(fakeHost({ answer }))
  expect(devices.map(({ index }) => index)).toEqual([0])
  expect(unusable).toMatchObject([{ index: 1, reason: 'unknown-error' }])
})
