/** Runs tasks, no more of them at once than it allows; the others wait in line. */
export type InFlight = <T>(task: () => Promise<T>) => Promise<T>

/**
 * Bounds how many tasks run at once.
 *
 * @param most - How many (1 or more).
 * @example
 * const inFlight = createInFlight(1)
 * await Promise.all([inFlight(async () => 'a'), inFlight(async () => 'b')]) // => ['a', 'b']
 */
export const createInFlight = (most: number): InFlight => {
  let running = 0
  const waiting: (() => void)[] = []
  const enter = (): Promise<void> => {
    if (running < most) {
      running += 1
      return Promise.resolve()
    }
    return new Promise((resolve) => waiting.push(resolve))
  }
  // Whoever leaves hands the place on, so that nobody slips in between.
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
  return async (task) => {
    await enter()
    try {
      return await task()
    } finally {
      leave()
    }
  }
}
