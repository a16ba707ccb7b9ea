import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { probeApple } from '../../src/apple/probe-apple.ts'
import { fakeHost } from '../host/fake-host.ts'

/** A recording that is not part of this repository; without it the test is skipped. */
const file = join(
  import.meta.dirname,
  '../../../../../shared/data/local-gpu/apple/system_profiler-m3-pro.json',
)

if (!existsSync(file))
  console.log('No recording of system_profiler beside this repository: its test is skipped.')

test.skipIf(!existsSync(file))('the recording of an M3 Pro is one GPU on the main memory', async () => {
  const host = fakeHost({ platform: 'darwin', tools: { system_profiler: readFileSync(file, 'utf8') } })
  const { devices, faults } = await probeApple(host)
  expect(faults).toEqual([])
  expect(devices).toEqual([
    {
      vendor: 'apple',
      index: 0,
      name: 'Apple M3 Pro',
      model: 'M3 Pro (18-core)',
      memory: { unified: true, totalBytes: 2 ** 35 },
      warnings: [],
    },
  ])
})
