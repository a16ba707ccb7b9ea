import type { ListError, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { PageRequest } from './query.ts'
import { addRows, type Rows, readRows } from './rows.ts'
import { advance, gapBefore, hasSeenAll, limitedTo, partOf, requestOf, startWalk, type Walk } from './walk.ts'

/** How a listing is collected. */
export interface PagePlan {
  /** Rows of one request at most. */
  readonly limit: number
  /** Requests at most. */
  readonly maximumRequests: number
  /** Whether the lowest bids matter, which a search by price may cut off. */
  readonly includeInterruptible: boolean
  /** Sends a request, at once if it is the first of the listing, else after a pause, and gives the rows of its reply. */
  readonly search: (request: PageRequest, isFirst: boolean) => Promise<Result<readonly unknown[], ListError>>
}

/** Everything that the requests of a listing brought. */
export interface Pages {
  /** The rows. */
  readonly rows: Rows
  /** What is missing. */
  readonly warnings: readonly Warning[]
}

/** A listing on its way. */
interface Progress extends Pages {
  readonly walks: readonly Walk[]
  readonly requests: number
}

/** First each walk's cheapest, then the walks to their ends. */
const nextWalk = (walks: readonly Walk[]): Walk | undefined => {
  if (walks.some(hasSeenAll)) return undefined
  const open = walks.filter(({ end }) => end === undefined)
  return open.find(({ reached }) => reached === undefined) ?? open[0]
}

const addReply = (progress: Progress, walk: Walk, offers: readonly unknown[], limit: number): Progress => {
  const requests = progress.requests + 1
  const rows = readRows(offers, requests)
  const all = addRows(progress.rows, rows)
  const fresh = all.byId.size - progress.rows.byId.size
  const reply = { rows, returned: offers.length, limit, fresh }
  return {
    rows: all,
    warnings: [...progress.warnings, ...gapBefore(walk, reply)],
    walks: progress.walks.map((one) => (one === walk ? advance(walk, reply) : one)),
    requests,
  }
}

const finish = ({ rows, walks, warnings }: Progress): Pages => ({
  rows,
  warnings: walks.some(hasSeenAll) ? warnings : [...warnings, limitedTo(walks)],
})

/**
 * Collects the rows of a listing: the cheapest on demand first, then, if they are not all, the lowest bids, then the rest in the
 * order of their prices.
 *
 * The search has no pages. Each further request asks for values from the last one on, and replies are joined by id.
 *
 * @param plan - How.
 * @returns The rows, with warnings of what a later request failed to bring or what was left out; or why the first one failed.
 */
export const collectPages = async (plan: PagePlan): Promise<Result<Pages, ListError>> => {
  const walks = [startWalk('dph_total'), ...(plan.includeInterruptible ? [startWalk('min_bid')] : [])]
  let progress: Progress = { rows: { byId: new Map(), bad: [] }, walks, warnings: [], requests: 0 }
  for (
    let walk = nextWalk(walks);
    walk !== undefined && progress.requests < plan.maximumRequests;
    walk = nextWalk(progress.walks)
  ) {
    const isFirst = progress.requests === 0
    const reply = await plan.search(requestOf(walk, plan.limit), isFirst)
    if (reply.isOk()) progress = addReply(progress, walk, reply.value, plan.limit)
    else if (isFirst || reply.error.kind === 'cancelled') return err(reply.error)
    else {
      const missing: Warning = { kind: 'part-missing', part: partOf(walk), error: reply.error }
      return ok(finish({ ...progress, warnings: [...progress.warnings, missing] }))
    }
  }
  return ok(finish(progress))
}
