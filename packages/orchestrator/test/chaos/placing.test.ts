import { expect, test } from 'vitest'
import { quiet } from '../place/virtual-clock.ts'
import { isInHouse } from './chaotic-market.ts'
import { hardwareOf, idle, placeAll, sceneOf } from './many-jobs.ts'

/** After this long every failure is forgotten (ms). */
const forgottenMs = 3_700_000

test.each([1, 2, 3, 4, 5])(
  'of 100 jobs at once on 8 GPUs and flaky clouds each is placed once, seed %i',
  async (seed) => {
    const scene = sceneOf(seed)
    const { orchestrator, clock, leases, ledger, orphans } = scene
    const kept: string[] = []
    const busy: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const { placements, left } = await placeAll(scene, round)
      expect(left).toEqual([])
      expect(new Set(placements.map(({ job }) => job.id)).size).toBe(placements.length)
      for (const { job, candidate } of placements)
        if (job.confidentiality === 'confidential') expect(isInHouse(candidate.offer)).toBe(true)
      await idle(clock, 10_000)
      const resources = hardwareOf(placements)
      expect(new Set(resources).size).toBe(resources.length)
      // Renewed for as long as the jobs run; what launches that were given up held has expired by now.
      expect([...leases.held()].sort()).toEqual(resources)
      for (const placement of placements) orchestrator.reportDone(placement)
      await quiet()
      expect(leases.held()).toEqual([])
      kept.push(...placements.map(({ machine }) => machine))
      busy.push(resources.length)
      await idle(clock, forgottenMs)
    }
    await orchestrator.close()
    expect(ledger.faults).toEqual([])
    expect(leases.doubles).toEqual([])
    // Every machine that there ever was has a job, or was handed on as an orphan, and none is both.
    expect([...kept, ...orphans].sort()).toEqual([...ledger.jobOf.keys()].sort())
    expect(clock.ours()).toBe(0)
    console.log(
      `${kept.length} of 300 placed, the others confidential; at once ${busy.join(', ')} in the house; ${leases.given()} leases, ${orphans.length} orphans`,
    )
  },
)
