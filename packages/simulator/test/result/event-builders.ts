import type { Policy } from '@aima/gpu-core'
import type { OpenStay, SimulationEvent } from '../../src/events/simulation-event.ts'
import type { BillItem, BillLine } from '../../src/result/bill-line.ts'
import type { Collected } from '../../src/result/collector.ts'
import type { JobOutcome, RefusalCounts, Stay } from '../../src/result/job-outcome.ts'

/** Begin of everything that is built (ms since 1970-01-01 UTC). */
export const startMs = Date.UTC(2026, 8, 1)

export const hourMs = 3_600_000

const policy: Policy = { strategy: { kind: 'cost-first' } }

export const buildCollected = (changes: Partial<Collected> = {}): Collected => ({
  seed: 1,
  policy,
  market: 'built',
  startMs,
  ownedHardware: ['GPU-a', 'GPU-b'],
  keepsJobs: true,
  ...changes,
})

/** A machine at home, from the start on. */
export const buildOpenStay = (changes: Partial<OpenStay> = {}): OpenStay => ({
  offerId: 'local-a',
  provider: 'local',
  site: 'local',
  purchase: 'owned',
  gpu: 'RTX 4090',
  gpuCount: 1,
  hardware: ['offer local-a', 'GPU-a'],
  fromMs: startMs,
  ...changes,
})

/** The same for one hour. */
export const buildStay = (changes: Partial<Stay> = {}): Stay => ({
  ...buildOpenStay(changes),
  workedFromMs: startMs,
  untilMs: startMs + hourMs,
  end: 'done',
  ...changes,
})

const units: Readonly<Record<BillItem, BillLine['unit']>> = {
  compute: 'h',
  ingress: 'GB',
  'source-egress': 'GB',
  egress: 'GB',
  storage: 'GB-month',
}

/** Two hours for 3 USD each. */
export const buildLine = (changes: Partial<BillLine> = {}): BillLine => {
  const { item = 'compute', quantity = 2, usdPerUnit = 3 } = changes
  return {
    jobId: 'job-1',
    offerId: 'local-a',
    provider: 'local',
    item,
    atMs: startMs + hourMs,
    quantity,
    unit: units[item],
    usdPerUnit,
    usd: quantity * usdPerUnit,
    ...changes,
  }
}

/** Done at home in an hour, for nothing. */
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
  stays: [],
  bill: [],
  usd: 0,
  refusals: {},
  ...changes,
})

type EventOf<Kind extends SimulationEvent['kind']> = Extract<SimulationEvent, { readonly kind: Kind }>

export const decided = (
  jobId: string,
  changes: { readonly atMs?: number; readonly offerId?: string | null; readonly refusals?: RefusalCounts },
): EventOf<'decided'> => ({
  kind: 'decided',
  atMs: startMs,
  jobId,
  cause: 'arrived',
  offerId: null,
  refusals: {},
  decision: () => ({ kind: 'invalid-moment', expected: 'not asked for in this test' }),
  ...changes,
})

export const ended = (outcome: JobOutcome): EventOf<'ended'> => ({
  kind: 'ended',
  atMs: outcome.endedAtMs,
  outcome,
})

export const billed = (line: BillLine): EventOf<'billed'> => ({ kind: 'billed', atMs: line.atMs, line })

export const started = (jobId: string, stay: OpenStay): EventOf<'started'> => ({
  kind: 'started',
  atMs: stay.fromMs,
  jobId,
  stay,
})

export const left = (jobId: string, stay: Stay): EventOf<'left'> => ({
  kind: 'left',
  atMs: stay.untilMs,
  jobId,
  stay,
})
