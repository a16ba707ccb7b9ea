import { describe, expect, test } from 'vitest'
import { fieldsAfterRefusal, gpuFields, readCsv } from '../../src/nvidia/csv.ts'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { answerBy, exited, fakeHost, row } from './fake-host.ts'
import { block, l4, list, log, noTopology, probeLog, rows, uuid } from './smi-output.ts'

describe('a damaged log', () => {
  test('that ends in the middle of a block: the block before is a device, the cut one is not, and a fault says so', async () => {
    const text = log([block(1), block(2)])
    const { devices, unusable, faults } = await probeLog(text.slice(0, text.lastIndexOf('<temperature>')))
    expect(devices.map(({ uuid: id }) => id)).toEqual([uuid(1)])
    expect(unusable).toMatchObject([{ pciAddress: '0000:02:00.0', reason: 'unreadable' }])
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(['unexpected-output']))
  })

  test('whose cut block the table describes: the device is that of the table', async () => {
    const text = log([block(1), block(2)])
    const answer = answerBy({
      log: exited(0, text.slice(0, text.lastIndexOf('<temperature>'))),
      table: rows(l4(1, 0), l4(2, 1)),
      list: list(1, 2),
      topology: noTopology,
    })
    const { devices, unusable, faults } = await probeNvidia(fakeHost({ answer }))
    expect(unusable).toEqual([])
    expect(devices.map(({ processes }) => processes)).toEqual([[], undefined])
    expect(faults.map(({ text: said }) => said)).toContain('what the log says of 0000:02:00.0 cannot be read')
  })

  test.each([
    ['</utilization>', ''],
    ['</mig_mode>', '</mig>'],
    ['<uuid>', '<uuid'],
    ['<compute_mode>', '<__proto__></__proto__><compute_mode>'],
    ['<compute_mode>', `${'<x>'.repeat(200)}${'</x>'.repeat(200)}<compute_mode>`],
  ])('in one block (%j is %j): the other is whole', async (from, to) => {
    const mode = '<mig_mode><current_mig>N/A</current_mig></mig_mode>'
    const { devices, unusable } = await probeLog(log([block(1, mode).replace(from, to), block(2, mode)]))
    expect(devices.map(({ pciAddress }) => pciAddress)).toEqual(['0000:02:00.0'])
    expect(unusable.map(({ pciAddress, reason }) => [pciAddress, reason])).toEqual([
      ['0000:01:00.0', 'unreadable'],
    ])
  })

  test('with a program that has an ampersand in its name is none', async () => {
    const programs =
      '<processes><process_info><pid>7</pid><process_name>a && b</process_name></process_info></processes>'
    const { devices, faults } = await probeLog(log([block(1, programs)]))
    expect(devices[0]?.processes?.[0]?.name).toBe('a && b')
    expect(faults).toEqual([])
  })

  test('with a program that ends the block in its name: the GPU is not lost', async () => {
    const programs =
      '<processes><process_info><pid>7</pid><process_name></gpu></process_name></process_info></processes>'
    const answer = answerBy({
      log: exited(0, log([block(1, programs)])),
      table: rows(l4(1, 0)),
      list: list(1),
      topology: noTopology,
    })
    const { devices } = await probeNvidia(fakeHost({ answer }))
    expect(devices.map(({ index, processes }) => [index, processes])).toEqual([[0, undefined]])
  })
})

describe('odd values', () => {
  test.each(['-1 MiB', 'NaN MiB', '1e9 MiB', '99999999999999999999999 MiB', '', 'twelve'])(
    'a total of %j is unknown',
    async (total) => {
      const memory = `<fb_memory_usage><total>${total}</total><used>1 MiB</used></fb_memory_usage>`
      const { devices } = await probeLog(log([block(1, memory)]))
      expect(devices[0]?.memory).toEqual({ usedBytes: 2 ** 20, unified: false })
    },
  )

  test('of a GPU that says that it has no memory, none is known to be free either', async () => {
    const memory =
      '<fb_memory_usage><total>0 MiB</total><used>0 MiB</used><free>0 MiB</free></fb_memory_usage>'
    const { devices } = await probeLog(log([block(1, memory)]))
    expect(devices[0]?.memory).toEqual({ unified: false })
  })

  test('more used than there is is unknown, and not free', async () => {
    const memory =
      '<fb_memory_usage><total>10 MiB</total><used>11 MiB</used><free>-1 MiB</free></fb_memory_usage>'
    const { devices } = await probeLog(log([block(1, memory)]))
    expect(devices[0]?.memory).toEqual({ totalBytes: 10 * 2 ** 20, unified: false })
  })

  test('a name that says that the GPU is lost is no name', async () => {
    const { devices, unusable } = await probeLog(
      log([block(1, '<product_name>GPU is lost</product_name>'), block(2)]),
    )
    expect(devices).toHaveLength(1)
    expect(unusable).toMatchObject([{ pciAddress: '0000:01:00.0', reason: 'lost', text: 'GPU is lost' }])
  })

  test('a sick GPU without any identity is no device', async () => {
    const nameless = block(
      1,
      '<uuid>N/A</uuid><utilization><gpu_util>GPU requires reset</gpu_util></utilization>',
      'N/A',
    )
    const { devices, unusable } = await probeLog(log([nameless]).replace(/<uuid>GPU.*<\/uuid>/, ''))
    expect(devices).toEqual([])
    expect(unusable).toMatchObject([{ name: 'NVIDIA L4', reason: 'needs-reset' }])
  })

  test('a GPU without any name is not offered', async () => {
    const nameless = block(1).replace(/<product_name>.*<\/product_name>/, '<product_name>N/A</product_name>')
    const answer = answerBy({
      log: exited(0, log([nameless])),
      table: () => exited(0, ''),
      list: exited(0, 'No devices found.'),
      topology: noTopology,
    })
    const { devices, unusable } = await probeNvidia(fakeHost({ answer }))
    expect(devices).toEqual([])
    expect(unusable).toMatchObject([{ uuid: uuid(1), reason: 'unreadable', text: 'It has no name' }])
  })

  test('a name that is in no table has no model', async () => {
    const { devices } = await probeLog(log([block(1, '<product_name>Graphics Device</product_name>')]))
    expect(devices[0]).toMatchObject({ name: 'Graphics Device' })
    expect(devices[0]?.model).toBeUndefined()
  })
})

describe('a refused field', () => {
  test('takes those with it that came with it or later, and no older one', () => {
    const left = fieldsAfterRefusal(gpuFields, 'Field "fabric.state" is not a valid field to query.\n\n')
    expect(left).toEqual(gpuFields.slice(0, gpuFields.indexOf('compute_cap')))
  })

  test('of the oldest drivers takes none with it', () => {
    const left = fieldsAfterRefusal(gpuFields, 'Field "retired_pages.pending" is not a valid field to query.')
    expect(left).toEqual(gpuFields.filter((field) => field !== 'retired_pages.pending'))
  })
})

describe('outputs of many megabytes that are no outputs', () => {
  const mebibyte = 2 ** 20
  const fill = (piece: string) => piece.repeat(Math.ceil((4 * mebibyte) / piece.length))

  // No bound on time: what grows with the square of the length would not end within that of the test.
  test.each([
    '<gpu id="',
    '<gpu></gpu>',
    '<gpu><a>',
    '<?xml <nvidia_smi_log><driver_version>',
    'GPU 0: x (UUID: GPU-1)\n',
    '  MIG 1g.10gb     Device  0: (UUID: MIG-1)\n',
    ' (UUID: x',
    'Unable to determine the device handle for gpu 1: x\n',
    'Unable to determine the device handle for gpu ',
    `${row(gpuFields, l4(1, 0))}`,
    '\tGPU0\n',
    'Field "',
    ' ',
  ])('of %j', async (piece) => {
    const output = exited(0, `<nvidia_smi_log>GPU 0: x (UUID: GPU-1)\n${fill(piece)}`)
    const { devices, unusable, faults } = await probeNvidia(fakeHost({ answer: () => output }))
    expect(devices.length + unusable.length).toBeLessThan(2000)
    expect(faults.length).toBeGreaterThan(0)
  })
})

describe('a damaged table', () => {
  const good = row(gpuFields, l4(1, 0))

  test('keeps its whole rows', () => {
    const { readings, strayLines } = readCsv(`${good}2, NVIDIA\n\n${good}`, gpuFields)
    expect(readings).toHaveLength(2)
    expect(strayLines).toEqual(['2, NVIDIA'])
  })

  test('tells of the rest', async () => {
    const answer = answerBy({
      table: () => exited(14, `WARNING: infoROM is corrupted at gpu 0000:01:00.0\n${good}`),
      list: list(1),
      log: exited(0, log([block(1)])),
      topology: noTopology,
    })
    const { devices, faults } = await probeNvidia(fakeHost({ answer }))
    expect(devices).toHaveLength(1)
    expect(faults.map(({ hint }) => hint)).toEqual(['The GPU works; have its infoROM repaired.'])
  })

  test('of nothing but noise does not flood the faults', async () => {
    const noise = Array.from({ length: 5000 }, (_, line) => `what ${line}?\n`).join('')
    const { devices, faults } = await probeNvidia(fakeHost({ answer: () => exited(0, noise) }))
    expect(devices).toEqual([])
    expect(faults.length).toBeLessThan(10)
    for (const { text } of faults) expect(text.length).toBeLessThanOrEqual(301)
  })

  test('of one row among noise gives the row and a few faults', async () => {
    const noise = Array.from({ length: 5000 }, (_, line) => `what ${line}?\n`).join('')
    const answer = answerBy({
      log: exited(0, log([block(1)])),
      table: () => exited(0, noise + good),
      list: list(1),
      topology: noTopology,
    })
    const { devices, faults } = await probeNvidia(fakeHost({ answer }))
    expect(devices).toMatchObject([{ index: 0, computeCapability: 8.9 }])
    expect(faults).toHaveLength(5)
  })

  test('that refuses every field ends', async () => {
    const host = fakeHost({
      answer: (args) => {
        const asked =
          args
            .find((argument) => argument.startsWith('--query-gpu='))
            ?.slice(12)
            .split(',') ?? []
        return exited(2, `Field "${asked.at(-1)}" is not a valid field to query.`)
      },
    })
    expect((await probeNvidia(host)).devices).toEqual([])
    expect(host.asked.length).toBeLessThan(60)
  })
})
