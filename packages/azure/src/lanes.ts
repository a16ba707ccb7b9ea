/** Does work as soon as a lane is free. */
export type Lanes = <T>(work: () => PromiseLike<T>) => Promise<T>

/**
 * Makes a number of lanes, each for one piece of work at a time; more work waits in line.
 *
 * @param count - How many (1 or more).
 * @example
 * await createLanes(1)(async () => 'done') // => 'done'
 */
export const createLanes = (count: number): Lanes => {
  let free = count
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
