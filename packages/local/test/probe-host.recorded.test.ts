import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { probeHost } from '../src/probe-host.ts'
import type { FakeReply } from './fake-tool/fake-tool.ts'
import { installFakeTool } from './fake-tool/install-fake-tool.ts'

/** Recordings that are not part of this repository; without them the tests are skipped. */
const folder = join(import.meta.dirname, '../../../../shared/data/local-gpu')

if (!existsSync(folder)) console.log('No recordings beside this repository: no tool replays them.')

interface Output {
  readonly file: string
  readonly argv: readonly string[]
  readonly exit_code: number
  readonly stderr: string
}

const caseFolder = (name: string): string => join(folder, 'nvidia/synthetic-real-binary', name)

/** Answers of the real program in one case, by its arguments. */
const repliesOf = (name: string): readonly FakeReply[] => {
  const { outputs }: { outputs: readonly Output[] } = JSON.parse(
    readFileSync(join(caseFolder(name), 'case.json'), 'utf8'),
  )
  return outputs.map(({ file, argv, exit_code, stderr }) => ({
    args: argv.slice(1),
    stdoutFile: join(caseFolder(name), file),
    exitCode: exit_code,
    stderr,
  }))
}

const nvidia = (replies: readonly FakeReply[]) => {
  const { path } = installFakeTool('nvidia-smi', { replies })
  return probeHost({ deadlineMs: 60_000, vendors: ['nvidia'], toolPaths: { 'nvidia-smi': path } })
}

describe.skipIf(!existsSync(folder) || process.platform === 'win32')(
  'a real process that replays a recording',
  () => {
    test.each([
      ['lost-midway-gpu1-of-3__550', 2, ['lost']],
      ['error__init-unknown-error__550', 0, []],
      ['error__driver-library-mismatch__470', 0, []],
      ['unified-memory-na__550', 1, []],
    ] as const)('of %s gives %i devices', async (name, devices, reasons) => {
      const inventory = await nvidia(repliesOf(name))
      expect(inventory.devices).toHaveLength(devices)
      if (devices === 0) expect(inventory.faults.map(({ kind }) => kind)).toContain('driver-broken')
      expect(inventory.unusable.map(({ reason }) => reason)).toEqual(reasons)
    })

    test('of an A10G is a device', async () => {
      const file = join(folder, 'nvidia/xml/a10g__515.105.01.xml')
      const { devices } = await nvidia([{ args: ['-q', '-x'], stdoutFile: file }])
      expect(devices).toMatchObject([{ name: 'NVIDIA A10G', model: 'A10G', pciAddress: '0000:00:1e.0' }])
    })

    test('of amd-smi and rocm-smi is read as by a fake host', async () => {
      const merged = join(folder, 'amd/amd-smi/rx7800xt-wrapped-merged.json')
      const amdSmi = installFakeTool('amd-smi', {
        replies: ['static', 'metric'].map((command) => ({ args: [command, '--json'], stdoutFile: merged })),
      })
      const rocmSmi = installFakeTool('rocm-smi', {
        replies: [{ args: [], stdoutFile: join(folder, 'amd/rocm-smi/mi100_rocm602.json') }],
      })
      const missing = { 'amd-smi': '/nowhere/amd-smi', 'rocm-smi': rocmSmi.path }
      const options = { deadlineMs: 60_000, vendors: ['amd'] } as const
      const [first, second] = [
        await probeHost({ ...options, toolPaths: { 'amd-smi': amdSmi.path } }),
        await probeHost({ ...options, toolPaths: missing }),
      ]
      expect(first.devices.map(({ model }) => model)).toEqual(['Radeon RX 7800 XT'])
      expect(second.devices.map(({ model }) => model)).toEqual(['MI100', 'MI100', 'MI100', 'MI100'])
    })
  },
)
