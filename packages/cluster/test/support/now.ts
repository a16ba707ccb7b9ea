/** The present of the tests: 2026-09-01 12:00 UTC. */
export const nowMs = Date.UTC(2026, 8, 1, 12)
