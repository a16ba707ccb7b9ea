/** A house with its own GPUs and some clouds, all built by hand, in time that tests move. */
import type { Job, ListedOffer, Listing, OfferQuery, OfferSource, Policy } from '@aima/gpu-core'
import { buildJob, buildListedOffer, buildLocalOffer, buildSource, builtAtMs } from '@aima/gpu-testing'
import { okAsync } from 'neverthrow'
import { onTestFinished } from 'vitest'
import { createOrchestrator } from '../src/create-orchestrator.ts'
import type { OrchestratorOptions } from '../src/options.ts'
import type { Orchestrator } from '../src/orchestrator.ts'
import type { Launch } from '../src/place/launch.ts'
import { createVirtualClock, type VirtualClock } from './gather/virtual-clock.ts'

export const cheapest: Policy = { strategy: { kind: 'cost-first' } }

export const confidential: Job = buildJob({ id: 'case-7', confidentiality: 'confidential' })

/** A source, and what it was asked. */
interface Asked {
  readonly source: OfferSource
  readonly queries: OfferQuery[]
}

const askedSource = (
  offers: readonly ListedOffer[],
  clock: VirtualClock,
  changes: Partial<OfferSource>,
): Asked => {
  const queries: OfferQuery[] = []
  const source = buildSource([], {
    ...changes,
    listOffers: (query) => {
      queries.push(query)
      const observedAtMs = clock.nowMs()
      const listing: Listing = {
        offers: offers.map((offer) => ({ ...offer, observedAtMs })),
        warnings: [],
        observedAtMs,
      }
      return okAsync(listing)
    },
  })
  return { source, queries }
}

/** Owned GPUs as their source lists them: without a site. */
export const ownGpu = (id: string, changes: Partial<ListedOffer> = {}): ListedOffer => {
  const { site: _, ...listed } = buildLocalOffer({ id, launch: { uuids: [`GPU-${id}`] }, ...changes })
  return listed
}

export const rented = (id: string, changes: Partial<ListedOffer> = {}): ListedOffer =>
  buildListedOffer({ id, provider: 'runpod', ...changes })

/** A launch that always succeeds. */
export const launch: Launch<string> = ({ offer }) => okAsync(`machine on ${offer.id}`)

interface House {
  readonly orchestrator: Orchestrator
  readonly clock: VirtualClock
  readonly local: Asked
  readonly cloud: Asked
}

interface HouseOptions extends Partial<OrchestratorOptions> {
  readonly own?: readonly ListedOffer[]
  readonly hired?: readonly ListedOffer[]
}

/** One local source, and one of the cloud; owned GPUs are cheaper. It is closed when the test ends. */
export const houseOf = ({
  own = [ownGpu('own-1')],
  hired = [rented('rented-1')],
  ...changes
}: HouseOptions = {}): House => {
  const clock = createVirtualClock(builtAtMs)
  const local = askedSource(own, clock, { id: 'house', provider: 'local', providerKind: 'local' })
  const cloud = askedSource(hired, clock, { id: 'cloud', provider: 'runpod' })
  const options = { local: [local.source], cloud: [cloud.source], policy: cheapest, clock, ...changes }
  const orchestrator = createOrchestrator(options)._unsafeUnwrap()
  onTestFinished(async () => void (await orchestrator.close()))
  return { orchestrator, clock, local, cloud }
}

/** The offer that wins now. */
export const winnerOf = async ({ orchestrator }: House, job: Job = buildJob()): Promise<string> =>
  (await orchestrator.decide(job)).match(
    ({ decision }) => decision.chosen.offer.id,
    (error) => (error.kind === 'not-decided' ? error.reason.kind : error.kind),
  )

/** A placement, which must succeed. */
export const placedOn = async ({ orchestrator }: House, job: Job = buildJob()) =>
  (await orchestrator.place(job, { launch }))._unsafeUnwrap()
