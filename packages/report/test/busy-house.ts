import type { Strategy as CoreStrategy } from '@aima/gpu-core'
import type { JobOutcome, SimulationResult, Stay } from '@aima/gpu-simulator'
import { at, billLine, cloudStay, outcome, result, startMs, stay } from './built.ts'

const hourMs = 3_600_000

/** Numbers from 0 to 1 that look random (mulberry32). */
const numbersFrom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const clouds = [
  { provider: 'runpod', usdPerHour: 0.79, speed: 0.95, spot: false },
  { provider: 'vastai', usdPerHour: 0.42, speed: 0.8, spot: true },
  { provider: 'aws', usdPerHour: 1.86, speed: 1.1, spot: true },
  { provider: 'gcp', usdPerHour: 2.4, speed: 1.3, spot: false },
] as const

const workloads = ['video-analysis', 'speech-to-text', 'fine-tuning'] as const
const levels = ['confidential', 'internal', 'internal', 'public', 'public'] as const

export interface House {
  readonly jobs: number
  readonly seed: number
  readonly kind: CoreStrategy['kind']
  /** How long a job that may leave waits for owned hardware (h). */
  readonly patienceHours: number
  /** Which of the clouds it goes to then. */
  readonly cloud: number
  readonly gpus?: number
  readonly days?: number
}

const pick = <Item>(items: readonly Item[], share: number): Item | undefined =>
  items[Math.floor(share * items.length)]

/** A toy of a scheduler: it makes results that look like those of the simulator, not ones that are right. */
export const busyHouse = (house: House): SimulationResult => {
  const { jobs: count, seed, kind, patienceHours, cloud, gpus = 6, days = 10 } = house
  const random = numbersFrom(seed)
  const freeAt = Array.from({ length: gpus }, () => startMs)
  const jobs: JobOutcome[] = []
  let lastMs = startMs
  for (let index = 0; index < count; index++) {
    const arrivedAtMs = Math.round(startMs + days * 24 * hourMs * (index / count + random() * 0.01))
    const hours = Math.exp(random() * 3 - 1) * ((days * gpus * 5) / Math.max(count, 40))
    const confidentiality = pick(levels, random()) ?? 'public'
    const fate = random()
    const gpu = freeAt.indexOf(Math.min(...freeAt))
    const freeMs = Math.max(arrivedAtMs, freeAt[gpu] ?? startMs)
    const isOwn = confidentiality === 'confidential' || freeMs - arrivedAtMs <= patienceHours * hourMs
    const facts = {
      jobId: `case-${index + 1}`,
      workload: pick(workloads, random()) ?? null,
      confidentiality,
      arrivedAtMs,
    }
    if (fate > 0.985) {
      jobs.push(
        outcome({
          ...facts,
          end: 'refused',
          stays: [],
          bill: [],
          endedAtMs: arrivedAtMs,
          waitHours: 0,
          completionHours: 0,
          refusals: { 'vram-too-small': 12, 'site-not-allowed': 3 },
        }),
      )
      continue
    }
    const place = clouds[(cloud + (fate > 0.7 ? 1 : 0)) % clouds.length] ?? clouds[0]
    const stays: Stay[] = []
    const fromMs = isOwn ? freeMs : arrivedAtMs + 0.1 * hourMs
    const runHours = isOwn ? hours : hours / place.speed
    const isInterrupted = !isOwn && place.spot && fate < 0.25
    const untilMs = Math.round(fromMs + runHours * hourMs)
    if (isOwn) {
      freeAt[gpu] = untilMs
      const name = `rack-${1 + Math.floor(gpu / 4)}/gpu-${gpu % 4}`
      stays.push(stay({ offerId: `own/${name}`, hardware: [name], fromMs, untilMs, workedFromMs: fromMs }))
    } else {
      const middle = Math.round((fromMs + untilMs) / 2)
      const one = { provider: place.provider, offerId: `${place.provider}/l40s`, workedFromMs: fromMs }
      if (isInterrupted) {
        stays.push(cloudStay({ ...one, fromMs, untilMs: middle, end: 'interrupted' }))
        stays.push(cloudStay({ ...one, fromMs: middle + 0.3 * hourMs, untilMs: untilMs + 0.3 * hourMs }))
      } else stays.push(cloudStay({ ...one, fromMs, untilMs }))
    }
    const endedAtMs = (stays.at(-1)?.untilMs ?? untilMs) + (isOwn ? 0 : 0.05 * hourMs)
    lastMs = Math.max(lastMs, endedAtMs)
    const gigabytes = isOwn ? 0 : 5 + 60 * random()
    const line = { jobId: facts.jobId, provider: isOwn ? 'local' : place.provider, atMs: endedAtMs }
    const completionHours = (endedAtMs - arrivedAtMs) / hourMs
    jobs.push(
      outcome({
        ...facts,
        endedAtMs,
        stays,
        waitHours: (fromMs - arrivedAtMs) / hourMs,
        completionHours,
        lateHours: index % 3 === 0 ? Math.max(0, completionHours - 3 * hours - 2) : null,
        interruptions: isInterrupted ? 1 : 0,
        uploadedGB: gigabytes,
        downloadedGB: gigabytes / 5,
        bill: isOwn
          ? [billLine({ ...line, quantity: runHours, usdPerUnit: 0.12 })]
          : [
              billLine({ ...line, quantity: runHours, usdPerUnit: place.usdPerHour }),
              billLine({ ...line, item: 'egress', quantity: gigabytes / 5, unit: 'GB', usdPerUnit: 0.09 }),
              billLine({
                ...line,
                item: 'storage',
                quantity: gigabytes / 100,
                unit: 'GB-month',
                usdPerUnit: 0.1,
              }),
            ],
      }),
    )
  }
  const hardware = Array.from({ length: gpus }, (_, gpu) => `rack-${1 + Math.floor(gpu / 4)}/gpu-${gpu % 4}`)
  return result({
    seed,
    policy: { strategy: kind === 'balanced' ? { kind, valueOfTimeUsdPerHour: 2 } : { kind: 'cost-first' } },
    market: 'spot markets of March 2026',
    endMs: Math.max(lastMs, at(days * 24)),
    jobs: jobs.toSorted((one, other) => one.endedAtMs - other.endedAtMs),
    hardware,
    refusals: {
      'vram-too-small': 14 * count,
      'site-not-allowed': 9 * count + Math.round(random() * 200),
      'out-of-stock': Math.round((2 + random()) * count),
      'price-too-old': Math.round(random() * count),
      'spot-not-allowed': cloud === 3 ? 40 : 0,
    },
    assumptions: [
      { name: 'uplinkMbps', value: 100, unit: 'Mbps', basis: 'assumption' },
      { name: 'bootHours', value: 0.0667, unit: 'h', basis: 'assumption between vendor claims' },
      { name: 'interruptionsPerHour', value: 0.05, unit: '1/h', basis: 'prior; traces give 0.017 to 0.4' },
    ],
  })
}

const mixes = {
  'local-first': { kind: 'local-first', patienceHours: 1e6, cloud: 0 },
  'cost-first': { kind: 'cost-first', patienceHours: 6, cloud: 1 },
  'balanced, 2 USD/h': { kind: 'balanced', patienceHours: 2, cloud: 0 },
  urgent: { kind: 'urgent', patienceHours: 0, cloud: 3 },
  'deadline 95 %': { kind: 'deadline', patienceHours: 1, cloud: 2 },
} as const

/** The strategies of {@link mixes} over some seeds. */
export const busyHouses = (size: {
  readonly jobs: number
  readonly seeds: number
  readonly gpus?: number
  readonly days?: number
}) => {
  const { seeds, ...rest } = size
  return Object.fromEntries(
    Object.entries(mixes).map(([name, mix]) => [
      name,
      Array.from({ length: seeds }, (_, index) => busyHouse({ ...mix, ...rest, seed: index + 1 })),
    ]),
  )
}
