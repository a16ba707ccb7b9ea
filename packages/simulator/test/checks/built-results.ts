import type { JobOutcome, Stay } from '../../src/result/job-outcome.ts'
import type { Distribution, SimulationResult, Summary } from '../../src/result/simulation-result.ts'

const startMs = Date.UTC(2026, 8, 1, 12)
const hourMs = 3_600_000

/** A stay of one hour on an owned GPU that ended with the job. */
export const buildStay = (changes: Partial<Stay> = {}): Stay => ({
  offerId: 'box-1',
  provider: 'local',
  site: 'local',
  purchase: 'owned',
  gpu: 'RTX 4090',
  gpuCount: 1,
  hardware: ['offer box-1'],
  fromMs: startMs,
  workedFromMs: startMs,
  untilMs: startMs + hourMs,
  end: 'done',
  ...changes,
})

/** A stay on a rented spot machine. */
export const buildSpotStay = (changes: Partial<Stay> = {}): Stay =>
  buildStay({
    offerId: 'vast-7',
    provider: 'vastai',
    site: 'cloud',
    purchase: 'spot',
    hardware: [],
    ...changes,
  })

/** An internal job of an hour that is done on an owned GPU for 1 USD. */
export const buildOutcome = (changes: Partial<JobOutcome> = {}): JobOutcome => ({
  jobId: 'job-1',
  workload: null,
  confidentiality: 'internal',
  arrivedAtMs: startMs,
  endedAtMs: startMs + hourMs,
  end: 'done',
  waitHours: 0,
  completionHours: 1,
  lateHours: null,
  interruptions: 0,
  decisions: 1,
  uploadedGB: 0,
  downloadedGB: 0,
  stays: [buildStay()],
  bill: [],
  usd: 1,
  refusals: {},
  ...changes,
})

/** A job that no offer will ever take. */
export const buildRefused = (changes: Partial<JobOutcome> = {}): JobOutcome =>
  buildOutcome({
    end: 'refused',
    stays: [],
    usd: 0,
    completionHours: 0,
    refusals: { 'vram-too-small': 3 },
    ...changes,
  })

/** A distribution of which only the mean matters. */
export const buildDistribution = (mean: number, count = 1): Distribution => ({
  count,
  mean,
  deviation: 0,
  least: mean,
  greatest: mean,
})

/** One done job for 1 USD on the one owned GPU, in use for half of the time. */
export const buildSummary = (changes: Partial<Summary> = {}): Summary => ({
  jobs: 1,
  done: 1,
  refused: 0,
  gaveUp: 0,
  cutOff: 0,
  doneLocally: 1,
  spending: {
    totalUsd: 1,
    byItem: { compute: 1, ingress: 0, 'source-egress': 0, egress: 0, storage: 0 },
    byProvider: { local: 1 },
  },
  waitHours: buildDistribution(0),
  completionHours: buildDistribution(1),
  withDeadline: 0,
  late: 0,
  lateHours: buildDistribution(0, 0),
  interruptions: 0,
  decisions: 1,
  uploadedGB: 0,
  downloadedGB: 0,
  hardware: [{ name: 'offer box-1', busyHours: 1, utilisation: 0.5 }],
  localUtilisation: 0.5,
  refusals: {},
  ...changes,
})

/** The numbers that the checks read, counted from jobs. */
const summaryOf = (jobs: readonly JobOutcome[]): Summary => {
  const ended = (end: JobOutcome['end']): number => jobs.filter((job) => job.end === end).length
  const { spending } = buildSummary()
  return buildSummary({
    jobs: jobs.length,
    done: ended('done'),
    refused: ended('refused'),
    gaveUp: ended('gave-up'),
    cutOff: ended('cut-off'),
    spending: { ...spending, totalUsd: jobs.reduce((total, { usd }) => total + usd, 0) },
  })
}

/** A result with these jobs and the summary of them. */
export const buildResult = (
  jobs: readonly JobOutcome[],
  changes: Partial<SimulationResult> = {},
): SimulationResult => ({
  seed: 7,
  policy: { strategy: { kind: 'cost-first' } },
  market: 'test market',
  startMs,
  endMs: startMs + hourMs,
  summary: summaryOf(jobs),
  jobs,
  decisions: [],
  violations: [],
  assumptions: [],
  ...changes,
})

/** The same result as if its jobs had not been kept. */
export const withoutJobs = (result: SimulationResult): SimulationResult => ({ ...result, jobs: [] })
