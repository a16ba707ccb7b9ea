import type {
  BillItem,
  BillLine,
  ComparedPolicy,
  Comparison,
  JobOutcome,
  PairedDifference,
  SampleMean,
  SimulationResult,
  Stay,
  Summary,
  Violation,
} from '@aima/gpu-simulator'
import { measuresOf } from '../src/single-run.ts'

const hourMs = 3_600_000

/** Midnight of 2 March 2026 (UTC). */
export const startMs = Date.UTC(2026, 2, 2)

/** A moment some hours after the start (ms since 1970-01-01 UTC). */
export const at = (hours: number): number => startMs + hours * hourMs

export const stay = (fields: Partial<Stay> = {}): Stay => ({
  offerId: 'own/rack-1/0',
  provider: 'local',
  site: 'local',
  purchase: 'owned',
  gpu: 'NVIDIA L40S',
  gpuCount: 1,
  hardware: ['rack-1/gpu-0'],
  fromMs: at(0),
  workedFromMs: at(0),
  untilMs: at(1),
  end: 'done',
  ...fields,
})

export const cloudStay = (fields: Partial<Stay> = {}): Stay =>
  stay({
    offerId: 'runpod/l40s',
    provider: 'runpod',
    site: 'cloud',
    purchase: 'spot',
    hardware: [],
    ...fields,
  })

export const billLine = (fields: Partial<BillLine> = {}): BillLine => {
  const { quantity = 1, usdPerUnit = 1, ...rest } = fields
  return {
    jobId: 'job-1',
    offerId: 'own/rack-1/0',
    provider: 'local',
    item: 'compute',
    atMs: at(1),
    quantity,
    unit: 'h',
    usdPerUnit,
    usd: quantity * usdPerUnit,
    ...rest,
  }
}

export const outcome = (fields: Partial<JobOutcome> = {}): JobOutcome => {
  const bill = fields.bill ?? [billLine()]
  return {
    jobId: 'job-1',
    workload: 'video-analysis',
    confidentiality: 'internal',
    arrivedAtMs: at(0),
    endedAtMs: at(1),
    end: 'done',
    waitHours: 0,
    completionHours: 1,
    lateHours: null,
    interruptions: 0,
    decisions: 1,
    uploadedGB: 0,
    downloadedGB: 0,
    stays: [stay()],
    usd: bill.reduce((sum, { usd }) => sum + usd, 0),
    refusals: {},
    ...fields,
    bill,
  }
}

const distribution = (values: readonly number[]): Summary['waitHours'] => ({
  count: values.length,
  mean: values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length,
  deviation: 0,
  least: Math.min(...values, 0),
  greatest: Math.max(...values, 0),
})

const sum = <Item>(items: readonly Item[], read: (item: Item) => number): number =>
  items.reduce((whole, item) => whole + read(item), 0)

const spendingOf = (lines: readonly BillLine[]): Summary['spending'] => {
  const item = (name: BillItem): number =>
    sum(
      lines.filter((line) => line.item === name),
      ({ usd }) => usd,
    )
  const byProvider: Record<string, number> = {}
  for (const { provider, usd } of lines) byProvider[provider] = (byProvider[provider] ?? 0) + usd
  return {
    totalUsd: sum(lines, ({ usd }) => usd),
    byItem: {
      compute: item('compute'),
      ingress: item('ingress'),
      'source-egress': item('source-egress'),
      egress: item('egress'),
      storage: item('storage'),
    },
    byProvider,
  }
}

interface BuiltSummary {
  readonly jobs: readonly JobOutcome[]
  readonly hardware: readonly string[]
  readonly hours: number
  readonly refusals?: Summary['refusals']
}

/** Adds jobs up as a collector would. */
const summaryOf = ({ jobs, hardware, hours, refusals = {} }: BuiltSummary): Summary => {
  const ended = (end: JobOutcome['end']): number => jobs.filter((job) => job.end === end).length
  const done = jobs.filter((job) => job.end === 'done')
  const uses = hardware.map((name) => {
    const stays = jobs.flatMap((job) => job.stays.filter((one) => one.hardware.includes(name)))
    const busyHours = sum(stays, ({ fromMs, untilMs }) => (untilMs - fromMs) / hourMs)
    return { name, busyHours, utilisation: busyHours / hours }
  })
  return {
    jobs: jobs.length,
    done: done.length,
    refused: ended('refused'),
    gaveUp: ended('gave-up'),
    cutOff: ended('cut-off'),
    doneLocally: done.filter(({ stays }) => stays.every(({ site }) => site === 'local')).length,
    spending: spendingOf(jobs.flatMap(({ bill }) => bill)),
    waitHours: distribution(done.map(({ waitHours }) => waitHours)),
    completionHours: distribution(done.map(({ completionHours }) => completionHours)),
    withDeadline: done.filter(({ lateHours }) => lateHours !== null).length,
    late: done.filter(({ lateHours }) => lateHours !== null && lateHours > 0).length,
    lateHours: distribution(done.flatMap(({ lateHours }) => (lateHours ? [lateHours] : []))),
    interruptions: sum(jobs, ({ interruptions }) => interruptions),
    decisions: sum(jobs, ({ decisions }) => decisions),
    uploadedGB: sum(jobs, ({ uploadedGB }) => uploadedGB),
    downloadedGB: sum(jobs, ({ downloadedGB }) => downloadedGB),
    hardware: uses,
    localUtilisation: uses.length === 0 ? 0 : sum(uses, ({ utilisation }) => utilisation) / uses.length,
    refusals,
  }
}

export interface BuiltResult extends Partial<Omit<SimulationResult, 'summary'>> {
  readonly hardware?: readonly string[]
  readonly refusals?: Summary['refusals']
}

export const result = ({
  hardware = ['rack-1/gpu-0'],
  refusals = {},
  ...fields
}: BuiltResult = {}): SimulationResult => {
  const jobs = fields.jobs ?? [outcome()]
  const endMs = fields.endMs ?? at(24)
  return {
    seed: 1,
    policy: { strategy: { kind: 'cost-first' } },
    market: 'list prices of March 2026',
    startMs,
    decisions: [],
    violations: [],
    assumptions: [{ name: 'uplinkMbps', value: 100, unit: 'Mbps', basis: 'assumption' }],
    ...fields,
    endMs,
    jobs,
    summary: summaryOf({ jobs, hardware, hours: (endMs - startMs) / hourMs, refusals }),
  }
}

/** A mean whose interval is two standard errors wide on both sides, which is near enough for drawings. */
const sampleMean = (values: readonly number[]): SampleMean => {
  const count = values.length
  if (count === 0) return { count, mean: null, interval: null }
  const mean = sum(values, (value) => value) / count
  if (count === 1) return { count, mean, interval: null }
  const variance = sum(values, (value) => (value - mean) ** 2) / (count - 1)
  const half = 2 * Math.sqrt(variance / count)
  return { count, mean, interval: { low: mean - half, high: mean + half } }
}

const difference = (values: readonly number[]): PairedDifference => {
  const mean = sampleMean(values)
  const { interval } = mean
  return { ...mean, excludesZero: interval === null ? null : interval.low > 0 || interval.high < 0 }
}

type Means = ComparedPolicy['means']

const perMeasure = <Value>(of: (measure: keyof Means) => Value): Readonly<Record<keyof Means, Value>> => ({
  totalUsd: of('totalUsd'),
  usdPerDoneJob: of('usdPerDoneJob'),
  completionHours: of('completionHours'),
  waitHours: of('waitHours'),
  lateShare: of('lateShare'),
  doneShare: of('doneShare'),
  localUtilisation: of('localUtilisation'),
  interruptions: of('interruptions'),
  uploadedGB: of('uploadedGB'),
})

const isBeaten = (one: Means, others: readonly Means[]): boolean => {
  const [usd, hours] = [one.totalUsd.mean ?? Infinity, one.completionHours.mean ?? Infinity]
  return others.some((other) => {
    const [otherUsd, otherHours] = [other.totalUsd.mean ?? Infinity, other.completionHours.mean ?? Infinity]
    return otherUsd <= usd && otherHours <= hours && (otherUsd < usd || otherHours < hours)
  })
}

/** Compares results by name, the first seed's first; the first name is the baseline. */
export const comparison = (named: Readonly<Record<string, readonly SimulationResult[]>>): Comparison => {
  const entries = Object.entries(named)
  const [baseline, baselineRuns = []] = entries[0] ?? ['', []]
  const read = (one: SimulationResult | undefined, measure: keyof Means): readonly number[] => {
    const value = one === undefined ? null : measuresOf(one.summary)[measure].mean
    return value === null ? [] : [value]
  }
  const means = entries.map(([, runs]) =>
    perMeasure((measure) => sampleMean(runs.flatMap((one) => read(one, measure)))),
  )
  return {
    market: baselineRuns[0]?.market ?? 'none',
    seeds: baselineRuns.map(({ seed }) => seed),
    baseline,
    policies: entries.flatMap(([name, runs], index): readonly ComparedPolicy[] => {
      const [sample] = runs
      const mine = means[index]
      if (sample === undefined || mine === undefined) return []
      const differences = perMeasure((measure) =>
        difference(
          runs.flatMap((one, seed) =>
            read(one, measure).flatMap((value) =>
              read(baselineRuns[seed], measure).map((base) => value - base),
            ),
          ),
        ),
      )
      return [
        {
          name,
          policy: sample.policy,
          runs: runs.map(({ seed, summary }) => ({ seed, summary })),
          means: mine,
          differences: name === baseline ? null : differences,
          isOnFront: mine.completionHours.mean !== null && !isBeaten(mine, means),
          sample,
        },
      ]
    }),
    violations: entries.flatMap(([policy, runs]) =>
      runs.flatMap(({ seed, violations }) => violations.map((violation) => ({ policy, seed, violation }))),
    ),
  }
}

export const violation = (fields: Partial<Violation> = {}): Violation => ({
  invariant: 'used-twice',
  atMs: at(3),
  jobId: 'job-1',
  detail: 'rack-1/gpu-0 is also that of job-2',
  ...fields,
})
