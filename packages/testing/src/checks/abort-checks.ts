import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import type { CancelSignal } from '@aima/gpu-core'
import { type Check, type ChecksFor, withReplies } from '../contract/check.ts'
import type { CheckName } from '../contract/check-name.ts'
import type { ContractReplies } from '../contract/contract.ts'
import { errorOf, listingOf, type Outcome } from '../contract/outcome.ts'
import { errorReply, spoiltRoutes, spoiltWhere } from '../contract/spoilt-routes.ts'
import type { Stage } from '../contract/visit.ts'
import type { Fault } from '../replay/fault.ts'
import { type RecordedRequest, requestKey } from '../replay/recorded-request.ts'
import type { Route } from '../replay/reply.ts'
import { isSettledWithin, turns, within } from '../watching/patience.ts'

/** Turns of the event loop in which a reply's headers and the beginning of its body reach their reader. */
const readingTurns = 20

const faultRoutes = (replies: ContractReplies, fault: Fault): readonly Route[] =>
  spoiltRoutes(replies, (good) => ({ ...good, fault }))

const hanging = (replies: ContractReplies): readonly Route[] => faultRoutes(replies, { kind: 'hang' })

/** What ends a listing that hangs: it must be cancelled in time, and nothing may stay open. */
const assertCancelled = async (
  listing: Promise<Outcome>,
  { limits: { abortWithinMs } }: Stage,
): Promise<void> => {
  assert.ok(
    await isSettledWithin(listing, abortWithinMs),
    `goes on for more than ${abortWithinMs} ms after the abort`,
  )
  errorOf(await listing, ['cancelled'])
}

const abortCheck = (
  replies: ContractReplies,
  { name, promise, fault }: { readonly name: CheckName; readonly promise: string; readonly fault: Fault },
): Check => ({
  name,
  promise,
  run: (stage) =>
    stage.visit(faultRoutes(replies, fault), async ({ server, list }) => {
      const controller = new AbortController()
      const listing = list({ signal: controller.signal })
      await within(server.requestsArrived(1), stage.limits.patienceMs, 'the way to the first request')
      await turns(readingTurns)
      controller.abort()
      await assertCancelled(listing, stage)
      await within(server.settled(), stage.limits.patienceMs, 'a request that was cancelled')
    }),
})

/** The requests of a listing of which all goes well, in order. */
const requestsOf = (stage: Stage, routes: readonly Route[]): Promise<readonly string[]> =>
  stage.visit(routes, async ({ server, list }) => {
    listingOf(await list())
    return server.requests.map(requestKey)
  })

/** A listing that is cancelled has no missing page: it is cancelled. A source that sends one request cannot get it wrong. */
const abortLateCheck = ({ happy, paged }: ContractReplies): Check => ({
  name: 'abort-late',
  promise: 'is cancelled as a whole when its last request is',
  run: async (stage) => {
    const routes = paged?.routes ?? happy
    const keys = await requestsOf(stage, routes)
    const isLast = (request: RecordedRequest): boolean => requestKey(request) === keys.at(-1)
    if (keys.length < 2) return
    const hangingAtLast = spoiltWhere(routes, isLast, (good) => ({ ...good, fault: { kind: 'hang' } }))
    await stage.visit(hangingAtLast, async ({ server, list }) => {
      const controller = new AbortController()
      const listing = list({ signal: controller.signal })
      await within(
        server.requestsArrived(keys.length),
        stage.limits.patienceMs,
        'the way to the last request',
      )
      controller.abort()
      await assertCancelled(listing, stage)
    })
  },
})

const abortOfOneCheck = (replies: ContractReplies): Check => ({
  name: 'abort-of-one',
  promise: 'goes on with one listing when another is cancelled',
  run: (stage) =>
    stage.visit(hanging(replies), async ({ server, list }) => {
      const controllers = [new AbortController(), new AbortController()] as const
      const [one, other] = controllers.map(({ signal }) => list({ signal }))
      if (one === undefined || other === undefined) return
      await within(server.requestsArrived(1), stage.limits.patienceMs, 'the way to the first request')
      controllers[0].abort()
      await assertCancelled(one, stage)
      assert.equal(await isSettledWithin(other, 0), false, 'the other listing ended too')
      controllers[1].abort()
      await assertCancelled(other, stage)
    }),
})

/** The least that a caller may pass: an object of the documented shape, which is no `AbortSignal`. */
const plainSignal = () => {
  const listeners = new Set<() => void>()
  const state = { aborted: false }
  const signal: CancelSignal = {
    get aborted() {
      return state.aborted
    },
    reason: 'enough',
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  }
  const abort = (): void => {
    state.aborted = true
    for (const listener of [...listeners]) listener()
  }
  return { signal, abort, listeners }
}

const plainSignalCheck = (replies: ContractReplies): Check => ({
  name: 'plain-signal',
  promise: 'is cancelled by any signal of the documented shape',
  run: (stage) =>
    stage.visit(hanging(replies), async ({ server, list }) => {
      const { signal, abort } = plainSignal()
      const listing = list({ signal })
      await within(server.requestsArrived(1), stage.limits.patienceMs, 'the way to the first request')
      abort()
      await assertCancelled(listing, stage)
    }),
})

const listenersCheck = (replies: ContractReplies): Check => ({
  name: 'no-listeners',
  promise: 'leaves no listener on a signal, and does not mind an abort that comes late',
  run: (stage) =>
    stage.visit(replies.happy, async ({ server, list }) => {
      const controller = new AbortController()
      const { signal, listeners } = plainSignal()
      for (const one of [controller.signal, signal]) listingOf(await list({ signal: one }))
      server.serve(spoiltRoutes(replies, () => errorReply(replies, 500)))
      for (const one of [controller.signal, signal]) errorOf(await list({ signal: one }), ['provider-failed'])
      assert.equal(
        getEventListeners(controller.signal, 'abort').length + listeners.size,
        0,
        'listeners are left',
      )
      controller.abort()
    }),
})

/** Checks of listings that are cancelled. */
export const abortChecks: ChecksFor = withReplies((replies) => [
  abortCheck(replies, {
    name: 'abort',
    promise: 'ends soon after an abort, and hangs up',
    fault: { kind: 'hang' },
  }),
  abortCheck(replies, {
    name: 'abort-in-body',
    promise: 'ends soon after an abort in the middle of a body, and hangs up',
    fault: { kind: 'hang-in-body' },
  }),
  abortLateCheck(replies),
  abortOfOneCheck(replies),
  plainSignalCheck(replies),
  listenersCheck(replies),
])
