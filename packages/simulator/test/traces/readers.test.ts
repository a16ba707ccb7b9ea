import { expect, test } from 'vitest'
import { readAvailabilitySeries } from '../../src/traces/availability-series.ts'
import { readDeadlineOracle } from '../../src/traces/deadline-oracle.ts'
import { readZoneSlices } from '../../src/traces/zone-slices.ts'

const oracleLine = {
  id: 'zone#001',
  gap_seconds: 600,
  task_h: 2,
  price_on_demand: 3,
  price_spot: 1,
  available: '011',
  runs: [{ deadline_h: 3, overhead_h: 0.02, on_demand: 6, greedy: 5, uniform_progress: 4, optimum: 3 }],
}

test('a line of the oracle is a run for each setting', () => {
  const [run, ...rest] = readDeadlineOracle(`${JSON.stringify(oracleLine)}\n`)._unsafeUnwrap()
  expect(rest).toEqual([])
  expect(run).toMatchObject({
    id: 'zone#001',
    job: {
      workSeconds: 7200,
      deadlineSeconds: 10_800,
      startSeconds: 72,
      tickSeconds: 600,
      onDemandUsdPerHour: 3,
    },
    expectedUsd: { onDemand: 6, greedy: 5, uniformProgress: 4, optimum: 3 },
  })
  expect([...(run?.zone.isAvailable ?? [])]).toEqual([0, 1, 1])
})

test('a faulty line is named with its number', () => {
  const text = [oracleLine, { ...oracleLine, available: '012' }]
    .map((line) => JSON.stringify(line))
    .join('\n')
  expect(readDeadlineOracle(text)._unsafeUnwrapErr()).toEqual({
    kind: 'unreadable-trace',
    line: 2,
    issues: ['available: expected a string of 0 and 1'],
  })
  expect(readDeadlineOracle('\n{')._unsafeUnwrapErr()).toEqual({
    kind: 'unreadable-trace',
    line: 2,
    issues: ['expected JSON'],
  })
})

test('zones of a slice have availability and price by tick', () => {
  const line = {
    slice: 3,
    zones: {
      a: {
        available_rle: [
          [1, 2],
          [0, 1],
        ],
        spot_usd_h_rle: [[0.5, 3]],
      },
    },
  }
  const [slice] = readZoneSlices(JSON.stringify(line))._unsafeUnwrap()
  expect(slice?.slice).toBe(3)
  expect([...(slice?.zones.get('a')?.isAvailable ?? [])]).toEqual([1, 1, 0])
  expect([...(slice?.zones.get('a')?.spotUsdPerHour ?? [])]).toEqual([0.5, 0.5, 0.5])
})

test('a series counts machines', () => {
  const line = {
    id: 'x',
    kind: 'preemption',
    nodes: 4,
    cloud: 'aws',
    start_date: '2023-08-03',
    zone: 'us-east-1f',
    device: 'v100',
    device_count: '1',
    gap_seconds: 300,
    available_rle: [
      [0, 1],
      [4, 2],
    ],
  }
  const [series] = readAvailabilitySeries(JSON.stringify(line))._unsafeUnwrap()
  expect(series).toMatchObject({ tickSeconds: 300, nodes: 4, kind: 'preemption' })
  expect([...(series?.machines ?? [])]).toEqual([0, 4, 4])
})
