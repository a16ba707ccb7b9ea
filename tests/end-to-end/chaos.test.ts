import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Job } from '../../packages/core/src/index.ts'
import type { Orchestrator } from '../../packages/orchestrator/src/index.ts'
import { createRandom, type Random } from '../../packages/orchestrator/test/chaos/random.ts'
import { openFaultyHouse, sourceDeadlineMs } from './faulty-house.ts'
import { added, resources, soon } from './left-behind.ts'
import { jobWith } from './markets.ts'

const graceMs = 100
const waves = 20
const atOnce = 10

const kinds: readonly [Partial<Job>, ...Partial<Job>[]] = [
  {},
  { confidentiality: 'confidential' },
  { needs: { vramGiB: 40 } },
  { clearance: { countries: ['EU'] } },
]

/** Decides again and again, and remembers what it saw. */
const createDecider = (orchestrator: Orchestrator, random: Random) => {
  const states = new Map<string, number>()
  const offSite: string[] = []
  const decideOnce = async (): Promise<number> => {
    const job = jobWith(random.pick(kinds))
    const startedAtMs = performance.now()
    const decided = await orchestrator.decide(job)
    const tookMs = performance.now() - startedAtMs
    const reports = decided.match(
      (value) => value.reports,
      (error) => (error.kind === 'not-decided' ? error.reports : []),
    )
    for (const { state } of reports) states.set(state.kind, (states.get(state.kind) ?? 0) + 1)
    const chosen = decided.isOk() ? decided.value.decision.chosen.offer : undefined
    if (job.confidentiality === 'confidential' && chosen !== undefined && chosen.providerKind !== 'local')
      offSite.push(chosen.id)
    return tookMs
  }
  return { decideOnce, states, offSite }
}

/** How much longer than a timer of the same deadline, which a busy machine holds up too, the slowest of some calls takes (ms). */
const overrunOf = async (call: () => Promise<number>): Promise<number> => {
  const startedAtMs = performance.now()
  const timer = setTimeout(sourceDeadlineMs).then(() => performance.now() - startedAtMs)
  const times = await Promise.all(Array.from({ length: atOnce }, call))
  return Math.max(...times) - (await timer)
}

test('200 decisions over sockets with faults end in time, stay in the house where they must, and leave nothing behind', async () => {
  const before = resources()
  const random = createRandom(6)
  const { orchestrator, servers, survivors } = await openFaultyHouse(random)
  const { decideOnce, states, offSite } = createDecider(orchestrator, random)
  let overrunMs = Number.NEGATIVE_INFINITY
  for (let wave = 0; wave < waves; wave += 1) {
    let waveMs = await overrunOf(decideOnce)
    // Again when the machine may have been too busy to tell anything; what is late by itself is late every time.
    for (let again = 0; again < 4 && waveMs > graceMs; again += 1) waveMs = await overrunOf(decideOnce)
    overrunMs = Math.max(overrunMs, waveMs)
  }
  await orchestrator.close()
  const counts = [...states].map(([state, count]) => `${count} ${state}`).join(', ')
  console.log(
    `at most ${overrunMs.toFixed(0)} ms beyond the deadline of ${sourceDeadlineMs} ms; sources: ${counts}`,
  )

  expect(overrunMs).toBeLessThanOrEqual(graceMs)
  expect(offSite).toEqual([])
  expect(states.get('fresh')).toBeGreaterThan(30)
  expect(states.get('failed')).toBeGreaterThan(30)
  expect(await soon(survivors, [])).toEqual([])
  // Kept connections are closed by their own time-out of some seconds.
  const idle = servers.map(() => 0)
  expect(await soon(() => servers.map((server) => server.openSockets()), idle)).toEqual(idle)
  await Promise.all(servers.map((server) => server.close()))
  expect(await soon(() => added(before), [])).toEqual([])
})
