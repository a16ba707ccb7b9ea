import type { InterruptedRun } from '../../src/index.ts'

/** A mean of many rounds, and how far it can be trusted. */
interface Sampled {
  readonly samples: readonly number[]
  readonly mean: number
  readonly variance: number
  readonly standardError: number
}

interface Rounds {
  readonly rounds: number
  readonly seed: number
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, Tommy Ettinger 2017, public domain). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const sampled = (samples: readonly number[]): Sampled => {
  const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length
  const variance = samples.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (samples.length - 1)
  return { samples, mean, variance, standardError: Math.sqrt(variance / samples.length) }
}

/** Hours billed and lost in capacity while one length is survived, once the machine lives as long as `life` says. */
const survive = (lengthHours: number, restartHours: number, life: () => number) => {
  let billed = 0
  let losses = 0
  for (let needed = lengthHours; ; needed = restartHours + lengthHours) {
    const lives = life()
    if (lives >= needed) return { billed: billed + needed, losses }
    billed += lives
    losses += 1
  }
}

/** Plays a cut run on capacity that is taken away at a constant rate; waits are exponential, as the cost model takes them. */
export const simulateRun = (run: InterruptedRun, { rounds, seed }: Rounds) => {
  const random = randomFrom(seed)
  const exponential = (mean: number): number => -mean * Math.log(1 - random())
  const lengths = [
    ...Array.from({ length: run.stretches.saved }, () => run.stretches.savedHours),
    run.stretches.lastHours,
  ]
  const play = () => {
    let billed = 0
    let wall = 0
    for (const length of lengths) {
      const stretch = survive(length, run.restartHours, () => exponential(1 / run.perHour))
      billed += stretch.billed
      wall += stretch.billed
      for (let loss = 0; loss < stretch.losses; loss += 1) wall += exponential(run.recoverWaitHours)
    }
    return { billed, wall }
  }
  const played = Array.from({ length: rounds }, play)
  return {
    billed: sampled(played.map(({ billed }) => billed)),
    wall: sampled(played.map(({ wall }) => wall)),
  }
}

/** Plays a run without checkpoints on machines that live as long as those that were observed. */
export const simulateFromUptimes = (
  given: {
    readonly uptimesHours: readonly number[]
    readonly lengthHours: number
    readonly restartHours: number
  },
  { rounds, seed }: Rounds,
) => {
  const random = randomFrom(seed)
  const life = (): number => given.uptimesHours[Math.floor(random() * given.uptimesHours.length)] ?? 0
  const played = Array.from({ length: rounds }, () => survive(given.lengthHours, given.restartHours, life))
  return {
    billed: sampled(played.map(({ billed }) => billed)),
    losses: sampled(played.map(({ losses }) => losses)),
  }
}
