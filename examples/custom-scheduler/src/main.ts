import { embeddedCatalog } from '@aima/gpu-catalog'
import { localGpus } from '@aima/gpu-local'
import { createOrchestrator } from '@aima/gpu-orchestrator'
import { createFlakyLaunch } from './flaky-launch.ts'
import { house } from './house.ts'
import { jobs } from './jobs.ts'
import { runQueue } from './queue.ts'
import { createSimulatedTime } from './simulated-time.ts'
import { createTimeline } from './timeline.ts'

const startMs = Date.UTC(2026, 10, 25)
const dayMs = 86_400_000
const time = createSimulatedTime(startMs)

const orchestrator = createOrchestrator({
  local: [localGpus(house)],
  cloud: [embeddedCatalog()],
  policy: {
    strategy: { kind: 'cost-first' },
    residency: { countries: ['EU'] },
    maximumPriceAgeHours: { hyperscaler: 30_000, 'gpu-cloud': 30_000 }, // the embedded prices have a date
  },
  cacheAges: { hyperscaler: { freshMs: dayMs, staleMs: dayMs } },
  clock: time,
})._unsafeUnwrap()

// Confidential jobs come first: they have nowhere else to go, while the others find a machine in a cloud.
const isConfidential = ({ confidentiality }: (typeof jobs)[number]) => confidentiality === 'confidential'
const queue = jobs.toSorted((one, other) => Number(isConfidential(other)) - Number(isConfidential(one)))

console.log('Five jobs, three of them confidential. Two GPUs in the house, and clouds that are often full.\n')
const left = await runQueue(queue, {
  orchestrator,
  launch: createFlakyLaunch(2),
  time,
  timeline: createTimeline(time, startMs),
})
console.log(`\n${jobs.length - left.length} of ${jobs.length} jobs are done.`)
await orchestrator.close()
