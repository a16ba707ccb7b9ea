import { describe, expect, test } from 'vitest'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { type Answer, answerBy, exited, fakeHost } from './fake-host.ts'
import { block, l4, list, log, noTopology, rows } from './smi-output.ts'

const everywhere = (answer: Answer) => probeNvidia(fakeHost({ answer: () => answer }))

const kindsOf = async (answer: Answer) => {
  const { devices, unusable, faults } = await everywhere(answer)
  expect([devices, unusable]).toEqual([[], []])
  return faults.map(({ kind }) => kind)
}

describe('when no view answers, one fault says why', () => {
  test.each([
    [
      9,
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure",
      'no-driver',
    ],
    [12, "NVIDIA-SMI couldn't find libnvidia-ml.so library in your system. Please make sure", 'no-driver'],
    [
      18,
      'Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 550.163',
      'driver-broken',
    ],
    [231, 'Failed to initialize NVML: Driver/library version mismatch', 'driver-broken'],
    [17, 'Failed to initialize NVML: GPU access blocked by the operating system', 'no-permission'],
    [4, 'Failed to initialize NVML: Insufficient Permissions', 'no-permission'],
    [255, 'Failed to initialize NVML: Unknown Error', 'driver-broken'],
    [15, 'Failed to initialize NVML: GPU is lost', 'driver-broken'],
    [255, 'Failed to initialize NVML: Something new', 'driver-broken'],
    [6, 'No devices were found', 'no-gpu'],
    [0, 'No devices found.', 'no-gpu'],
  ])('exit %i, %j: %s', async (code, text, kind) => {
    expect(await kindsOf(exited(code, `${text}\n`))).toEqual([kind])
  })

  test('the text decides and not the exit code', async () => {
    expect(await kindsOf(exited(0, 'Failed to initialize NVML: Insufficient Permissions'))).toEqual([
      'no-permission',
    ])
  })

  test.each<[Answer, string]>([
    [{ end: { kind: 'timed-out', afterMs: 10_000 } }, 'timed-out'],
    [{ end: { kind: 'too-large', limitBytes: 2 ** 24 } }, 'too-large'],
    [{ end: { kind: 'cancelled' } }, 'cancelled'],
    [{ end: { kind: 'still-running' } }, 'still-running'],
    [{ end: { kind: 'not-started', code: 'EACCES' } }, 'tool-failed'],
    [{ end: { kind: 'not-started', code: 'ENOENT' } }, 'tool-failed'],
  ])('%j', async (answer, kind) => expect(await kindsOf(answer)).toEqual([kind]))

  test('what a run printed before it was given up is not used', async () => {
    const cut = { stdout: log([block(1)]), end: { kind: 'timed-out', afterMs: 1 } } as const
    expect(await kindsOf(cut)).toEqual(['timed-out'])
  })

  test('a message on the wrong stream is understood', async () => {
    expect(await kindsOf({ stderr: 'No devices were found', end: { kind: 'exited', code: 6 } })).toEqual([
      'no-gpu',
    ])
  })

  test('a crash names its signal', async () => {
    const { faults } = await everywhere({ end: { kind: 'exited', code: null, signal: 'SIGSEGV' } })
    expect(faults[0]).toMatchObject({
      kind: 'tool-failed',
      tool: 'nvidia-smi',
      text: 'nvidia-smi -q -x: SIGSEGV',
    })
  })

  test('an unknown message is told', async () => {
    const { faults } = await everywhere(exited(7, 'Something\nnew'))
    expect(faults[0]).toMatchObject({ kind: 'tool-failed', text: 'nvidia-smi -q -x: exit 7: Something new' })
  })

  test('silence is a fault', async () => {
    expect(new Set(await kindsOf(exited(0, '')))).toEqual(new Set(['unexpected-output']))
  })

  test('every fault has a hint', async () => {
    for (const answer of [exited(9, 'x'), exited(0, '?'), exited(6, 'No devices were found')])
      for (const { hint } of (await everywhere(answer)).faults) expect(hint).not.toBe('')
  })
})

test('a host without nvidia-smi has no fault of it: whether it has such a GPU is not known here', async () => {
  const findings = await probeNvidia(fakeHost({ answer: () => undefined }))
  expect(findings).toEqual({ devices: [], unusable: [], faults: [] })
})

describe('when one view fails, the others still tell of the GPU', () => {
  const tooLarge: Answer = { end: { kind: 'too-large', limitBytes: 2 ** 24 } }

  test('the log', async () => {
    const answer = answerBy({ log: tooLarge, table: rows(l4(1, 0)), list: list(1), topology: noTopology })
    const { devices, faults } = await probeNvidia(fakeHost({ answer }))
    expect(faults.map(({ kind }) => kind)).toEqual(['too-large'])
    expect(devices).toMatchObject([{ index: 0, model: 'L4', computeCapability: 8.9, processes: undefined }])
  })

  test('the table', async () => {
    const answer = answerBy({
      log: exited(0, log([block(1)])),
      table: () => tooLarge,
      list: list(1),
      topology: noTopology,
    })
    const { devices, faults } = await probeNvidia(fakeHost({ answer }))
    expect(faults.map(({ kind }) => kind)).toEqual(['too-large'])
    expect(devices).toMatchObject([{ index: 0, model: 'L4', cudaVersion: 12.4 }])
    expect(devices[0]?.computeCapability).toBeUndefined()
  })

  test('and what it denies is no fault', async () => {
    const answer = answerBy({
      log: exited(0, log([block(1)])),
      table: () => exited(6, 'No devices were found'),
      list: exited(0, 'No devices found.'),
      topology: noTopology,
    })
    const { devices, faults } = await probeNvidia(fakeHost({ answer }))
    expect(devices).toHaveLength(1)
    expect(faults).toEqual([])
  })

  test('the list', async () => {
    const answer = answerBy({
      log: exited(0, log([block(1)])),
      table: rows(l4(1, 0)),
      list: tooLarge,
      topology: noTopology,
    })
    const { devices, faults } = await probeNvidia(fakeHost({ answer }))
    expect(faults.map(({ kind }) => kind)).toEqual(['too-large'])
    expect(devices).toMatchObject([{ index: 0, model: 'L4', computeCapability: 8.9, cudaVersion: 12.4 }])
  })

  test('all but the list: the GPU is named as one of which nothing is known', async () => {
    const answer = answerBy({ log: tooLarge, table: () => tooLarge, list: list(1), topology: noTopology })
    const { devices, unusable } = await probeNvidia(fakeHost({ answer }))
    expect(devices).toEqual([])
    expect(unusable).toMatchObject([{ index: 0, name: 'NVIDIA L4', reason: 'unreadable' }])
  })

  test('a crash in the middle is told beside the GPUs that came before it', async () => {
    const half = log([block(1), block(2)])
    const crashed: Answer = {
      stdout: half.slice(0, half.indexOf('<uuid>', half.lastIndexOf('<gpu id'))),
      end: { kind: 'exited', code: null, signal: 'SIGSEGV' },
    }
    const answer = answerBy({
      log: crashed,
      table: () => exited(139, 'Segmentation fault'),
      list: list(1, 2),
      topology: noTopology,
    })
    const { devices, unusable, faults } = await probeNvidia(fakeHost({ answer }))
    expect(devices.map(({ index }) => index)).toEqual([0])
    expect(unusable).toMatchObject([{ index: 1, pciAddress: '0000:02:00.0', reason: 'unreadable' }])
    expect(faults.map(({ text }) => text)).toContain('nvidia-smi -q -x: SIGSEGV')
  })
})
