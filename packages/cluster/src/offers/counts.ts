/**
 * Counts of GPUs for which a node makes an offer: 1, 2, 4, 8 and so on, and all that are free.
 *
 * @param free - How many are free (0 or more).
 * @example
 * countsUpTo(6) // => [1, 2, 4, 6]
 */
export const countsUpTo = (free: number): readonly number[] => {
  const counts: number[] = []
  for (let count = 1; count < free; count *= 2) counts.push(count)
  return free < 1 ? [] : [...counts, free]
}
