import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { readJobCsv } from '../../src/workload/job-traces/job-csv.ts'
import { expectSound, idsOf, jobsOf } from './arrivals.ts'

const head =
  'id,arrives_at,ref_hours,reference_gpu,gpus,vram_gib,confidentiality,input_gb,output_gb,deadline_hours,workload,urgency'

const full = 'case-7,2026-09-01T10:00:00+02:00,2.5,nvidia l4,2,24,confidential,40,1.5,12,video,high'

test('a full row is a job with all of it', () => {
  const { workload, assumptions } = readJobCsv(`${head}\n${full}`)._unsafeUnwrap()
  expect(assumptions).toEqual([])
  expect([...workload]).toEqual([
    {
      atMs: Date.UTC(2026, 8, 1, 8),
      job: {
        id: 'case-7',
        confidentiality: 'confidential',
        urgency: 'high',
        workload: 'video',
        needs: { gpuCount: 2, vramGiB: 24 },
        run: { refHours: 2.5, referenceGpu: 'L4', referenceGpuCount: 2 },
        data: { inputGB: 40, outputGB: 1.5 },
        deadlineHours: 12,
      },
    },
  ])
})

const short = 'arrives_at,ref_hours,confidentiality'

test('three columns are enough, and each default is told', () => {
  const text = `${short}\n2026-09-01T10:00:00Z,1,public\n2026-09-01T09:00:00Z,2,internal\n`
  const { workload, assumptions } = readJobCsv(text)._unsafeUnwrap()
  expectSound(workload)
  expect(jobsOf(workload).map(({ id, run }) => [id, run?.refHours])).toEqual([
    ['job-1', 2],
    ['job-2', 1],
  ])
  expect(assumptions.map(({ name, value }) => [name, value])).toEqual([
    ['referenceGpu', 'RTX 4090'],
    ['gpuCount', 1],
    ['inputGB', 0],
    ['outputGB', 0],
    ['urgency', 'normal'],
  ])
  expect(assumptions[0]?.basis).toBe('reference_gpu is empty in 2 of 2 rows')
})

test('columns may stand in any order, with a mark before them and further ones between', () => {
  const text = '\uFEFFnote,confidentiality,ref_hours,arrives_at\n"a, b",public,1,2026-09-01T10:00:00Z'
  expect(idsOf(readJobCsv(text)._unsafeUnwrap().workload)).toEqual(['job-1'])
})

test('jobs without GPUs or work are left out and counted, and ids are made unique', () => {
  const row = (id: string, hours: number, gpus: number): string =>
    `${id},2026-09-01T10:00:00Z,${hours},,${gpus},,public,,,,,`
  const rows = [row('a', 1, 1), row('a', 1, 1), row('b', 0, 1), row('c', 1, 0)]
  const { workload, jobs, leftOut } = readJobCsv([head, ...rows].join('\n'))._unsafeUnwrap()
  expect([idsOf(workload), jobs]).toEqual([['a', 'a~2'], 2])
  expect(leftOut).toEqual({ withoutGpu: 1, withoutDuration: 1, tooManyGpus: 0 })
})

test.each([
  ['arrives_at', '2026-09-01T10:00:00', 'arrives_at: expected a time with a zone'],
  ['ref_hours', '', 'ref_hours: expected a number'],
  ['confidentiality', 'secret', 'confidentiality: '],
  ['confidentiality', '', 'confidentiality: '],
  ['reference_gpu', 'RTX 9999', 'reference_gpu: expected a known GPU model'],
  ['gpus', '1.5', 'gpus: expected a whole number'],
  ['vram_gib', '0', 'vram_gib: expected a number above 0'],
  ['deadline_hours', '-1', 'deadline_hours: expected a number'],
  ['urgency', 'now', 'urgency: '],
  ['id', 'x'.repeat(300), 'id: expected at most 256 characters'],
])('a faulty %s (%s) is named with line and column', (column, cell, issue) => {
  const cells = full.split(',')
  cells[head.split(',').indexOf(column)] = cell
  const fault = readJobCsv([head, full, cells.join(',')].join('\n'))._unsafeUnwrapErr()
  expect(fault.line).toBe(3)
  expect(fault.issues[0]?.startsWith(issue)).toBe(true)
})

test('columns that must be there are named', () => {
  const { line, issues } = readJobCsv('id,ref_hours\na,1')._unsafeUnwrapErr()
  expect(line).toBe(1)
  expect(issues.map((issue) => issue.split(':')[0])).toEqual(['arrives_at', 'confidentiality'])
})

property.prop([fc.string()])('any text is jobs or a fault, and never an exception', (text) => {
  expect(readJobCsv(text).isErr()).toBe(true)
  expect(
    readJobCsv(`${short}\n${text}`).match(
      ({ jobs }) => jobs >= 0,
      ({ line }) => line >= 1,
    ),
  ).toBe(true)
})
