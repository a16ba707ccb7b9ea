import type { Job } from '@aima/gpu-core'
import { expect, onTestFinished, test } from 'vitest'
import type { Orchestrator, SourceReport } from '../../src/index.ts'
import { quiet } from '../place/virtual-clock.ts'
import { anyJob, houseOffers, isInHouse, openChaos, sourceDeadlineMs } from './chaotic-market.ts'
import { createCountedClock } from './counted-clock.ts'
import { liveMiB } from './heap.ts'
import { createRandom } from './random.ts'

const decisions = 10_000
const atOnce = 20
const graceMs = 100

type Decided = Awaited<ReturnType<Orchestrator['decide']>>

/** Rejections that nobody hears of, until the test is finished. */
const watchRejections = (): readonly unknown[] => {
  const heard: unknown[] = []
  const hear = (reason: unknown): void => void heard.push(reason)
  process.on('unhandledRejection', hear)
  onTestFinished(() => void process.off('unhandledRejection', hear))
  return heard
}

/** How many offers the sources that are always well have. */
const steadyOffers: Readonly<Record<string, number>> = { house: houseOffers.length, rock: 2 }

/** What is wrong with a decision: it leaves the house with a confidential job, or lacks what was there. */
const faultsOf = (job: Job, decided: Decided): readonly string[] => {
  if (decided.isErr()) return [`${job.id}: ${decided.error.kind}`]
  const { decision, reports } = decided.value
  const isConfidential = job.confidentiality === 'confidential'
  const outside = [decision.chosen, ...decision.alternatives].filter(
    ({ offer }) => isInHouse(offer) !== (offer.site === 'local') || (isConfidential && !isInHouse(offer)),
  )
  const missing = reports.filter(
    ({ source, site, offers }) =>
      source in steadyOffers && !(isConfidential && site === 'cloud') && offers !== steadyOffers[source],
  )
  return [
    ...outside.map(
      ({ offer }) => `${job.id} is ${job.confidentiality}, and ${offer.id} counts as ${offer.site}`,
    ),
    ...missing.map(({ source, offers }) => `${source} is well, and ${job.id} has ${offers} of its offers`),
  ]
}

/** What becomes of all decisions, in numbers. */
const createTally = () => {
  const states = new Map<string, number>()
  const tally = { decided: 0, overruled: 0, longestMs: 0, faults: [] as string[] }
  const see = ({ state, overruled }: SourceReport): void => {
    const key = state.kind === 'failed' ? `failed: ${state.error.kind}` : state.kind
    states.set(key, (states.get(key) ?? 0) + 1)
    tally.overruled += overruled
  }
  return {
    tally,
    take: (job: Job, decided: Decided, tookMs: number): void => {
      tally.longestMs = Math.max(tally.longestMs, tookMs)
      tally.faults.push(...faultsOf(job, decided))
      if (decided.isErr()) return
      tally.decided += 1
      for (const report of decided.value.reports) see(report)
    },
    print: (memory: readonly number[]): void => {
      const { decided, longestMs, overruled } = tally
      const counts = [...states].map(([state, count]) => `${count} ${state}`).join(', ')
      console.log(
        `${decided} decided; at most ${longestMs} ms of ${sourceDeadlineMs}; ${overruled} offers overruled`,
        `\nsources: ${counts}\nmemory (MiB): ${memory.map((size) => size.toFixed(1)).join(', ')}`,
      )
    },
  }
}

test('10 000 decisions among sources that are slow, hang, fail, flap, lie and talk nonsense', async () => {
  const rejections = watchRejections()
  const random = createRandom(20_261_125)
  const clock = createCountedClock()
  const orchestrator = openChaos(random, clock)
  const { tally, take, print } = createTally()

  const decideOnce = async (index: number): Promise<void> => {
    const job = anyJob(random, index)
    const startedAtMs = clock.elapsedMs()
    const decided = await orchestrator.decide(job)
    take(job, decided, clock.elapsedMs() - startedAtMs)
  }
  const wave = async (first: number): Promise<void> => {
    let underWay = atOnce
    const end = (): void => {
      underWay -= 1
    }
    for (let index = first; index < first + atOnce; index += 1)
      clock.theirs.after(random.between(0, 3_000), () => void decideOnce(index).finally(end))
    while (underWay > 0 && clock.advanceToNext()) await quiet()
    expect(underWay).toBe(0)
  }

  const memory: number[] = []
  for (let first = 0; first < decisions; first += atOnce) {
    if (first % 2_000 === 0) memory.push(liveMiB())
    await wave(first)
  }
  memory.push(liveMiB())
  const cutOff = Array.from({ length: atOnce }, (_, index) => orchestrator.decide(anyJob(random, index)))
  await quiet()
  await orchestrator.close()
  const ends = await Promise.all(cutOff)
  print(memory)

  expect(tally.faults.slice(0, 5)).toEqual([])
  expect(tally.decided).toBe(decisions)
  expect(tally.longestMs).toBeLessThanOrEqual(sourceDeadlineMs + graceMs)
  expect(tally.overruled).toBeGreaterThan(0)
  expect(rejections).toEqual([])
  expect(ends.flatMap((decided) => (decided.isErr() ? decided.error.kind : [])).length).toBeGreaterThan(0)
  expect(clock.ours()).toBe(0)
  // The caches fill in the first part; afterwards nothing may grow.
  expect((memory.at(-1) ?? 0) - (memory[2] ?? 0)).toBeLessThan(5)
})
