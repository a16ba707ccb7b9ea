import type { Confidentiality } from '@aima/gpu-core'
import { fc } from '@fast-check/vitest'
import type { OpenStay, SimulationEvent } from '../../src/events/simulation-event.ts'
import type { BillItem, BillLine } from '../../src/result/bill-line.ts'
import type { JobEnd, Stay } from '../../src/result/job-outcome.ts'
import {
  billed,
  buildLine,
  buildOpenStay,
  buildOutcome,
  decided,
  ended,
  hourMs,
  left,
  started,
  startMs,
} from './event-builders.ts'

const minuteMs = 60_000

const machines = {
  'local-a': buildOpenStay(),
  'local-b': buildOpenStay({ offerId: 'local-b', hardware: ['offer local-b', 'GPU-b'] }),
  // The whole box: excludes the two others.
  'local-box': buildOpenStay({ offerId: 'local-box', gpuCount: 2, hardware: ['GPU-a', 'GPU-b'] }),
  'aws-1': buildOpenStay({
    offerId: 'aws-1',
    provider: 'aws',
    site: 'cloud',
    purchase: 'on-demand',
    hardware: [],
  }),
  'gcp-1': buildOpenStay({
    offerId: 'gcp-1',
    provider: 'gcp',
    site: 'cloud',
    purchase: 'spot',
    hardware: [],
  }),
} satisfies Record<string, OpenStay>

type MachineName = keyof typeof machines

interface StayPlan {
  readonly waitMinutes: number
  readonly minutes: number
  readonly machine: MachineName
  readonly items: readonly {
    readonly item: BillItem
    readonly quantity: number
    readonly usdPerUnit: number
  }[]
}

interface JobPlan {
  readonly gapMinutes: number
  readonly confidentiality: Confidentiality
  readonly stays: readonly StayPlan[]
  readonly downloadMinutes: number
  readonly unfinished: Exclude<JobEnd, 'done'>
}

const line = (item: BillItem) =>
  fc.record({
    item: fc.constant(item),
    quantity: fc.double({ min: 0.01, max: 1000, noNaN: true }),
    usdPerUnit: fc.double({ min: 0.001, max: 100, noNaN: true }),
  })

const stayPlan = (names: readonly MachineName[]): fc.Arbitrary<StayPlan> =>
  fc.record({
    waitMinutes: fc.integer({ min: 1, max: 90 }),
    minutes: fc.integer({ min: 1, max: 300 }),
    machine: fc.constantFrom(...names),
    items: fc
      .tuple(
        line('compute'),
        fc.array(fc.constantFrom<BillItem>('ingress', 'source-egress', 'egress', 'storage').chain(line), {
          maxLength: 2,
        }),
      )
      .map(([compute, others]) => [compute, ...others]),
  })

const jobPlan: fc.Arbitrary<JobPlan> = fc
  .constantFrom<Confidentiality>('public', 'internal', 'confidential')
  .chain((confidentiality) =>
    fc.record({
      gapMinutes: fc.integer({ min: 0, max: 120 }),
      confidentiality: fc.constant(confidentiality),
      stays: fc.array(
        stayPlan(
          confidentiality === 'confidential'
            ? ['local-a', 'local-b', 'local-box']
            : ['local-a', 'local-b', 'local-box', 'aws-1', 'gcp-1'],
        ),
        { maxLength: 3 },
      ),
      downloadMinutes: fc.integer({ min: 0, max: 20 }),
      unfinished: fc.constantFrom('refused', 'gave-up', 'cut-off'),
    }),
  )

/** Until when each piece of hardware is taken. */
type Taken = Map<string, number>

const firstFree = (taken: Taken, { hardware }: OpenStay, fromMs: number): number =>
  Math.max(fromMs, ...hardware.map((name) => taken.get(name) ?? 0))

/** One stay with its lines; the hardware is taken until its end. */
const toStay = (
  taken: Taken,
  plan: StayPlan,
  head: { readonly readyMs: number; readonly end: Stay['end'] },
): Stay => {
  const machine = machines[plan.machine]
  const fromMs = firstFree(taken, machine, head.readyMs + plan.waitMinutes * minuteMs)
  const untilMs = fromMs + plan.minutes * minuteMs
  for (const name of machine.hardware) taken.set(name, untilMs)
  const workedFromMs = plan.minutes > 10 ? fromMs + 5 * minuteMs : null
  return { ...machine, fromMs, workedFromMs, untilMs, end: head.end }
}

const linesOf = (jobId: string, plan: StayPlan, { offerId, provider, untilMs }: Stay): readonly BillLine[] =>
  plan.items.map((item) => buildLine({ ...item, jobId, offerId, provider, atMs: untilMs }))

const interrupted = (jobId: string, { offerId, untilMs: atMs }: Stay): SimulationEvent => ({
  kind: 'interrupted',
  atMs,
  jobId,
  offerId,
})

const stayEvents = (jobId: string, stay: Stay, lines: readonly BillLine[]): readonly SimulationEvent[] => {
  const { workedFromMs: _, untilMs: __, end: ___, ...open } = stay
  return [
    decided(jobId, { atMs: stay.fromMs, offerId: stay.offerId }),
    started(jobId, open),
    ...(stay.end === 'interrupted' ? [interrupted(jobId, stay)] : []),
    left(jobId, stay),
    ...lines.map(billed),
  ]
}

const jobEvents = (
  taken: Taken,
  plan: JobPlan,
  head: { readonly id: string; readonly atMs: number },
): readonly SimulationEvent[] => {
  const { id, atMs } = head
  const { confidentiality } = plan
  let readyMs = atMs
  const stays: Stay[] = []
  const bill: BillLine[] = []
  const events: SimulationEvent[] = [
    { kind: 'arrived', atMs, job: { id, confidentiality } },
    decided(id, { atMs, refusals: { 'price-unknown': 1 } }),
  ]
  for (const [index, stayPlan] of plan.stays.entries()) {
    const isLast = index === plan.stays.length - 1
    const stay = toStay(taken, stayPlan, { readyMs, end: isLast ? 'done' : 'interrupted' })
    const lines = linesOf(id, stayPlan, stay)
    events.push(...stayEvents(id, stay, lines))
    stays.push(stay)
    bill.push(...lines)
    readyMs = stay.untilMs
  }
  const endedAtMs = readyMs + (stays.length === 0 ? minuteMs : plan.downloadMinutes * minuteMs)
  const outcome = buildOutcome({
    jobId: id,
    confidentiality,
    arrivedAtMs: atMs,
    endedAtMs,
    end: stays.length === 0 ? plan.unfinished : 'done',
    waitHours: (endedAtMs - atMs - stays.reduce((sum, stay) => sum + stay.untilMs - stay.fromMs, 0)) / hourMs,
    completionHours: (endedAtMs - atMs) / hourMs,
    interruptions: Math.max(0, stays.length - 1),
    decisions: stays.length + 1,
    stays,
    bill,
    usd: bill.reduce((sum, { usd }) => sum + usd, 0),
  })
  return [...events, ended(outcome)]
}

/** At one moment, what ends comes before what begins. */
const ranks: Readonly<Record<SimulationEvent['kind'], number>> = {
  interrupted: 0,
  left: 1,
  billed: 2,
  ended: 3,
  arrived: 4,
  decided: 5,
  queued: 6,
  started: 7,
  assumed: 8,
  violated: 9,
}

const inOrder = (one: SimulationEvent, other: SimulationEvent): number =>
  one.atMs - other.atMs || ranks[one.kind] - ranks[other.kind]

const eventsOf = (plans: readonly JobPlan[]): readonly SimulationEvent[] => {
  const taken: Taken = new Map()
  let atMs = startMs
  const events = plans.flatMap((plan, index) => {
    atMs += plan.gapMinutes * minuteMs
    return jobEvents(taken, plan, { id: `job-${index + 1}`, atMs })
  })
  return events.sort(inOrder)
}

/** What a simulation without a fault may tell: jobs with none to three machines each, that share three owned ones. */
export const soundEvents: fc.Arbitrary<readonly SimulationEvent[]> = fc
  .array(jobPlan, { minLength: 1, maxLength: 6 })
  .map(eventsOf)
