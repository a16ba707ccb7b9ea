import { decide, grantSite, type Job, type Offer, type Policy } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { readAlibabaNodes } from '../../src/house/alibaba-nodes.ts'
import { readHardwarePrices } from '../../src/house/hardware-prices.ts'
import { ownedGpus } from '../../src/house/owned-gpus.ts'
import { readAlibabaPods } from '../../src/workload/job-traces/alibaba-pods.ts'
import { mediaAnalysis } from '../../src/workload/media-analysis.ts'
import { jobsOf } from '../workload/arrivals.ts'

const policy: Policy = { strategy: { kind: 'cost-first' } }

const chosenFor = (job: Job, offers: readonly Offer[], rules: Policy = policy): Offer | undefined =>
  decide(job, offers, rules, { nowMs: 0 }).match(
    ({ chosen }) => chosen.offer,
    () => undefined,
  )

const nodes = [
  'sn,cpu_milli,memory_mib,gpu,model',
  'g,96000,393216,8,G2',
  't,104000,524288,2,T4',
  'v,96000,786432,8,V100M32',
].join('\n')

const clusterOffers = (alsoGroups = true): readonly Offer[] => {
  const unnamedGpus = { G2: { vramGiB: 24, powerKW: 0.15 } }
  const owned = readAlibabaNodes(nodes, { alsoGroups, unnamedGpus })
  return grantSite(owned._unsafeUnwrap().offers, 'local')
}

const head =
  'name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,creation_time,deletion_time,scheduled_time'

const podJob = (row: string): Job => {
  const [job] = jobsOf(readAlibabaPods(`${head}\n${row}`)._unsafeUnwrap().workload)
  if (job === undefined) throw new Error('the row is no job')
  // Its speed on a secret model is stated, because no table has it.
  return { ...job, run: { ...job.run, hoursByGpu: { T4: 1, G2: 1, 'V100-PCIe-32GB': 1 } } }
}

describe('on its own cluster a job of Alibaba', () => {
  test.each([
    ['that asks for a T4', 'p,6000,12288,1,1000,T4,LS,0,3600,0', /^t\/gpu-\d$/],
    ['that asks for a secret model', 'p,6000,12288,1,1000,G2,LS,0,3600,0', /^g\/gpu-\d$/],
    ['that asks for a V100 of a size', 'p,6000,12288,1,1000,V100M16|V100M32,LS,0,3600,0', /^v\/gpu-\d$/],
    ['that asks for 8 GPUs of a node', 'p,96000,393216,8,1000,V100M32,LS,0,3600,0', /^v\/gpu-1\+.*\+8$/],
    ['that asks for nothing gets what is cheapest to run', 'p,6000,12288,1,460,,LS,0,3600,0', /^t\/gpu-\d$/],
  ])('%s gets it', (_what, row, id) => {
    expect(chosenFor(podJob(row), clusterOffers())?.id).toMatch(id)
  })

  test('gets nothing when it asks for a model that is not there', () => {
    expect(chosenFor(podJob('p,6000,12288,1,1000,A10,LS,0,3600,0'), clusterOffers())).toBeUndefined()
  })

  test('that asks for more processors than come with a GPU takes a group, or nothing without groups', () => {
    const job = podJob('p,64000,12288,1,1000,T4,LS,0,3600,0')
    expect(chosenFor(job, clusterOffers())?.id).toBe('t/gpu-1+2')
    expect(chosenFor(job, clusterOffers(false))).toBeUndefined()
  })

  test('is not refused for the technical facts of a machine that nobody stated', () => {
    const outcome = decide(podJob('p,1000,1024,1,100,,LS,0,3600,0'), clusterOffers(), policy, { nowMs: 0 })
    expect(outcome._unsafeUnwrap().rejections).toEqual([])
  })
})

describe('in a house', () => {
  const house = (count: number, capexUsd?: number): readonly Offer[] =>
    grantSite(
      ownedGpus({
        model: 'RTX 4090',
        count,
        alsoPairs: true,
        ownership: { usdPerKWh: 0.3, capexUsd, lifeYears: 4, utilisation: 0.5 },
      })._unsafeUnwrap(),
      'local',
    )

  test('every job of media analysis gets a single GPU, because a second one would be idle', () => {
    const jobs = jobsOf(mediaAnalysis({ startMs: 0, jobs: 60, jobsPerHour: 4 })._unsafeUnwrap())
    const offers = house(2)
    for (const job of jobs) expect(chosenFor(job, offers)?.gpuCount).toBe(1)
  })

  test('a job that asks for two GPUs gets a pair', () => {
    const job: Job = {
      id: 'two',
      confidentiality: 'confidential',
      needs: { gpuCount: 2 },
      run: { refHours: 1 },
    }
    expect(chosenFor(job, house(3))?.exclusiveKeys).toHaveLength(2)
  })

  test('a real purchase price makes an hour dearer where the policy amortises it', () => {
    const text = 'timestamp,gpu,price_usd\n2024-01-01T00:00:00,NVIDIA GeForce RTX 4090,1752'
    const capexUsd = readHardwarePrices(text)._unsafeUnwrap().usdAt('RTX 4090', Date.UTC(2025, 0))
    const job: Job = { id: 'one', confidentiality: 'confidential', run: { refHours: 1 } }
    const usdPerHour = (capex: number | undefined): number =>
      decide(job, house(1, capex), { ...policy, localCost: 'full' }, { nowMs: 0 })._unsafeUnwrap().chosen
        .estimate.usdPerHour ?? 0
    // 1752 USD over 4 years of 8760 h, half of which it works: 0.10 USD/h.
    expect(usdPerHour(capexUsd) - usdPerHour(undefined)).toBeCloseTo(0.1, 6)
  })
})
