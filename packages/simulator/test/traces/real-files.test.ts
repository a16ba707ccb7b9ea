import { median } from 'simple-statistics'
import { describe, expect, test } from 'vitest'
import { readAvailabilitySeries } from '../../src/traces/availability-series.ts'
import {
  readAwsOnDemandPrices,
  readAwsSpotHistory,
  readAwsSpotPrices,
  readAwsSpotSnapshots,
} from '../../src/traces/aws-prices.ts'
import { type DailyPrice, readDailyPrices } from '../../src/traces/daily-prices.ts'
import { readFleetEvents } from '../../src/traces/fleet-events.ts'
import { readGcpGpuPrices } from '../../src/traces/gcp-prices.ts'
import { readHalfHourlyPrices } from '../../src/traces/half-hourly-prices.ts'
import { readSpotAdvice } from '../../src/traces/spot-advisor.ts'
import { readSpotTrace } from '../../src/traces/spot-trace.ts'
import { readZoneOracle } from '../../src/traces/zone-oracle.ts'
import { readZoneSlices } from '../../src/traces/zone-slices.ts'
import { hasSharedFiles, spotTraceNames, spotTraceText, traceText } from './shared-files.ts'

const upShare = (machines: Uint8Array): number =>
  machines.filter((count) => count > 0).length / machines.length

const seriesOf = (folder: string) =>
  readAvailabilitySeries(traceText('spot-availability.jsonl.gz'))
    ._unsafeUnwrap()
    .filter(({ id }) => id.includes(folder))

describe.skipIf(!hasSharedFiles)('AWS prices', () => {
  test('have 226 204 changes of spot, read within seconds', () => {
    const rows = readAwsSpotPrices(traceText('aws-gpu-spot-price-changes.csv.gz'))._unsafeUnwrap()
    expect(rows).toHaveLength(226_204)
    expect(new Set(rows.map(({ instanceType }) => instanceType)).size).toBe(13)
    expect(new Set(rows.map(({ zoneId }) => zoneId.replace(/-az\d+$/, ''))).size).toBe(7)
    expect(rows.filter(({ spotUsdPerHour }) => spotUsdPerHour === undefined)).toHaveLength(14)
  })

  test('have 146 changes on demand', () => {
    const rows = readAwsOnDemandPrices(traceText('aws-gpu-ondemand-price-changes.csv.gz'))._unsafeUnwrap()
    expect(rows).toHaveLength(146)
    expect(rows.filter(({ gpu }) => gpu === undefined)).toHaveLength(1)
  })

  test('were looked at 2 234 times, about every 6.5 hours', () => {
    const rows = readAwsSpotSnapshots(traceText('aws-gpu-spot-snapshot-times.csv.gz'))._unsafeUnwrap()
    expect(rows).toHaveLength(2234)
    const gaps = rows.slice(1).map(({ atMs }, index) => atMs - (rows[index]?.atMs ?? 0))
    expect(median(gaps) / 3_600_000).toBeCloseTo(6.5, 0)
  })

  test('have a history of the last 5.7 hours of May 2022', () => {
    const rows = readAwsSpotHistory(traceText('aws-gpu-spot-2022-05-31.csv.gz'))._unsafeUnwrap()
    expect(rows).toHaveLength(430)
    const times = rows.map(({ atMs }) => atMs)
    expect((Math.max(...times) - Math.min(...times)) / 3_600_000).toBeCloseTo(5.65, 1)
  })

  test('come with advice for 682 machines in 33 regions, some of them without any', () => {
    const advice = readSpotAdvice(traceText('aws-spot-advisor-gpu.json.gz'))._unsafeUnwrap()
    expect(advice).toHaveLength(682)
    expect(new Set(advice.map(({ band }) => band))).toEqual(new Set([0, 1, 2, 3, 4]))
  })
})

/** Median of how far the cheapest offer of one GPU moves from one day to the next. */
const dailyMove = (rows: readonly DailyPrice[]): number => {
  const cheapest = new Map<number, number>()
  for (const { dayMs, minimumUsdPerGpuHour: usd } of rows)
    cheapest.set(dayMs, Math.min(usd, cheapest.get(dayMs) ?? Number.POSITIVE_INFINITY))
  const prices = [...cheapest].sort(([one], [other]) => one - other).map(([, usd]) => usd)
  return median(prices.slice(1).map((usd, index) => Math.abs(usd / (prices[index] ?? usd) - 1)))
}

describe.skipIf(!hasSharedFiles)('prices of other clouds', () => {
  const daily = hasSharedFiles
    ? readDailyPrices(traceText('gpu-cloud-daily-2026.csv.gz'))._unsafeUnwrap()
    : []

  test.each([
    ['vast.ai', 'RTX_4090', 'on-demand', 0.11],
    ['vast.ai', 'RTX_4090', 'spot', 0.19],
    ['vast.ai', 'H100_SXM', 'on-demand', 0.08],
    ['vast.ai', 'H100_SXM', 'spot', 0.24],
    ['runpod', 'RTX_4090', 'on-demand', 0],
  ])(
    'the cheapest %s %s %s moves from day to day by about %d in the median',
    (provider, gpu, purchase, move) => {
      const rows = daily.filter(
        (row) =>
          row.provider === provider && row.gpu === gpu && row.purchase === purchase && row.gpuCount === 1,
      )
      expect(dailyMove(rows)).toBeCloseTo(move, 2)
    },
  )

  test('are there daily for 19 GPUs and 43 providers', () => {
    expect(daily).toHaveLength(33_654)
    expect(new Set(daily.map(({ gpu }) => gpu)).size).toBe(19)
    expect(new Set(daily.map(({ provider }) => provider)).size).toBe(43)
  })

  test('are there half-hourly for 7 GPUs, each with its providers', () => {
    const rows = readHalfHourlyPrices(traceText('gpu-market-halfhourly-2025.csv.gz'))._unsafeUnwrap()
    expect(rows).toHaveLength(6494)
    expect(new Set(rows.map(({ gpu, socket }) => `${gpu} ${socket}`)).size).toBe(7)
  })

  test('of Google Cloud changed 1 942 times', () => {
    expect(readGcpGpuPrices(traceText('gcp-gpu-price-changes.csv.gz'))._unsafeUnwrap()).toHaveLength(1942)
  })
})

describe.skipIf(!hasSharedFiles)('availability', () => {
  test('has 34 series', () => {
    expect(readAvailabilitySeries(traceText('spot-availability.jsonl.gz'))._unsafeUnwrap()).toHaveLength(34)
  })

  test.each([
    ['us-east-1a', 16.7],
    ['us-east-1c', 46.7],
    ['us-east-1d', 44.7],
    ['us-east-1f', 59.1],
    ['us-east-2a', 75.9],
    ['us-east-2b', 68.2],
    ['us-west-2a', 88.3],
    ['us-west-2b', 90.5],
    ['us-west-2c', 89.1],
  ])('in %s in spring 2023 is %d %%', (zone, percent) => {
    const series = seriesOf('aws-02-15-2023').find((one) => one.zone === zone)
    expect(100 * upShare(series?.machines ?? Uint8Array.of())).toBeCloseTo(percent, 1)
  })

  test.each([
    ['availability/1-node/aws-10-26-2022', 8, 12, 89],
    ['availability/16-node/aws-08-27-2023', 3, 44, 63],
    ['preemption/1-node/aws-04-22-2023', 4, 31, 79],
    ['preemption/1-node/aws-04-19-2023', 3, 64, 94],
    ['preemption/1-node/gcp-04-30-2023', 4, 95, 100],
    ['preemption/4-node/aws-08-03-2023', 3, 38, 84],
  ])('of %s has %d series with machines in %d to %d %% of the ticks', (folder, series, least, most) => {
    const shares = seriesOf(folder).map(({ machines }) => Math.round(100 * upShare(machines)))
    expect(shares).toHaveLength(series)
    expect(Math.min(...shares)).toBe(least)
    expect(Math.max(...shares)).toBe(most)
  })

  test('is the same in the single files as in the series', () => {
    const series = readAvailabilitySeries(traceText('spot-availability.jsonl.gz'))._unsafeUnwrap()
    const names = spotTraceNames()
    expect(names).toHaveLength(34)
    for (const name of names) {
      const trace = readSpotTrace(spotTraceText(name))._unsafeUnwrap()
      const same = series.find(({ id }) => `${id}.json.gz` === name)
      expect(trace.tickSeconds).toBe(same?.tickSeconds)
      expect(Buffer.compare(trace.machines, same?.machines ?? Uint8Array.of())).toBe(0)
    }
  })

  test('has 100 slices of nine zones, and an oracle for ten of them', () => {
    const slices = readZoneSlices(traceText('spot-9az-v100-2023.jsonl.gz'))._unsafeUnwrap()
    expect(slices).toHaveLength(100)
    expect(slices.every(({ zones }) => zones.size === 9)).toBe(true)
    const oracle = readZoneOracle(traceText('deadline-oracle-9az-dev.json'))._unsafeUnwrap()
    expect(oracle.optimumUsdBySlice.size).toBe(10)
    expect(oracle.optimumUsdBySlice.get(0)).toBe(49.09053)
  })
})

test.skipIf(!hasSharedFiles)('no machine leaves a fleet more often than it came', () => {
  const events = readFleetEvents(traceText('spot-asg-events-bamboo.csv.gz'))._unsafeUnwrap()
  expect(events).toHaveLength(497)
  for (const pool of ['p3', 'g4dn']) {
    const nodes = new Set<string>()
    for (const { kind, node } of events.filter((event) => event.pool === pool)) {
      expect(nodes.has(node)).toBe(kind === 'remove')
      if (kind === 'add') nodes.add(node)
      else nodes.delete(node)
    }
  }
})
