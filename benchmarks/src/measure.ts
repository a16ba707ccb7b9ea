/** Nanoseconds of one run, averaged over several. */
const nanoseconds = (run: () => unknown, rounds: number): number => {
  const start = process.hrtime.bigint()
  for (let round = 0; round < rounds; round += 1) run()
  return Number(process.hrtime.bigint() - start) / rounds
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

/**
 * Times several ways of doing one thing in turns, so that a slow moment of the machine hits them alike.
 *
 * @param ways - What to time, by name.
 * @param rounds - Runs per sample; each way is sampled 15 times after a warm-up.
 * @returns The median of each way (ns per run).
 */
export const timeInTurns = <Name extends string>(
  ways: Readonly<Record<Name, () => unknown>>,
  rounds: number,
): ReadonlyMap<Name, number> => {
  const names = Object.keys(ways).filter((name): name is Name => name in ways)
  for (const name of names) nanoseconds(ways[name], rounds)
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let turn = 0; turn < 15; turn += 1)
    for (const name of names) samples.get(name)?.push(nanoseconds(ways[name], rounds))
  return new Map([...samples].map(([name, times]) => [name, median(times)]))
}

/**
 * Measures the memory that a value keeps alive (bytes). Needs `node --expose-gc`.
 *
 * @param make - Makes the value.
 */
export const retainedBytes = (make: () => unknown): number => {
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const kept = make()
  globalThis.gc?.()
  const after = process.memoryUsage().heapUsed
  return kept === undefined ? 0 : after - before
}
