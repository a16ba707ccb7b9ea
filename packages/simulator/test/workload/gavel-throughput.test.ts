import { JobRun } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { readGavelThroughput } from '../../src/workload/gavel-throughput.ts'
import { hasTraces, unpacked } from './shared-traces.ts'

const speeds = { k80: 5, p100: 36, v100: 32, v100_unconsolidated: 31 }

const text = (table: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(table, null, 0).replaceAll('},', '},\n')

test('a key names model, batch and GPUs, and a GPU without speed is absent', () => {
  const read = readGavelThroughput(
    text({ "('LM (batch size 5)', 2)": { ...speeds, k80: 0 }, "('A3C', 1)": speeds }),
  )
  expect(read._unsafeUnwrap()).toEqual([
    {
      model: 'LM',
      batchSize: 5,
      gpuCount: 2,
      throughputByGpu: { 'P100-PCIe-16GB': 36, 'V100-SXM2-16GB': 32 },
    },
    {
      model: 'A3C',
      batchSize: undefined,
      gpuCount: 1,
      throughputByGpu: { K80: 5, 'P100-PCIe-16GB': 36, 'V100-SXM2-16GB': 32 },
    },
  ])
})

test('a faulty job is named with its line', () => {
  const fault = readGavelThroughput(text({ "('A3C', 1)": speeds, "('LM', 1)": { ...speeds, v100: -1 } }))
  expect(fault._unsafeUnwrapErr()).toMatchObject({ kind: 'unreadable-trace', line: 2 })
  expect(fault._unsafeUnwrapErr().issues).toHaveLength(1)
  expect(fault._unsafeUnwrapErr().issues[0]).toContain('v100')
})

test.each(["('A3C', 0)", "('A3C')", 'A3C', "('LM (batch size x)', 1)"])('the key %s is faulty', (key) => {
  expect(readGavelThroughput(text({ "('LM', 1)": speeds, [key]: speeds }))._unsafeUnwrapErr()).toEqual({
    kind: 'unreadable-trace',
    line: 2,
    issues: [`${key}: expected a key such as ('ResNet-18 (batch size 16)', 1)`],
  })
})

test('what is no JSON is faulty', () => {
  expect(readGavelThroughput('{')._unsafeUnwrapErr().issues).toEqual(['expected JSON'])
  expect(readGavelThroughput('[1]')._unsafeUnwrapErr().line).toBe(1)
})

test.skipIf(!hasTraces)('a V100 is 0.66 to 11.6 times a K80 over 26 jobs, 4.05 in the median', () => {
  const jobs = readGavelThroughput(unpacked('throughput-gavel-k80-p100-v100.json.gz'))._unsafeUnwrap()
  expect(jobs).toHaveLength(83)
  const single = jobs.filter(({ gpuCount }) => gpuCount === 1)
  const ratios = single
    .map(({ throughputByGpu: { K80 = 0, 'V100-SXM2-16GB': v100 = 0 } }) => v100 / K80)
    .sort((one, other) => one - other)
  expect(ratios).toHaveLength(26)
  expect(ratios[0]).toBeCloseTo(0.66, 2)
  expect(ratios.at(-1)).toBeCloseTo(11.6, 1)
  expect(((ratios[12] ?? 0) + (ratios[13] ?? 0)) / 2).toBeCloseTo(4.05, 2)
  for (const { throughputByGpu } of jobs) expect(JobRun.safeParse({ throughputByGpu }).success).toBe(true)
})
