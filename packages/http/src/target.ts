import type { Redact } from './redact.ts'

/** Longest path that is shown (characters). */
const longestPath = 200

/** A path as it may be shown: without query and secrets, and not too long. */
export const shownPath = (path: string, redact: Redact): string => {
  const shown = redact(path.split(/[?#]/, 1)[0] ?? '')
  return shown.length > longestPath ? `${shown.slice(0, longestPath)}…` : shown
}

/** An address as it may be shown: without user, query and secrets. */
export const shownTarget = (url: URL, redact: Redact): string =>
  `${redact(url.origin)}${shownPath(url.pathname, redact)}`
