import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

/** What would keep this process alive, without what belongs to the test runner. */
export const resources = (): readonly string[] =>
  process
    .getActiveResourcesInfo()
    .filter((name) => /TCP|TLS|Process|Timeout|DNS|GetAddrInfo/.test(name))
    .sort()

/** What is there now beyond what was there before; the test runner has timers of its own, which end. */
export const added = (before: readonly string[]): readonly string[] => {
  const left = [...before]
  return resources().filter((name) => {
    const index = left.indexOf(name)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

/** Looks again and again until it sees what is wanted, for 20 s at most; no timer is pending while it looks. */
export const soon = async <T>(look: () => T, wanted: T): Promise<T> => {
  const untilMs = performance.now() + 20_000
  for (let seen = look(); ; seen = look()) {
    if (isDeepStrictEqual(seen, wanted) || performance.now() > untilMs) return seen
    await setTimeout(50)
  }
}
