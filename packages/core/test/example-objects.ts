/** Jobs, offers and strategies of the cost model's examples as objects of the engine, with every number stated. */
import type { Job, Offer, ProviderKind, Strategy, Terms, Work } from '../src/index.ts'
import type { ExampleJob, ExampleOffer, ExampleStrategy } from './__fixtures__/example-types.ts'
import { nowMs } from './builders.ts'

/** A line without a limit, where one must be stated (Mbps). */
const noLimitMbps = Number.MAX_VALUE

/** Time between two attempts where it does not matter, because each attempt succeeds (h). */
const anyRetryHours = 1

/** An example's job as the job's side of an estimate. */
export const toWork = (job: ExampleJob): Work => ({
  refHours: job.refHours,
  inputGB: job.inputGB ?? 0,
  outputGB: job.outputGB ?? 0,
  imageGB: job.imageGB ?? 0,
  scratchGB: 0,
  uplinkMbps: job.uplinkMbps,
  downlinkMbps: job.downlinkMbps,
  sourceEgressUsdPerGB: 0,
  checkpoint: job.checkpoint && { ...job.checkpoint, onNotice: false },
  restartHours: job.restartHours ?? 0,
  deadlineHours: job.deadlineHours,
  valueOfTimeUsdPerHour: job.valueOfTimeUsdPerHour ?? 0,
  lateUsdPerHour: 0,
  lateUsdFixed: 0,
})

const purchaseOf = ({ kind }: ExampleOffer): Offer['purchase'] => {
  if (kind === 'local') return 'owned'
  return kind === 'spot' ? 'spot' : 'on-demand'
}

/** An example's offer as the offer's side of an estimate. */
export const toTerms = (offer: ExampleOffer): Terms => ({
  purchase: purchaseOf(offer),
  usdPerHour: offer.usdPerHour,
  speed: offer.speed,
  bootHours: offer.bootHours ?? 0,
  allocHours: offer.allocHours,
  availability: offer.availability,
  retryHours: offer.retryHours ?? 0,
  ingressMbps: offer.ingressMbps,
  egressMbps: offer.egressMbps,
  registryMbps: offer.registryMbps,
  imageCached: false,
  inputCached: false,
  ingressUsdPerGB: offer.ingressUsdPerGB ?? 0,
  egressUsdPerGB: offer.egressUsdPerGB ?? 0,
  egressTiers: offer.egressTiers,
  storageUsdPerGBMonth: offer.storageUsdPerGBMonth ?? 0,
  interruptionsPerHour: offer.interruptionsPerHour ?? 0,
  recoverWaitHours: offer.recoverWaitHours ?? 0,
  billStepSeconds: 1,
  billMinSeconds: offer.billMinSeconds ?? 0,
  dataPath: offer.dataPath ?? 'staged',
})

const reference = 'reference'

/** An example's job as a job, with the speed of each offer as its throughput on the offer's GPU. */
export const toJob = (id: string, job: ExampleJob, offers: readonly ExampleOffer[]): Job => ({
  id,
  confidentiality: job.privacy === 'restricted' ? 'confidential' : 'internal',
  needs: { vramGiB: job.minVramGB },
  run: {
    refHours: job.refHours,
    referenceGpu: reference,
    throughputByGpu: {
      [reference]: 1,
      ...Object.fromEntries(offers.map((offer) => [offer.id, offer.speed])),
    },
    limitedBy: 'memory-bandwidth',
    checkpoint: job.checkpoint,
    restartHours: job.restartHours ?? 0,
  },
  data: {
    inputGB: job.inputGB ?? 0,
    outputGB: job.outputGB ?? 0,
    imageGB: job.imageGB ?? 0,
    scratchGB: 0,
    uplinkMbps: job.uplinkMbps,
    downlinkMbps: job.downlinkMbps,
    sourceEgressUsdPerGB: 0,
  },
  deadlineHours: job.deadlineHours,
})

const providerKindOf = ({ provider, kind }: ExampleOffer): ProviderKind => {
  if (kind === 'local') return 'local'
  return provider === 'runpod' || provider === 'vast' ? 'gpu-cloud' : 'hyperscaler'
}

const capacityOf = (offer: ExampleOffer): Offer['capacity'] => ({
  bootHours: offer.bootHours ?? 0,
  ...(offer.availability === undefined
    ? { allocHours: offer.allocHours ?? 0 }
    : { availability: offer.availability, retryHours: offer.retryHours ?? anyRetryHours }),
})

/** An example's offer as an offer whose GPU bears the offer's id as its name. */
export const toOffer = (offer: ExampleOffer): Offer => ({
  id: offer.id,
  source: 'cost-examples',
  provider: offer.provider,
  providerKind: providerKindOf(offer),
  purchase: purchaseOf(offer),
  site: offer.site,
  gpu: { name: offer.id, vramGiB: offer.vramGB },
  gpuCount: offer.gpuCount ?? 1,
  place: { region: 'anywhere' },
  price: { usdPerHour: offer.usdPerHour },
  billing: { billStepSeconds: 1, billMinSeconds: offer.billMinSeconds ?? 0 },
  energy: { powerKW: offer.powerKW, pue: offer.pue, gridGPerKWh: offer.gridGPerKWh },
  capacity: capacityOf(offer),
  spotRisk: {
    interruptionsPerHour: offer.interruptionsPerHour ?? 0,
    recoverWaitHours: offer.recoverWaitHours ?? 0,
  },
  network: {
    dataPath: offer.dataPath ?? 'staged',
    ingressMbps: offer.ingressMbps,
    egressMbps: offer.egressMbps,
    registryMbps: offer.registryMbps ?? noLimitMbps,
    imageCached: false,
    ingressUsdPerGB: offer.ingressUsdPerGB ?? 0,
    egressUsdPerGB: offer.egressUsdPerGB ?? 0,
    egressTiers: offer.egressTiers,
    storageUsdPerGBMonth: offer.storageUsdPerGBMonth ?? 0,
  },
  observedAtMs: nowMs,
  launch: {},
})

/** An example's strategy as a strategy. */
export const toStrategy = (strategy: ExampleStrategy): Strategy => {
  switch (strategy.name) {
    case 'cost-first':
      return { kind: 'cost-first', basis: 'job' }
    case 'local-first':
      return { kind: 'local-first', maxLocalWaitHours: strategy.maxLocalWaitHours }
    case 'provider-priority':
      return { kind: 'provider-priority', order: strategy.order ?? [] }
    case 'urgent':
      return {
        kind: 'urgent',
        maxPremium: strategy.maxPremium,
        valueOfTimeUsdPerHour: strategy.valueOfTimeUsdPerHour,
      }
    case 'deadline':
      return { kind: 'deadline', confidence: strategy.confidence }
    case 'balanced':
      return { kind: 'balanced', valueOfTimeUsdPerHour: strategy.valueOfTimeUsdPerHour ?? 0 }
    case 'carbon':
      return { kind: 'carbon', maxCostIncrease: strategy.maxCostIncrease ?? 0 }
  }
}
