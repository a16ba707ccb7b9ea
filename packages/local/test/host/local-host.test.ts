import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createHangingTools } from '../../src/host/hanging-tools.ts'
import { createLocalHost, type LocalHostOptions } from '../../src/host/local-host.ts'
import { usableRamBytes } from '../../src/host/machine.ts'
import type { StartProcess } from '../../src/host/tool-process.ts'
import { visibilityIn } from '../../src/host/visibility.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-host-'))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'nvidia-smi'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(join(folder, 'text'), 'value\n')
  writeFileSync(join(folder, 'long'), 'x'.repeat(200_000))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A process that ends at once and prints its own path. */
const echo: StartProcess = ({ tool }, events) => {
  queueMicrotask(() => {
    events.printed('stdout', Buffer.from(tool))
    events.exited(0, null)
    events.closed()
  })
  return { kill: () => undefined, abandon: () => undefined }
}

const hostWith = (options: Partial<LocalHostOptions> = {}) =>
  createLocalHost({
    endsAtMs: performance.now() + 60_000,
    maximumOutputBytes: 1_000,
    hanging: createHangingTools(),
    start: echo,
    ...options,
  })

test('runs a tool from PATH', async () => {
  vi.stubEnv('PATH', join(folder, 'bin'))
  expect((await hostWith().run('nvidia-smi', ['-L']))?.stdout).toBe(join(folder, 'bin', 'nvidia-smi'))
  vi.unstubAllEnvs()
})

test('runs a tool whose path is stated, even when there is no such file, so that its start tells it', async () => {
  const host = hostWith({ toolPaths: { 'amd-smi': '/nowhere/amd-smi' } })
  expect((await host.run('amd-smi', []))?.stdout).toBe('/nowhere/amd-smi')
})

test('says that a tool is not installed', async () => {
  vi.stubEnv('PATH', folder)
  expect(await hostWith().run('xpu-smi', [])).toBeUndefined()
  vi.unstubAllEnvs()
})

test('starts nothing when the time of the probe is over', async () => {
  const host = hostWith({ endsAtMs: performance.now() - 1, toolPaths: { 'amd-smi': '/x' } })
  expect((await host.run('amd-smi', []))?.end).toEqual({ kind: 'timed-out', afterMs: 0 })
})

test('does not start a tool of which a run hangs', async () => {
  const hanging = createHangingTools()
  hanging.add('/x')
  const host = hostWith({ hanging, toolPaths: { 'amd-smi': '/x' } })
  expect((await host.run('amd-smi', []))?.end).toEqual({ kind: 'still-running' })
})

test('reads texts, at most 64 KiB of them', async () => {
  const host = hostWith()
  expect(await host.readText(join(folder, 'text'))).toBe('value\n')
  expect(await host.readText(join(folder, 'long'))).toHaveLength(65_536)
})

test('reads nothing where there is nothing, and no folder', async () => {
  const host = hostWith()
  expect(await host.readText(join(folder, 'missing'))).toBeUndefined()
  expect(await host.readText(folder)).toBeUndefined()
  expect(await host.listFolder(join(folder, 'missing'))).toEqual([])
  expect(await host.listFolder(join(folder, 'text'))).toEqual([])
})

test('lists a folder', async () => {
  expect([...(await hostWith().listFolder(folder))].sort()).toEqual(['bin', 'long', 'text'])
})

test('tells the machine', () => {
  const { machine, host } = hostWith()
  expect(machine).toMatchObject({ platform: process.platform, architecture: process.arch })
  expect(machine.vcpus).toBeGreaterThan(0)
  expect(machine.ramBytes).toBeGreaterThan(0)
  expect(host).not.toBe('')
})

test('memory is limited by the control group, whose "no limit" is 0 or a huge number', () => {
  expect([0, 16, 2 ** 64].map((limit) => usableRamBytes(64, limit))).toEqual([64, 16, 64])
})

test('variables that hide GPUs are kept, also empty ones, and no others', () => {
  expect(visibilityIn({ CUDA_VISIBLE_DEVICES: '', ROCR_VISIBLE_DEVICES: '0', SECRET: 'x' })).toEqual({
    CUDA_VISIBLE_DEVICES: '',
    ROCR_VISIBLE_DEVICES: '0',
  })
})
