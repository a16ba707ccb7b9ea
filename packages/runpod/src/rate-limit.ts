const secondMs = 1_000

/** Parts of one window in a `RateLimit` header: what is left of it, and when it starts anew (s). */
const windowPattern = /;\s*r=(\d{1,12})\b[^,]*?;\s*t=(\d{1,9})\b/

const emptyWindowMs = (window: string): number | undefined => {
  const [, left, seconds] = windowPattern.exec(window) ?? []
  return left !== undefined && Number(left) === 0 ? Number(seconds) * secondMs : undefined
}

/**
 * How long to wait until no window of RunPod's quota is used up (ms).
 *
 * `Retry-After` covers only the window that was exceeded; an hour may be used up as well as the minute.
 *
 * @param rateLimit - The header `RateLimit`.
 * @param retryAfter - The header `Retry-After` (s).
 * @returns The longest wait; undefined where `RateLimit` names no window that is used up, so that `Retry-After` alone counts.
 * Source: REST v2 description (2026-08-18), windows `minute`, `hour` and `day`.
 * @example
 * waitOfWindows('"minute";r=0;t=12, "hour";r=0;t=1812, "day";r=41000;t=45012', '12') // => 1812000
 * waitOfWindows('"minute";r=59;t=12', '12') // => undefined
 */
export const waitOfWindows = (
  rateLimit: string | undefined,
  retryAfter: string | undefined,
): number | undefined => {
  const waits = (rateLimit ?? '')
    .slice(0, 2_000)
    .split(',')
    .flatMap((window) => emptyWindowMs(window) ?? [])
  const stated = /^\d{1,9}$/.test(retryAfter?.trim() ?? '') ? Number(retryAfter) * secondMs : 0
  return waits.length === 0 ? undefined : Math.max(stated, ...waits)
}
