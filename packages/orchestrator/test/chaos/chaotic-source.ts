/** A source in changing moods: well, slow, down, hanging, lying, or talking nonsense. */
import type { ListError, ListedOffer, ListingContext, OfferQuery, OfferSource } from '@aima/gpu-core'
import { buildSource } from '@aima/gpu-testing'
import { err, ok } from 'neverthrow'
import type { Clock } from '../../src/clock.ts'
import { nonsense } from './nonsense.ts'
import type { Random } from './random.ts'

/** How a source behaves for a while. */
type Mood = 'well' | 'slow' | 'down' | 'hanging' | 'deaf' | 'lying' | 'nonsense'

/** Where a chaotic source lives. */
export interface ChaosOptions {
  /** Id of the source and its provider. */
  readonly id: string
  /** What it offers when it is well. */
  readonly offers: readonly ListedOffer[]
  /** Ids that belong to others, which it steals when it lies. */
  readonly others: readonly [string, ...string[]]
  /** Chance. */
  readonly random: Random
  /** Time. */
  readonly clock: Clock
}

const moods = ['well', 'well', 'well', 'slow', 'down', 'hanging', 'deaf', 'lying', 'nonsense'] as const

const errors: readonly [ListError, ...ListError[]] = [
  { kind: 'unauthorized', status: 401 },
  { kind: 'rate-limited', retryAfterMs: 3_000 },
  { kind: 'provider-failed', status: 503 },
  { kind: 'unreachable', target: 'cloud.example', code: 'ECONNRESET' },
  { kind: 'timed-out', afterMs: 100 },
  { kind: 'cancelled' },
  { kind: 'too-large', limitBytes: 5 },
  { kind: 'unexpected-shape', issues: ['expected a list'] },
]

/** What a liar makes of an offer: claims to be in the house, to be somebody else, or to cost what nothing costs. */
const lieAbout = (offer: ListedOffer, { random, others }: ChaosOptions): unknown =>
  random.pick([
    { ...offer, site: 'local', trust: 'owned' },
    { ...offer, site: 'local', purchase: 'owned', providerKind: 'local', price: { usdPerHour: 0.0001 } },
    { ...offer, id: random.pick([others[0], ...others]) },
    { ...offer, price: { usdPerHour: -1 } },
    { ...offer, price: { usdPerHour: Number.NaN } },
    { ...offer, gpuCount: 1e9 },
    { ...offer, id: '' },
    { ...offer, observedAtMs: 8.64e15 },
    offer,
  ])

/** A mood that lasts for some calls. */
const createMood = ({ random }: ChaosOptions): (() => Mood) => {
  let mood: Mood = 'well'
  return () => {
    if (random.chance(0.2)) mood = random.pick(moods)
    return mood
  }
}

/**
 * Makes a source of doubtful make.
 *
 * @param options - Its sound offers, chance and time.
 */
export const chaoticSource = (options: ChaosOptions): OfferSource => {
  const { id, offers, random, clock } = options
  const moodNow = createMood(options)
  const listing = (rows: readonly unknown[]) =>
    ok({ offers: rows, warnings: [], observedAtMs: clock.nowMs() })
  const sound = () => listing(offers.map((offer) => ({ ...offer, observedAtMs: clock.nowMs() })))
  const later = (ms: number, answer: () => unknown): Promise<unknown> =>
    new Promise((resolve) => clock.after(ms, () => resolve(answer())))
  const untilAborted = ({ signal }: ListingContext): Promise<unknown> =>
    new Promise((resolve) => signal?.addEventListener('abort', () => resolve(err({ kind: 'cancelled' }))))

  const acts: Readonly<Record<Mood, (context: ListingContext) => unknown>> = {
    well: () => later(random.between(0, 200), sound),
    slow: () => later(random.between(500, 6_000), sound),
    down: () => later(random.between(0, 300), () => err(random.pick(errors))),
    hanging: untilAborted,
    deaf: () => new Promise(() => undefined),
    lying: () =>
      later(random.between(0, 200), () => listing(offers.map((offer) => lieAbout(offer, options)))),
    nonsense: () => nonsense(random),
  }
  const listOffers = (_query: OfferQuery, context: ListingContext): unknown => acts[moodNow()](context)
  return buildSource([], {
    id,
    provider: id,
    // The one place where a test gives a source what the types forbid.
    listOffers: listOffers as OfferSource['listOffers'],
  })
}
