import { buildJob } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { inVirtualTime } from '../place/virtual-clock.ts'
import { sourceDeadlineMs } from './chaotic-market.ts'
import { hardwareOf, idle, placeAll, type Scene, sceneOf } from './many-jobs.ts'

const hourMs = 3_600_000

/** By how much somebody sets the clock of this machine (ms). */
const jumps = [-87_600 * hourMs, -hourMs, -1, 1, hourMs, 48 * hourMs, 87_600 * hourMs] as const

/** Sets the present while jobs are being placed, again and again. */
const jumpAbout = ({ clock, random }: Scene): void => {
  for (let count = 0; count < 20; count += 1)
    clock.theirs.after(random.between(0, 10_000), () => clock.set(clock.nowMs() + random.pick([...jumps])))
}

test.each([1, 2, 3])(
  'a present that jumps loses no machine and gives no GPU twice, seed %i',
  async (seed) => {
    const scene = sceneOf(seed)
    const { orchestrator, clock, leases, ledger, orphans } = scene
    jumpAbout(scene)
    const { placements, left } = await placeAll(scene, 0)
    for (const reason of left) expect(reason).toMatch(/: (not-placed|no-suitable-offer|no-local-gpu)$/)
    await idle(clock, 12_000)
    const resources = hardwareOf(placements)
    expect([...leases.held()].sort()).toEqual(resources)
    expect(leases.doubles).toEqual([])
    await idle(clock, 10_000)
    const kept = placements.map(({ machine }) => machine)
    expect([...kept, ...orphans].sort()).toEqual([...ledger.jobOf.keys()].sort())
    await orchestrator.close()
    expect(clock.ours()).toBe(0)
  },
)

test.each(jumps)('decisions go on within their deadline when the present jumps by %i ms', async (byMs) => {
  const { orchestrator, clock } = sceneOf(7)
  const decideNow = async () => {
    const startedAtMs = clock.elapsedMs()
    const decided = await inVirtualTime(orchestrator.decide(buildJob()), clock)
    expect(clock.elapsedMs() - startedAtMs).toBeLessThanOrEqual(sourceDeadlineMs + 100)
    return decided
  }
  expect((await decideNow()).isOk()).toBe(true)
  clock.set(clock.nowMs() + byMs)
  // What is cached may be too old for the new present now; what is asked anew is not.
  await decideNow()
  await idle(clock, 2_500)
  const { reports } = (await decideNow())._unsafeUnwrap()
  expect(
    reports.filter(({ source }) => source === 'house' || source === 'rock').map(({ state }) => state.kind),
  ).toEqual(['fresh', 'fresh'])
})
