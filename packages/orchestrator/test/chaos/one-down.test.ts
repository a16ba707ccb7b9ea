import type { OfferSource } from '@aima/gpu-core'
import { buildJob, buildListedOffer, buildSource } from '@aima/gpu-testing'
import { errAsync } from 'neverthrow'
import { expect, test } from 'vitest'
import { createOrchestrator, type Orchestrator } from '../../src/index.ts'
import { createVirtualClock, inVirtualTime } from '../place/virtual-clock.ts'

const offerOf = (id: string, usdPerHour: number) =>
  buildListedOffer({ id: `${id}/0`, source: id, provider: id, price: { usdPerHour } })

const sound = (id: string, usdPerHour: number): OfferSource =>
  buildSource([offerOf(id, usdPerHour)], { id, provider: id })

/** How a source may be down; each of these has the cheapest offer when it is not. */
const failures: Readonly<Record<string, () => unknown>> = {
  hangs: () => new Promise(() => undefined),
  'answers with an error': () => errAsync({ kind: 'provider-failed', status: 503 }),
  throws: () => {
    throw new Error('boom')
  },
  rejects: () => Promise.reject(new Error('boom')),
  'answers with nonsense': () => Promise.resolve({ offers: 5 }),
}

const downBy = (fail: () => unknown): OfferSource =>
  // The one place where a test gives a source what the types forbid.
  buildSource([], { id: 'down', provider: 'down', listOffers: fail as OfferSource['listOffers'] })

test.each(Object.entries(failures))(
  'a source that %s costs its own offers and no others',
  async (_how, fail) => {
    const clock = createVirtualClock()
    const open = (...more: readonly OfferSource[]): Orchestrator =>
      createOrchestrator({
        cloud: [sound('a', 2), ...more, sound('b', 1)],
        policy: { strategy: { kind: 'cost-first' } },
        sourceDeadlineMs: 1_000,
        clock,
      })._unsafeUnwrap()
    const decideWith = async (orchestrator: Orchestrator) => {
      const { decision } = (await inVirtualTime(orchestrator.decide(buildJob()), clock))._unsafeUnwrap()
      return { ...decision, nowMs: 0 }
    }
    const without = open()
    const withIt = open(downBy(fail))
    expect(await decideWith(withIt)).toEqual(await decideWith(without))
    await Promise.all([without.close(), withIt.close()])
    expect(clock.pending()).toBe(0)
  },
)
