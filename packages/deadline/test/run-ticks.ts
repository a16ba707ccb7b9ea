import type { DeadlineJob } from '../src/deadline-job.ts'
import type { DeadlinePolicy } from '../src/deadline-policy.ts'
import type { Machine } from '../src/machine.ts'
import type { Sight } from '../src/sight.ts'
import { underSafetyNet } from '../src/under-safety-net.ts'

/** Six ticks of work, twelve until the deadline, a tenth of one to start; 1 USD a tick on demand. */
export const sixTicks: DeadlineJob = {
  workSeconds: 3600,
  deadlineSeconds: 7200,
  startSeconds: 60,
  tickSeconds: 600,
  onDemandUsdPerHour: 6,
}

/** What a policy sees at the first tick, with changes. */
export const firstSight = (job: DeadlineJob, changes: Partial<Sight> = {}): Sight => ({
  tick: 0,
  nowSeconds: 0,
  isSpotAvailable: true,
  availableSoFar: Uint8Array.of(1),
  spotUsdPerHour: 1.2,
  running: 'none',
  remainingStartSeconds: 0,
  doneSeconds: 0,
  leftSeconds: job.workSeconds,
  slackSeconds: job.deadlineSeconds - job.workSeconds - job.startSeconds,
  ...changes,
})

const letters: Readonly<Record<Machine, string>> = { none: '.', spot: 's', 'on-demand': 'd' }

interface Market {
  readonly job: DeadlineJob
  /** For each tick 1 or 0; what lies beyond the end is not available. */
  readonly available: string
  readonly usdPerHourAt?: (tick: number) => number
}

/** Runs a policy under the net, by the plainest reading of the rules. Gives a letter a tick: `.` nothing, `s` spot, `d` on demand. */
export const runTicks = (policy: DeadlinePolicy, { job, available, usdPerHourAt }: Market): string => {
  const choose = underSafetyNet(job, policy.begin(job))
  const isUp = Array.from(available, Number)
  let running: Machine = 'none'
  let start = 0
  let done = 0
  let script = ''
  for (let tick = 0; done < job.workSeconds; tick += 1) {
    while (isUp.length <= tick) isUp.push(0)
    if (running === 'spot' && isUp[tick] !== 1) running = 'none'
    const nowSeconds = tick * job.tickSeconds
    const leftSeconds = job.workSeconds - done
    const machine = choose({
      tick,
      nowSeconds,
      isSpotAvailable: isUp[tick] === 1,
      availableSoFar: Uint8Array.from(isUp.slice(0, tick + 1)),
      spotUsdPerHour: usdPerHourAt?.(tick) ?? 1.2,
      running,
      remainingStartSeconds: start,
      doneSeconds: done,
      leftSeconds,
      slackSeconds: job.deadlineSeconds - nowSeconds - leftSeconds - job.startSeconds,
    })
    if (machine !== running && machine !== 'none') start = job.startSeconds
    running = machine
    script += letters[machine]
    if (machine === 'none') continue
    done += Math.max(0, job.tickSeconds - start)
    start = Math.max(0, start - job.tickSeconds)
  }
  return script
}
