import { decide, findGpuModel, type Job, jobPresets, type Offer, type Policy } from '@aima/gpu-core'
import { bareScan, filterMapSort, type ScanJob } from './bare-scan.ts'
import { retainedBytes, timeInTurns } from './measure.ts'
import { marketOf, nowMs } from './offers.ts'

const tenYearsHours = 10 * 365 * 24

const scanJob: ScanJob = {
  vramGiB: 24,
  cudaVersion: 11.8,
  diskGB: 100,
  vcpus: 4,
  refHours: 4,
  referenceTflops: findGpuModel('RTX 4090')?.fp16Tflops ?? Number.NaN,
  inputGB: 120,
  outputGB: 2,
  imageGB: 12,
  uplinkMbps: 500,
  downlinkMbps: 500,
  everyHours: 0.5,
  writeHours: 0.01,
  restartHours: 0.1,
  maximumAgeHours: tenYearsHours,
  nowMs,
}

const { inputGB, outputGB, imageGB, uplinkMbps, downlinkMbps } = scanJob
const { everyHours, writeHours, restartHours, refHours, vcpus } = scanJob

const job: Job = {
  id: 'benchmark',
  confidentiality: 'internal',
  needs: { ...jobPresets.video, vcpus },
  run: {
    refHours,
    referenceGpu: 'RTX 4090',
    limitedBy: 'fp16',
    checkpoint: { everyHours, writeHours },
    restartHours,
  },
  data: { inputGB, outputGB, imageGB, scratchGB: 0, uplinkMbps, downlinkMbps },
}

const policy: Policy = {
  strategy: { kind: 'cost-first' },
  maximumPriceAgeHours: { hyperscaler: tenYearsHours, 'gpu-cloud': tenYearsHours },
}

const shuffled = (offers: readonly Offer[]): readonly Offer[] =>
  offers
    .map((offer, index) => ({ offer, key: (index * 7919) % offers.length }))
    .sort((one, other) => one.key - other.key)
    .map(({ offer }) => offer)

const report = async (size: number): Promise<Record<string, string | number>> => {
  const offers = await marketOf(size)
  const unordered = shuffled(offers)
  const decideOn = (market: readonly Offer[]) => decide(job, market, policy, { nowMs })
  const decision = decideOn(offers)._unsafeUnwrap()
  if (decision.chosen.offer.id !== bareScan(offers, scanJob)?.id) throw new Error('the scans disagree')

  const times = timeInTurns(
    {
      decide: () => decideOn(offers),
      'bare scan': () => bareScan(offers, scanJob),
      'filter-map-sort': () => filterMapSort(offers, scanJob),
      'decide, unsorted input': () => decideOn(unordered),
    },
    Math.max(1, Math.round(200_000 / size)),
  )
  const of = (name: Parameters<typeof times.get>[0]): number => times.get(name) ?? Number.NaN
  const perOffer = (time: number): string => (time / size).toFixed(1)
  return {
    offers: size,
    candidates: decision.counts.candidates,
    'decide ns/offer': perOffer(of('decide')),
    'bare scan ns/offer': perOffer(of('bare scan')),
    'decide / bare': (of('decide') / of('bare scan')).toFixed(2),
    'filter-map-sort ns/offer': perOffer(of('filter-map-sort')),
    'decide / filter-map-sort': (of('decide') / of('filter-map-sort')).toFixed(2),
    'unsorted input ns/offer': perOffer(of('decide, unsorted input')),
    'kept bytes/offer': (retainedBytes(() => decideOn(offers)) / size).toFixed(0),
  }
}

const rows = []
for (const size of [1_000, 10_000, 100_000]) rows.push(await report(size))
console.table(rows)
