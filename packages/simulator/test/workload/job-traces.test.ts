import { describe, expect, test } from 'vitest'
import { type AlibabaTerms, readAlibabaPods } from '../../src/workload/job-traces/alibaba-pods.ts'
import { allowedModelsIn } from '../../src/workload/job-traces/allowed-models.ts'
import { readGenaiRequests } from '../../src/workload/job-traces/genai-requests.ts'
import { readPhillyJobs } from '../../src/workload/job-traces/philly-jobs.ts'
import type { TraceTerms } from '../../src/workload/job-traces/trace-terms.ts'
import { uniqueIds } from '../../src/workload/job-traces/unique-ids.ts'
import { expectSound, idsOf, jobsOf, timesOf } from './arrivals.ts'

const phillyHead = 'timestamp,duration,num_gpus,gpu_time,cluster'

const philly = (rows: readonly string[], terms?: TraceTerms) =>
  readPhillyJobs([phillyHead, ...rows, ''].join('\n'), terms)

const rows = ['2017-10-09 07:01:55,66.0,1,66.0,a', '2017-10-09 06:00:00,7200,4,28800,b']

describe('the Philly trace', () => {
  test('is put in order of time and numbered', () => {
    const { workload, jobs } = philly(rows)._unsafeUnwrap()
    expect(jobs).toBe(2)
    expect(timesOf(workload)).toEqual([Date.UTC(2017, 9, 9, 6), Date.UTC(2017, 9, 9, 7, 1, 55)])
    expect(idsOf(workload)).toEqual(['philly-1', 'philly-2'])
    expectSound(workload)
  })

  test('asks for all GPUs of a job, on as many of which it was measured', () => {
    const [job] = jobsOf(philly(rows)._unsafeUnwrap().workload)
    expect(job?.needs).toEqual({ vramGiB: 12, gpuCount: 4 })
    expect(job?.run).toMatchObject({ refHours: 2, referenceGpu: 'P100-PCIe-16GB', referenceGpuCount: 4 })
  })

  test('counts what is left out', () => {
    const more = [
      '2017-10-09 08:00:00,5,0,0,a',
      '2017-10-09 08:00:00,0,1,0,a',
      '2017-10-09 08:00:00,5,16,80,a',
    ]
    const { jobs, leftOut } = philly([...rows, ...more], { mostGpus: 8 })._unsafeUnwrap()
    expect([jobs, leftOut]).toEqual([2, { withoutGpu: 1, withoutDuration: 1, tooManyGpus: 1 }])
  })

  test('lists what was filled in, and nothing that the caller says', () => {
    const names = (terms?: TraceTerms) =>
      philly(rows, terms)
        ._unsafeUnwrap()
        .assumptions.map(({ name }) => name)
    expect(names()).toEqual([
      'referenceGpu',
      'vramGiB',
      'confidentiality',
      'inputGB',
      'outputGB',
      'arrivalZone',
    ])
    const stated: TraceTerms = {
      referenceGpu: 'P40',
      vramGiB: 24,
      confidentiality: { public: 1 },
      inputGB: { kind: 'fixed', value: 1 },
      outputShare: 0.5,
    }
    expect(names(stated)).toEqual(['arrivalZone'])
    expect(jobsOf(philly(rows, stated)._unsafeUnwrap().workload)[0]).toMatchObject({
      confidentiality: 'public',
      needs: { vramGiB: 24 },
      run: { referenceGpu: 'P40' },
      data: { inputGB: 1, outputGB: 0.5 },
    })
  })

  test('draws the same terms for the same seed, and others for another', () => {
    const terms: TraceTerms = { inputGB: { kind: 'exponential', mean: 5 }, urgency: { low: 1, high: 1 } }
    const text = (seed: number): string =>
      JSON.stringify([...philly(rows, { ...terms, seed })._unsafeUnwrap().workload])
    expect(text(1)).toBe(text(1))
    expect(text(1)).not.toBe(text(2))
  })

  test.each([
    ['a time', '2017-10-09T25:00:00,1,1,1,a', 'timestamp: expected a time that exists'],
    ['a time', 'yesterday,1,1,1,a', 'timestamp: expected a time such as 2017-10-09 07:01:55'],
    ['a duration', '2017-10-09 07:01:55,-1,1,1,a', 'duration: expected a number, 0 or more'],
    ['a duration', '2017-10-09 07:01:55,,1,1,a', 'duration: expected a number, 0 or more'],
    ['GPUs', '2017-10-09 07:01:55,1,1.5,1,a', 'num_gpus: expected a whole number, 0 or more'],
  ])('names line and column of %s that is faulty', (_what, row, issue) => {
    const fault = philly([...rows, row])._unsafeUnwrapErr()
    expect(fault).toEqual({ kind: 'unreadable-trace', line: 4, issues: [issue] })
  })

  test('names columns that are missing, rows that are cut, and an empty text', () => {
    expect(readPhillyJobs('timestamp,num_gpus\n')._unsafeUnwrapErr()).toMatchObject({ line: 1 })
    expect(philly(['2017-10-09 07:01:55,66.0'])._unsafeUnwrapErr()).toMatchObject({ line: 2 })
    expect(readPhillyJobs('')._unsafeUnwrapErr()).toMatchObject({ kind: 'unreadable-trace', line: 1 })
  })

  test.each<[TraceTerms, string]>([
    [{ mostGpus: 0 }, 'mostGpus: '],
    [{ confidentiality: {} }, 'confidentiality: expected a share above 0'],
    [{ checkpoint: { everyHours: -1 } }, 'run.checkpoint.everyHours: '],
    [{ data: { uplinkMbps: 0 } }, 'data.uplinkMbps: '],
  ])('refuses terms %o with their place', (terms, issue) => {
    const error = philly(rows, terms)._unsafeUnwrapErr()
    expect(error.kind).toBe('invalid-options')
    expect(error.issues[0]?.startsWith(issue)).toBe(true)
  })
})

const podHead =
  'name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time'

const pods = (podRows: readonly string[], terms?: AlibabaTerms) =>
  readAlibabaPods([podHead, ...podRows].join('\n'), terms)

describe('the Alibaba trace', () => {
  const row = 'pod-1,6000,12288,1,460,V100M16|G2,BE,Running,10,7210,3610'

  test('gives models, processors, memory, label and time from start to end', () => {
    const { workload } = pods([row], { startMs: 1000 })._unsafeUnwrap()
    const [arrival] = workload
    expect(arrival?.atMs).toBe(11_000)
    expect(arrival?.job).toMatchObject({
      id: 'alibaba-pod-1',
      labels: { qos: 'BE' },
      needs: { gpuCount: 1, vramGiB: 16 * 0.46, vcpus: 6, ramGiB: 12 },
      run: { refHours: 1, referenceGpu: 'T4' },
    })
    expect(arrival?.job.needs?.allowedModels).toEqual(
      expect.arrayContaining(['V100-PCIe-16GB', 'V100-SXM2-16GB', 'V100M16', 'G2']),
    )
    expect(arrival?.job.needs?.allowedModels).not.toContain('V100-SXM2-32GB')
    expectSound(workload)
  })

  test('leaves out tasks without a GPU and tasks that never got a machine', () => {
    const others = [
      'p2,1,1,0,0,,LS,Running,0,9,0',
      'p3,1,1,1,1000,,LS,Pending,0,9,',
      'p4,1,1,1,1000,,LS,Failed,0,9,9',
    ]
    const { jobs, leftOut } = pods([row, ...others])._unsafeUnwrap()
    expect([jobs, leftOut]).toEqual([1, { withoutGpu: 1, withoutDuration: 2, tooManyGpus: 0 }])
  })

  test('makes ids unique', () => {
    expect(idsOf(pods([row, row, row])._unsafeUnwrap().workload)).toEqual([
      'alibaba-pod-1',
      'alibaba-pod-1~2',
      'alibaba-pod-1~3',
    ])
  })

  test('names line and columns of what is faulty', () => {
    expect(pods([row, ',x,1,1,1000,,LS,Running,0,9,0'])._unsafeUnwrapErr()).toEqual({
      kind: 'unreadable-trace',
      line: 3,
      issues: ['name: expected a name', 'cpu_milli: expected a number, 0 or more'],
    })
  })
})

test('a request of the image service is one GPU for its seconds', () => {
  const head = 'gmt_create,predict_type,predict_status,exec_time_seconds,groupId'
  const text = `${head}\n2024-11-15 16:57:50,TXT_2_IMG,SUCCEED,36.0,G0\n2024-11-15 16:00:00,INPAINTING,PENDING,0.0,G1`
  const { workload, leftOut } = readGenaiRequests(text, { idPrefix: 'r' })._unsafeUnwrap()
  expect(jobsOf(workload)).toMatchObject([
    { id: 'r1', labels: { predict_type: 'TXT_2_IMG' }, run: { refHours: 0.01 }, needs: { gpuCount: 1 } },
  ])
  expect(leftOut.withoutDuration).toBe(1)
  expect(readGenaiRequests(`${head}\nx,,,1,`)._unsafeUnwrapErr()).toMatchObject({
    line: 2,
    issues: ['gmt_create: expected a time such as 2017-10-09 07:01:55', 'predict_type: expected a name'],
  })
})

test('a list of models keeps names that are no known model, each once', () => {
  expect(allowedModelsIn('')).toBeUndefined()
  expect(allowedModelsIn(' T4 | G3 |T4|')).toEqual(['T4', 'G3'])
})

test('an id that is made unique takes no id that is there already', () => {
  expect(uniqueIds(['a', 'a', 'a~2', 'a'])).toEqual(['a', 'a~3', 'a~2', 'a~4'])
})
