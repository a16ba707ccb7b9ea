import { describe, expect, test } from 'vitest'
import { readAvailabilitySeries } from '../../src/traces/availability-series.ts'
import { readFleetEvents } from '../../src/traces/fleet-events.ts'
import { readSpotAdvice } from '../../src/traces/spot-advisor.ts'
import { readSpotTrace } from '../../src/traces/spot-trace.ts'
import { readZoneOracle } from '../../src/traces/zone-oracle.ts'

test('advice on spot has a saving as a share and a band', () => {
  const text = '{"ranges":[],"regions":{"me-central-1":{"g5.2xlarge":{"s":61,"r":4}},"ca-west-1":{}}}'
  expect(readSpotAdvice(text)._unsafeUnwrap()).toEqual([
    { region: 'me-central-1', instanceType: 'g5.2xlarge', saving: 0.61, band: 4 },
  ])
})

test.each([
  ['{"regions":{"a":{"b":{"s":101,"r":4}}}}', 'regions.a.b.s'],
  ['{"regions":{"a":{"b":{"s":1,"r":5}}}}', 'regions.a.b.r'],
  ['{}', 'regions'],
  ['', 'expected JSON'],
])('faulty advice is named by its path: %s', (text, path) => {
  const fault = readSpotAdvice(text)._unsafeUnwrapErr()
  expect(fault.line).toBe(1)
  expect(fault.issues[0]).toContain(path)
})

test('events of a fleet are read in their order', () => {
  expect(
    readFleetEvents('pool,ms,event,node\np3,0,add,node1\np3,60000,remove,node1\n')._unsafeUnwrap(),
  ).toEqual([
    { pool: 'p3', sinceStartMs: 0, kind: 'add', node: 'node1' },
    { pool: 'p3', sinceStartMs: 60_000, kind: 'remove', node: 'node1' },
  ])
})

test('an event that is neither come nor gone is faulty', () => {
  expect(readFleetEvents('pool,ms,event,node\np3,0,reboot,node1\n')._unsafeUnwrapErr().issues).toEqual([
    'event: expected add or remove',
  ])
})

test('a single trace counts machines by tick', () => {
  const trace = readSpotTrace('{"metadata":{"gap_seconds":300},"data":[0,16,3]}')._unsafeUnwrap()
  expect(trace.tickSeconds).toBe(300)
  expect([...trace.machines]).toEqual([0, 16, 3])
})

test.each(['{"metadata":{"gap_seconds":0},"data":[]}', '{"metadata":{"gap_seconds":1},"data":[0.5]}', '[]'])(
  'a single trace that is none is faulty: %s',
  (text) => {
    expect(readSpotTrace(text).isErr()).toBe(true)
  },
)

test('the oracle of nine zones is a job and a cost for each slice', () => {
  const text =
    '{"task_h":48,"deadline_h":52,"overhead_s":720,"on_demand_usd_h":3.06,"optimum_usd_by_slice":{"10":44.5}}'
  const oracle = readZoneOracle(text)._unsafeUnwrap()
  expect(oracle.job).toEqual({
    workSeconds: 172_800,
    deadlineSeconds: 187_200,
    startSeconds: 720,
    tickSeconds: 195,
    onDemandUsdPerHour: 3.06,
  })
  expect([...oracle.optimumUsdBySlice]).toEqual([[10, 44.5]])
})

describe('a series', () => {
  const line = {
    id: 'x',
    kind: 'availability',
    nodes: 1,
    cloud: 'aws',
    start_date: '2023-02-15',
    zone: 'us-west-2a',
    device: 'v100',
    device_count: '8',
    gap_seconds: 195,
    available_rle: [[1, 2]],
  }

  test('says whose machines they are and from which day on', () => {
    expect(readAvailabilitySeries(JSON.stringify(line))._unsafeUnwrap()).toMatchObject([
      { cloud: 'aws', device: 'v100', deviceCount: 8, startDayMs: Date.UTC(2023, 1, 15) },
    ])
  })

  test.each([
    [{ ...line, start_date: '15.2.2023' }, 'start_date'],
    [{ ...line, device_count: 'many' }, 'device_count'],
    [{ ...line, kind: 'guess' }, 'kind'],
  ])('that is faulty is named by its field (%#)', (faulty, field) => {
    expect(readAvailabilitySeries(JSON.stringify(faulty))._unsafeUnwrapErr().issues[0]).toContain(field)
  })
})
