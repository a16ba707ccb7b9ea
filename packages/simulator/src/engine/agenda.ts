import FlatQueue from 'flatqueue'

/** Something that will happen, unless it is cancelled. */
export interface Appointment {
  /** When (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** Takes it out of the agenda. */
  readonly cancel: () => void
}

/** What will happen, in order of time; at the same time, in the order in which it was planned. */
export interface Agenda {
  /** Plans something. */
  readonly plan: (atMs: number, act: () => void) => Appointment
  /** When the next thing happens (ms since 1970-01-01 UTC); infinite: nothing is planned. */
  readonly nextMs: () => number
  /** Does the next thing. */
  readonly doNext: () => void
}

interface Entry {
  readonly atMs: number
  readonly number: number
  act: (() => void) | undefined
}

/**
 * Creates an empty agenda.
 *
 * @example
 * const agenda = createAgenda()
 * agenda.plan(5, () => undefined)
 * agenda.nextMs() // => 5
 */
export const createAgenda = (): Agenda => {
  const queue = new FlatQueue<Entry>()
  // The queue gives things of the same time in any order, so they are taken out together and put into theirs.
  let due: Entry[] = []
  let planned = 0

  const takeDue = (): void => {
    const atMs = queue.peekValue() ?? Number.POSITIVE_INFINITY
    while (queue.length > 0 && queue.peekValue() === atMs) {
      const entry = queue.pop()
      if (entry?.act !== undefined) due.push(entry)
    }
    due.sort((one, other) => one.number - other.number)
  }
  const putBack = (): void => {
    for (const early of due) queue.push(early, early.atMs)
    due = []
  }
  const next = (): Entry | undefined => {
    for (;;) {
      while (due.length > 0 && due[0]?.act === undefined) due.shift()
      if (due.length > 0) return due[0]
      if (queue.length === 0) return undefined
      takeDue()
    }
  }
  return {
    plan: (atMs, act) => {
      planned += 1
      const entry: Entry = { atMs, number: planned, act }
      // What is planned for the moment that is being worked off comes after all that was planned for it before.
      const dueMs = due[0]?.atMs
      if (dueMs === atMs) due.push(entry)
      else {
        if (dueMs !== undefined && atMs < dueMs) putBack()
        queue.push(entry, atMs)
      }
      return {
        atMs,
        cancel: () => {
          entry.act = undefined
        },
      }
    },
    nextMs: () => next()?.atMs ?? Number.POSITIVE_INFINITY,
    doNext: () => {
      const entry = next()
      const act = entry?.act
      if (entry !== undefined) entry.act = undefined
      act?.()
    },
  }
}
