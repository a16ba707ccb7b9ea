import type { Job } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { Clock } from '../../src/clock.ts'
import type { Launch, LaunchFailure, LaunchFailureKind } from '../../src/index.ts'
import { thenable } from '../place/thenable.ts'
import { isInHouse } from './chaotic-market.ts'
import type { Random } from './random.ts'

/** What providers know of launches. */
export interface Ledger {
  /** The job of every machine that there ever was. */
  readonly jobOf: Map<string, Job>
  /** What must not have happened. */
  readonly faults: string[]
}

type Answer = Result<string, LaunchFailure>

const failures: readonly [LaunchFailureKind, ...LaunchFailureKind[]] = [
  'no-capacity',
  'no-quota',
  'price-moved',
  'unauthorized',
  'bad-request',
  'unknown',
]

const ways = [
  ...['succeeds', 'succeeds', 'succeeds', 'fails', 'fails'],
  ...[
    'throws',
    'rejects',
    'hangs',
    'succeeds-late',
    'answers-twice',
    'fails-then-succeeds',
    'talks-nonsense',
  ],
] as const

/** How long a launch may take (ms). */
export const launchTimeoutMs = 1_000

/**
 * Makes launches of doubtful make; only the rock is one that always succeeds.
 *
 * @param ledger - Takes every machine that is made.
 * @param context - Chance and time.
 */
export const flakyLaunch =
  (ledger: Ledger, { random, clock }: { readonly random: Random; readonly clock: Clock }): Launch<string> =>
  ({ offer }, { job, leases }) => {
    if (job.confidentiality === 'confidential' && !isInHouse(offer))
      ledger.faults.push(`${job.id} is confidential and was launched on ${offer.id}`)
    if (offer.site === 'local' && leases.length === 0)
      ledger.faults.push(`${offer.id} was launched without a lease`)
    const machine = (): Answer => {
      const name = `machine-${ledger.jobOf.size} on ${offer.id}`
      ledger.jobOf.set(name, job)
      return ok(name)
    }
    const failure = (): Answer => err({ kind: random.pick(failures) })
    const later = (ms: number, call: () => void): void => void clock.after(ms, call)
    const way = offer.provider === 'rock' ? 'succeeds' : random.pick([ways[0], ...ways])
    if (way === 'throws') throw new Error('thrown')
    return thenable((answer, reject) => {
      const soonMs = random.between(0, 900)
      if (way === 'succeeds') later(soonMs, () => answer(machine()))
      else if (way === 'fails') later(soonMs, () => answer(failure()))
      else if (way === 'rejects') later(soonMs, () => reject(new Error('rejected')))
      else if (way === 'succeeds-late')
        later(launchTimeoutMs + random.between(1, 4_000), () => answer(machine()))
      else if (way === 'answers-twice') later(soonMs, () => [machine(), machine()].map(answer))
      else if (way === 'talks-nonsense') later(soonMs, () => answer(JSON.parse('{"isOk":true}')))
      else if (way === 'fails-then-succeeds') later(soonMs, () => [failure(), machine()].map(answer))
    })
  }
