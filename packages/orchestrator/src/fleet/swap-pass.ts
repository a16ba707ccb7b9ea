import { type Seating, usdOn } from './seating.ts'
import type { Option, Wish } from './wish.ts'

/** What jobs get another machine. The last move of a job counts. */
type Moves = readonly (readonly [wish: Wish, option: Option | undefined])[]

/** Moves, and what the first job costs then, with what those cost more who give way to it (USD). */
interface Plan {
  readonly usd: number
  readonly moves: Moves
}

/** How many jobs may push each other on in one swap. */
const longestChain = 4

/** Most machines that are looked at in one pass; then it ends where it is. */
const mostLooks = 50_000

/** Savings below this are rounding (USD). */
const leastSavingUsd = 1e-6

const cheapest = (wish: Wish): number =>
  Math.min(usdOn(wish, undefined), ...wish.options.map((option) => usdOn(wish, option)))

/** Makes moves, all at once, and gives what takes them back. */
const make = (moves: Moves, seating: Seating): (() => void) => {
  const after = new Map(moves)
  const before = [...after.keys()].map((wish) => [wish, seating.seatOf(wish)] as const)
  const seatAll = (seats: Moves): void => {
    for (const [wish] of seats) seating.seat(wish, undefined)
    for (const [wish, option] of seats) seating.seat(wish, option)
  }
  seatAll([...after])
  return () => seatAll(before)
}

/**
 * Lets jobs push each other on where all of them together cost less for it: a job takes a machine, who had it takes another, and so on.
 *
 * @param wishes - All jobs, in the order in which they get their turn.
 * @param seating - Who has what; it is changed.
 * @returns Whether anything was changed.
 */
export const swapPass = (wishes: readonly Wish[], seating: Seating): boolean => {
  const least = new Map(wishes.map((wish) => [wish, cheapest(wish)]))
  const usdNow = (wish: Wish): number => usdOn(wish, seating.seatOf(wish))
  let looks = 0

  /** Puts jobs somewhere that have no machine now. */
  const reseat = (homeless: readonly Wish[], locked: ReadonlySet<Wish>, depth: number): Plan => {
    const [first, ...others] = homeless
    if (first === undefined) return { usd: 0, moves: [] }
    const plan = planFor(first, locked, depth)
    const takeBack = make(plan.moves, seating)
    const rest = reseat(others, locked, depth)
    takeBack()
    return { usd: plan.usd + rest.usd, moves: [...plan.moves, ...rest.moves] }
  }

  /** Takes a machine from those who have it. */
  const push = (
    wish: Wish,
    option: Option,
    holders: readonly Wish[],
    depth: number,
    locked: ReadonlySet<Wish>,
  ): Plan => {
    const usdBefore = holders.reduce((sum, holder) => sum + usdNow(holder), 0)
    const takeBack = make([...holders.map((holder) => [holder, undefined] as const), [wish, option]], seating)
    const rest = reseat(holders, new Set([...locked, wish]), depth - 1)
    takeBack()
    return { usd: usdOn(wish, option) + rest.usd - usdBefore, moves: [[wish, option], ...rest.moves] }
  }

  /** The cheapest way to put a job somewhere that has no machine now. */
  const planFor = (wish: Wish, locked: ReadonlySet<Wish>, depth: number): Plan => {
    let best: Plan = { usd: usdOn(wish, undefined), moves: [[wish, undefined]] }
    for (const option of wish.options) {
      looks += 1
      if (looks > mostLooks) return best
      const usd = usdOn(wish, option)
      const holders = seating.holdersOf(option, wish)
      if (holders.length === 0) {
        // It is preferred to all that come after it, also where it costs more: that is the policy's choice.
        const isBetter = usd <= best.usd || best.moves[0]?.[1] === undefined
        return isBetter ? { usd, moves: [[wish, option]] } : best
      }
      const bound = holders.reduce((sum, one) => sum + (least.get(one) ?? 0) - usdNow(one), usd)
      if (depth === 0 || bound >= best.usd || holders.some((one) => locked.has(one))) continue
      const plan = push(wish, option, holders, depth, locked)
      if (plan.usd < best.usd) best = plan
    }
    return best
  }

  let isChanged = false
  for (const wish of wishes) {
    const had = seating.seatOf(wish)
    seating.seat(wish, undefined)
    const plan = planFor(wish, new Set(), longestChain)
    seating.seat(wish, had)
    if (looks > mostLooks) return isChanged
    if (plan.usd >= usdOn(wish, had) - leastSavingUsd) continue
    make(plan.moves, seating)
    isChanged = true
  }
  return isChanged
}
