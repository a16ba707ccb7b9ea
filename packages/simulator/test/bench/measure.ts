import { decide, type Policy } from '@aima/gpu-core'
import { ownedGpus } from '../../src/house/owned-gpus.ts'
import { syntheticMarket } from '../../src/market/synthetic/synthetic-market.ts'
import { simulate } from '../../src/simulate.ts'
import { mediaAnalysis } from '../../src/workload/media-analysis.ts'

// Runs by itself: `node measure.ts <jobs> <offers>` simulates so much and prints as JSON what it took.

/** What it took. */
export interface Took {
  /** In all (s). */
  readonly seconds: number
  /** Of the processor, which others on the machine do not lengthen much (s). */
  readonly processorSeconds: number
  /** In core's `decide` (s). */
  readonly decideSeconds: number
  /** How often the market moved. */
  readonly changes: number
  /** Jobs that were done. */
  readonly done: number
  /** Rules that were broken. */
  readonly violations: number
  /** Bytes in use after each eighth of the jobs, without what nobody needs any more; none unless Node exposes its garbage collector. */
  readonly heaps: readonly number[]
}

const [jobs = 0, offers = 0] = process.argv.slice(2).map(Number)

/** 100 000 jobs in 30 days. */
const jobsPerHour = 100_000 / 720

const policy: Policy = {
  strategy: { kind: 'balanced', valueOfTimeUsdPerHour: 1 },
  residency: { countries: ['EU'] },
}

/** Twelve machines with eight GPUs each. */
const cluster = Array.from({ length: 12 }, (_, index) =>
  ownedGpus({ model: 'RTX 4090', count: 8, hostName: `node-${index + 1}`, country: 'DE' })._unsafeUnwrap(),
).flat()

/** Every price moves about once an hour; the stock of spot offers, which are half of all, goes and comes. */
const market = syntheticMarket({
  count: offers,
  days: jobs / jobsPerHour / 24 + 10,
  priceWalk: () => ({ medianDailyMove: 0.1, halfLifeHours: 34, meanStepHours: 1 }),
})._unsafeUnwrap()

let changes = 0
let decideMs = 0
const heaps: number[] = []

const timedDecide: typeof decide = (...question) => {
  const askedAtMs = performance.now()
  const answer = decide(...question)
  decideMs += performance.now() - askedAtMs
  return answer
}

const startedAtMs = performance.now()
const result = await simulate({
  jobs: mediaAnalysis({ startMs: 0, jobs, jobsPerHour, confidentialShare: 0.2 })._unsafeUnwrap(),
  market: {
    ...market,
    *changes(seed) {
      for (const change of market.changes(seed)) {
        changes += 1
        yield change
      }
    },
  },
  localGpus: cluster,
  policy,
  decide: timedDecide,
  keepJobs: false,
  onProgress: ({ ended }) => {
    if (globalThis.gc === undefined || ended < ((heaps.length + 1) * jobs) / 8) return
    globalThis.gc()
    heaps.push(process.memoryUsage().heapUsed)
  },
})
const seconds = (performance.now() - startedAtMs) / 1000
const { user, system } = process.cpuUsage()
const { summary, violations } = result._unsafeUnwrap()

const took: Took = {
  seconds,
  processorSeconds: (user + system) / 1e6,
  decideSeconds: decideMs / 1000,
  changes,
  done: summary.done,
  violations: violations.length,
  heaps,
}
console.log(JSON.stringify(took))
