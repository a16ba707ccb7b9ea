/** Random markets, and launches that behave in every way that somebody could think of. */
import type { Job, Offer } from '@aima/gpu-core'
import { buildJob, buildLocalOffer, buildOffer } from '@aima/gpu-testing'
import fc from 'fast-check'
import { err, ok, type Result } from 'neverthrow'
import type { Launch, LaunchFailure, LaunchFailureKind } from '../../src/place/launch.ts'
import { thenable } from './thenable.ts'
import type { VirtualClock } from './virtual-clock.ts'

type Answer = Result<string, LaunchFailure>

/** How a launch behaves, and after how long (ms). Launches have a second. */
interface Behaviour {
  readonly kind:
    | 'succeeds'
    | 'fails'
    | 'throws'
    | 'rejects'
    | 'hangs'
    | 'answers-twice'
    | 'repeats-itself'
    | 'fails-then-succeeds'
    | 'answers-garbage'
    | 'succeeds-when-aborted'
    | 'fails-when-aborted'
  readonly afterMs: number
  readonly failure: LaunchFailureKind
}

export interface Scenario {
  readonly offers: readonly Offer[]
  readonly behaviours: readonly Behaviour[]
  readonly jobs: readonly {
    readonly confidentiality: Job['confidentiality']
    readonly cancelAtMs: number | undefined
  }[]
  readonly confirm: 'yes' | 'no' | 'never' | 'nobody'
  /** Prices are multiplied by these, one after the other, each for a second. */
  readonly priceSteps: readonly number[]
  readonly failsToGather: boolean
}

const failureKind = fc.constantFrom<LaunchFailureKind>(
  'no-capacity',
  'no-quota',
  'price-moved',
  'unauthorized',
  'bad-request',
  'unknown',
)

const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  kind: fc.constantFrom<Behaviour['kind']>(
    'succeeds',
    'fails',
    'fails',
    'throws',
    'rejects',
    'hangs',
    'answers-twice',
    'repeats-itself',
    'fails-then-succeeds',
    'answers-garbage',
    'succeeds-when-aborted',
    'fails-when-aborted',
  ),
  afterMs: fc.constantFrom(0, 10, 900, 1_500, 5_000),
  failure: failureKind,
})

const offer = fc.record({
  isLocal: fc.boolean(),
  usdPerHour: fc.constantFrom(0.1, 0.5, 1, 2, 4),
  provider: fc.constantFrom('aws', 'gcp', 'vastai'),
  zone: fc.constantFrom('a', 'b', undefined),
  exclusiveKey: fc.constantFrom(undefined, undefined, 'box-1', 'box-2'),
  isSpot: fc.boolean(),
})

const toOffer = (
  facts: typeof offer extends fc.Arbitrary<infer Facts> ? Facts : never,
  index: number,
): Offer => {
  const { exclusiveKey, usdPerHour, provider, zone, isSpot } = facts
  const shared =
    exclusiveKey === undefined
      ? {}
      : { exclusiveKeys: [`${facts.isLocal ? 'own' : 'rented'}-${exclusiveKey}`] }
  if (facts.isLocal) return buildLocalOffer({ id: `local-${index}`, ...shared })
  return buildOffer({
    ...shared,
    id: `cloud-${index}`,
    provider,
    purchase: isSpot ? 'spot' : 'on-demand',
    place: { region: 'eu-1', ...(zone === undefined ? {} : { zone }) },
    price: { usdPerHour },
  })
}

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  offers: fc.array(offer, { maxLength: 26 }).map((facts) => facts.map(toOffer)),
  behaviours: fc.array(behaviour, { minLength: 1, maxLength: 12 }),
  jobs: fc.array(
    fc.record({
      confidentiality: fc.constantFrom<Job['confidentiality']>('public', 'internal', 'confidential'),
      cancelAtMs: fc.constantFrom(undefined, undefined, 0, 10, 950, 3_000),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  confirm: fc.constantFrom('yes', 'no', 'never', 'nobody'),
  priceSteps: fc.array(fc.constantFrom(1, 1, 1.1, 3), { minLength: 1, maxLength: 4 }),
  failsToGather: fc.boolean(),
})

export const jobsOf = ({ jobs }: Scenario): readonly Job[] =>
  jobs.map(({ confidentiality }, index) => buildJob({ id: `job-${index}`, confidentiality }))

/** What launches did, as their provider knows it. */
export interface Ledger {
  /** Every machine that there ever was. */
  readonly machines: string[]
  /** Which offer was launched for which job. */
  readonly launches: { readonly job: Job; readonly offer: Offer }[]
  /** Tokens of leases whose launch has not ended. */
  readonly running: Set<number>
}

/** Launches that behave as the scenario says, the next one as the next behaviour. */
export const launchesOf = ({ behaviours }: Scenario, clock: VirtualClock, ledger: Ledger): Launch<string> => {
  const perform = (
    { kind, afterMs, failure }: Behaviour,
    signal: AbortSignal,
    answer: (value: Answer) => void,
    reject: (cause: unknown) => void,
  ): void => {
    const machine = (): Answer => {
      ledger.machines.push(`m-${ledger.machines.length}`)
      return ok(`m-${ledger.machines.length - 1}`)
    }
    const later = (call: () => void): void => void clock.after(afterMs, call)
    const whenAborted = (call: () => void): void => signal.addEventListener('abort', call)
    const twice = (first: Answer, second: Answer): void => {
      answer(first)
      answer(second)
    }
    const acts: Readonly<Record<Behaviour['kind'], () => void>> = {
      succeeds: () => later(() => answer(machine())),
      fails: () => later(() => answer(err({ kind: failure }))),
      throws: () => {
        throw new Error('thrown')
      },
      rejects: () => later(() => reject(new Error('rejected'))),
      hangs: () => undefined,
      'answers-twice': () => later(() => twice(machine(), machine())),
      'repeats-itself': () =>
        later(() => {
          const same = machine()
          twice(same, same)
        }),
      'fails-then-succeeds': () => later(() => twice(err({ kind: failure }), machine())),
      'answers-garbage': () => later(() => answer(JSON.parse('{"isOk":true}'))),
      'succeeds-when-aborted': () => whenAborted(() => answer(machine())),
      'fails-when-aborted': () => whenAborted(() => answer(err({ kind: failure }))),
    }
    acts[kind]()
  }
  return (candidate, { signal, job, leases }) => {
    const number = ledger.launches.length
    const behaviour = behaviours[number % behaviours.length] ?? {
      kind: 'hangs',
      afterMs: 0,
      failure: 'unknown',
    }
    const token = leases[0]?.token ?? 0
    ledger.launches.push({ job, offer: candidate.offer })
    ledger.running.add(token)
    if (behaviour.kind === 'throws') {
      ledger.running.delete(token)
      throw new Error('thrown')
    }
    const ended =
      <T>(call: (value: T) => void) =>
      (value: T): void => {
        ledger.running.delete(token)
        call(value)
      }
    return thenable((answer, reject) => perform(behaviour, signal, ended(answer), ended(reject)))
  }
}
