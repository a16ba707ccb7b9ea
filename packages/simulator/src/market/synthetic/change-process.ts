import FlatQueue from 'flatqueue'
import type { MarketChange } from '../market.ts'

/** What changes one thing of one offer again and again. It is asked for a time to wait, then for the change, and so on. */
export interface ChangeProcess {
  /** Draws the time until its next change (ms). */
  readonly waitMs: () => number
  /** Gives the change (at ms since 1970-01-01 UTC). */
  readonly change: (atMs: number) => MarketChange
}

/** From when until when changes are made (ms since 1970-01-01 UTC). */
export interface ChangeSpan {
  /** Start. */
  readonly startMs: number
  /** End (exclusive). */
  readonly untilMs: number
}

/**
 * Gives the changes of many processes in order of time, one after the other as they are asked for: only the next time of each is kept.
 *
 * @param processes - New processes, which are used up by this.
 * @param span - From when until when.
 */
export function* changesOfProcesses(
  processes: readonly ChangeProcess[],
  { startMs, untilMs }: ChangeSpan,
): Generator<MarketChange, void, undefined> {
  const queue = new FlatQueue<number>()
  const plan = (index: number, process: ChangeProcess, fromMs: number): void => {
    const nextMs = Math.max(fromMs + 1, Math.round(fromMs + process.waitMs()))
    if (nextMs < untilMs) queue.push(index, nextMs)
  }
  for (const [index, process] of processes.entries()) plan(index, process, startMs)
  for (;;) {
    const atMs = queue.peekValue()
    const index = queue.pop()
    const process = index === undefined ? undefined : processes[index]
    if (atMs === undefined || index === undefined || process === undefined) return
    yield process.change(atMs)
    plan(index, process, atMs)
  }
}
