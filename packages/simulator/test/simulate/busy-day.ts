import type { MarketChange } from '../../src/market/market.ts'
import { createRandom } from '../../src/random.ts'
import type { Arrival } from '../../src/workload/workload.ts'
import { arrivalAt, at, marketOf, ownedGpu, rentedGpu, type Scenario, spotGpu, workFor } from './scenario.ts'

const levels = ['public', 'internal', 'confidential'] as const

const jobsOf = (count: number): readonly Arrival[] => {
  const random = createRandom(5, 'busy day')
  let hours = 0
  return Array.from({ length: count }, (_, index) => {
    hours += random.exponential(4)
    return arrivalAt(hours, {
      id: `job-${index}`,
      confidentiality: levels[Math.floor(random.uniform() * 3)] ?? 'confidential',
      workload: random.uniform() < 0.5 ? 'training' : 'video-analysis',
      run: workFor(random.exponential(1), {
        restartHours: 0.05,
        ...(random.uniform() < 0.5 ? { checkpoint: { everyHours: 0.25, writeHours: 0.01 } } : {}),
      }),
      needs: random.uniform() < 0.2 ? { gpuCount: 2, usableGpuCount: 2 } : {},
      data: { inputGB: random.exponential(0.1), outputGB: 1, imageGB: 5, scratchGB: 0, uplinkMbps: 500 },
      deadlineHours: 6,
    })
  })
}

const movesOf = (count: number): readonly MarketChange[] => {
  const random = createRandom(6, 'busy day')
  return Array.from({ length: count }, (_, index): MarketChange => {
    const atMs = at(index * 0.6)
    if (index % 5 !== 0)
      return { kind: 'price', atMs, offerId: 'spot', price: { usdPerHour: 0.1 + random.uniform() / 4 } }
    const stock = random.uniform() < 0.4 ? 'none' : 'available'
    return { kind: 'capacity', atMs, offerId: 'spot', capacity: { stock, bootHours: 0.05 } }
  })
}

/** Some hundred jobs of all kinds at home, on spot and on demand, with prices and stock that move. */
export const busyDay = (count = 300): Scenario => ({
  jobs: jobsOf(count),
  localGpus: [
    ownedGpu('left'),
    ownedGpu('right'),
    ownedGpu('pair', { gpuCount: 2, exclusiveKeys: ['left', 'right'], energy: { powerKW: 1, pue: 1 } }),
  ],
  market: marketOf(
    [
      spotGpu('spot', {
        capacity: { bootHours: 0.05 },
        spotRisk: { interruptionsPerHour: 1, recoverWaitHours: 0.2 },
      }),
      rentedGpu('cloud', {
        capacity: { availability: 0.8, retryHours: 0.2, bootHours: 0.05 },
        network: { ingressUsdPerGB: 0.01, egressUsdPerGB: 0.08, storageUsdPerGBMonth: 0.1 },
      }),
      rentedGpu('two', { gpuCount: 2, price: { usdPerHour: 2.1 }, network: { dataPath: 'instance' } }),
    ],
    movesOf(120),
  ),
  policy: {
    strategy: { kind: 'local-first', maxLocalWaitHours: 1 },
    rules: [{ when: { workload: 'training' }, strategy: { kind: 'balanced', valueOfTimeUsdPerHour: 1 } }],
  },
})
