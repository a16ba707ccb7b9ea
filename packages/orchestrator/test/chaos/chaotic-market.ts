/** A house with eight GPUs and a rock of a cloud, among sources of doubtful make. */
import type { Job, ListedOffer, Needs, Offer, OfferSource } from '@aima/gpu-core'
import { buildJob, buildListedOffer, buildLocalOffer, buildSource } from '@aima/gpu-testing'
import { okAsync } from 'neverthrow'
import type { Clock } from '../../src/clock.ts'
import { createOrchestrator, type Orchestrator, type OrchestratorOptions } from '../../src/index.ts'
import { chaoticSource } from './chaotic-source.ts'
import type { CountedClock } from './counted-clock.ts'
import type { Random } from './random.ts'

/** Longest time that a source may take (ms). */
export const sourceDeadlineMs = 2_000

/** What one hour on the cloud that never fails costs (USD). */
const rockUsdPerHour = 3

/** What `launch` says of where an offer really is, which no lie about its site changes. */
const inHouse = { isInHouse: true }

const listed = ({ site: _, ...offer }: Offer): ListedOffer => offer

const gpuNames: readonly string[] = Array.from({ length: 8 }, (_, index) => `gpu-${index}`)

const ownedOf = (name: string, gpus: readonly string[]): ListedOffer =>
  listed(
    buildLocalOffer({
      id: `house/${name}`,
      source: 'house',
      gpuCount: gpus.length,
      exclusiveKeys: gpus.map((gpu) => `house/${gpu}`),
      launch: inHouse,
    }),
  )

/** The eight GPUs of the house: each for itself, and in pairs. */
export const houseOffers: readonly ListedOffer[] = [
  ...gpuNames.map((gpu) => ownedOf(gpu, [gpu])),
  ...[0, 2, 4, 6].map((first) => ownedOf(`pair-${first}`, gpuNames.slice(first, first + 2))),
]

const shedOffers: readonly ListedOffer[] = [0, 1, 2].map((index) =>
  listed(buildLocalOffer({ id: `shed/gpu-${index}`, source: 'shed', provider: 'shed', launch: inHouse })),
)

const cloudOffers = (id: string, random: Random): readonly ListedOffer[] =>
  Array.from({ length: 8 }, (_, index) =>
    buildListedOffer({
      id: `${id}/${index}`,
      source: id,
      provider: id,
      gpuCount: 1 + (index % 2),
      purchase: random.chance(0.3) ? 'spot' : 'on-demand',
      place: { region: `${id}-${index % 3}`, country: 'DE' },
      price: { usdPerHour: 0.05 + random.next() * 5 },
    }),
  )

const steady = (id: string, offers: readonly ListedOffer[], clock: Clock): OfferSource =>
  buildSource([], {
    id,
    provider: id,
    listOffers: (_query, { nowMs }) =>
      okAsync({
        offers: offers.map((offer) => ({ ...offer, observedAtMs: clock.nowMs() })),
        warnings: [],
        observedAtMs: nowMs,
      }),
  })

const cloudIds = ['aws', 'gcp', 'runpod', 'vastai', 'lambda', 'nebius'] as const

/**
 * Opens the market.
 *
 * @param random - Chance.
 * @param clock - Time.
 * @param changes - Other options.
 */
export const openChaos = (
  random: Random,
  clock: CountedClock,
  changes: Partial<OrchestratorOptions> = {},
): Orchestrator => {
  const ownIds = ['house/gpu-0', 'aws/1', 'vastai/2'] as const
  const otherIds = ['rock/0', 'house/gpu-0', 'shed/gpu-1', 'aws/1', 'vastai/2'] as const
  const { theirs } = clock
  const rock = buildListedOffer({
    id: 'rock/0',
    source: 'rock',
    provider: 'rock',
    price: { usdPerHour: rockUsdPerHour },
  })
  return createOrchestrator({
    local: [
      steady('house', houseOffers, clock),
      chaoticSource({ id: 'shed', offers: shedOffers, others: ownIds, random, clock: theirs }),
    ],
    cloud: [
      steady('rock', [rock, { ...rock, id: 'rock/1', gpuCount: 2 }], clock),
      ...cloudIds.map((id) =>
        chaoticSource({ id, offers: cloudOffers(id, random), others: otherIds, random, clock: theirs }),
      ),
    ],
    policy: { strategy: { kind: 'cost-first' } },
    sourceDeadlineMs,
    cacheAges: { local: { freshMs: 100, staleMs: 1_000 }, 'gpu-cloud': { freshMs: 300, staleMs: 2_000 } },
    breakForMs: 800,
    clock,
    ...changes,
  })._unsafeUnwrap()
}

const needs: readonly [Needs, ...Needs[]] = [
  {},
  { vramGiB: 16 },
  { vramGiB: 24 },
  { allowedModels: ['RTX 4090'] },
  { gpuCount: 2 },
]

/** A job of any kind; a few dozen ask for different things. */
export const anyJob = (random: Random, index: number): Job =>
  buildJob({
    id: `job-${index}`,
    confidentiality: random.pick(['public', 'internal', 'confidential']),
    urgency: random.pick(['normal', 'high']),
    needs: random.pick(needs),
    ...(random.chance(0.3) ? { clearance: { countries: ['DE'] } } : {}),
    allowSpot: random.chance(0.7),
  })

/** Whether an offer is really in the house. */
export const isInHouse = ({ launch: { isInHouse: mark } }: Pick<Offer, 'launch'>): boolean => mark === true
