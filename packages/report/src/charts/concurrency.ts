import type { JobStay, Span } from './job-stay.ts'

/** How sensitive jobs are, the most sensitive first. */
export const levels = ['confidential', 'internal', 'public'] as const

/** One of {@link levels}. */
export type Level = (typeof levels)[number]

/** How many jobs ran from a moment on, by sensitivity. */
export interface Concurrency {
  /** The moment (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** How many of each level. */
  readonly running: Readonly<Record<Level, number>>
  /** How many in all. */
  readonly total: number
}

/** Most moments at which a chart shows another number. */
const mostSteps = 300

interface Change {
  readonly atMs: number
  readonly level: Level
  readonly by: 1 | -1
}

const changesOf = (stays: readonly JobStay[], { fromMs, untilMs }: Span): readonly Change[] =>
  stays
    .flatMap(({ fromMs: from, untilMs: until, confidentiality: level }): readonly Change[] => [
      { atMs: Math.max(from, fromMs), level, by: 1 },
      { atMs: Math.min(until, untilMs), level, by: -1 },
    ])
    .sort((one, other) => one.atMs - other.atMs || one.by - other.by)

const exactSteps = (stays: readonly JobStay[], span: Span): readonly Concurrency[] => {
  const running = { confidential: 0, internal: 0, public: 0 }
  const steps = [{ atMs: span.fromMs, running: { ...running }, total: 0 }]
  for (const { atMs, level, by } of changesOf(stays, span)) {
    running[level] += by
    const step = {
      atMs,
      running: { ...running },
      total: running.confidential + running.internal + running.public,
    }
    if (steps.at(-1)?.atMs === atMs) steps.pop()
    steps.push(step)
  }
  return steps
}

/** Of each stretch of time the moment at which most ran, told from the begin of the stretch. */
const highestSteps = (steps: readonly Concurrency[], { fromMs, untilMs }: Span): readonly Concurrency[] => {
  const widthMs = (untilMs - fromMs) / mostSteps || 1
  const cells: Concurrency[] = []
  let next = 0
  let current = steps[0]
  for (let cell = 0; cell < mostSteps && current !== undefined; cell++) {
    const atMs = fromMs + cell * widthMs
    let highest: Concurrency = current
    for (let step = steps[next]; step !== undefined && step.atMs < atMs + widthMs; step = steps[next]) {
      current = step
      if (step.total > highest.total) highest = step
      next += 1
    }
    cells.push({ ...highest, atMs })
  }
  return cells
}

/**
 * Counts how many jobs ran at each moment of a stretch of time.
 *
 * Of more changes than a chart can tell apart the highest are kept.
 *
 * @param stays - Stays that are within the stretch, at least in part.
 * @param span - The stretch.
 * @returns The number from each moment on, in the order of time; the last at the end of the stretch.
 * @example
 * concurrency([{ fromMs: 0, untilMs: 5, confidentiality: 'public' }], { fromMs: 0, untilMs: 9 }).map(({ total }) => total) // => [1, 0, 0]
 */
export const concurrency = (stays: readonly JobStay[], span: Span): readonly Concurrency[] => {
  const exact = exactSteps(stays, span)
  const steps = exact.length > mostSteps ? highestSteps(exact, span) : exact
  const last = steps.at(-1)
  return last === undefined || last.atMs === span.untilMs
    ? steps
    : [...steps, { ...last, atMs: span.untilMs }]
}
