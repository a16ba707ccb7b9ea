/** Runs a task as soon as it may. */
export type Limiter = <T>(task: () => PromiseLike<T>) => Promise<T>

/**
 * Lets so many tasks run at once; the others wait in line.
 *
 * @param most - How many (1 or more).
 * @example
 * const limited = limitTo(2)
 * await Promise.all([1, 2, 3].map((value) => limited(async () => value))) // => [1, 2, 3]
 */
export const limitTo = (most: number): Limiter => {
  const waiting: (() => void)[] = []
  let running = 0
  const turn = async (): Promise<void> => {
    if (running >= most) return new Promise((resolve) => void waiting.push(resolve))
    running += 1
  }
  // Who ends hands its place on.
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
  return async (task) => {
    await turn()
    try {
      return await task()
    } finally {
      leave()
    }
  }
}
