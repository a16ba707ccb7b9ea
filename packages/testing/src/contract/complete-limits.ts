import type { ContractLimits } from './contract.ts'

/** Limits with every default filled in. */
export type CompleteLimits = {
  readonly [Name in keyof ContractLimits]-?: Exclude<ContractLimits[Name], undefined>
}

const defaultLimits: CompleteLimits = {
  isLive: true,
  retries: true,
  format: 'json',
  timeoutMs: 100,
  testTimeoutMs: 60_000,
  patienceMs: 4000,
  abortWithinMs: 50,
  maximumRequests: 1000,
  highestUsdPerHour: 1000,
  maximumBytes: 8 * 1_048_576,
  mutants: 300,
  seed: 1,
}

/** Fills in the defaults. */
export const completeLimits = (limits: ContractLimits = {}): CompleteLimits => ({
  isLive: limits.isLive ?? defaultLimits.isLive,
  retries: limits.retries ?? defaultLimits.retries,
  format: limits.format ?? defaultLimits.format,
  timeoutMs: limits.timeoutMs ?? defaultLimits.timeoutMs,
  testTimeoutMs: limits.testTimeoutMs ?? defaultLimits.testTimeoutMs,
  patienceMs: limits.patienceMs ?? defaultLimits.patienceMs,
  abortWithinMs: limits.abortWithinMs ?? defaultLimits.abortWithinMs,
  maximumRequests: limits.maximumRequests ?? defaultLimits.maximumRequests,
  highestUsdPerHour: limits.highestUsdPerHour ?? defaultLimits.highestUsdPerHour,
  maximumBytes: limits.maximumBytes ?? defaultLimits.maximumBytes,
  mutants: limits.mutants ?? defaultLimits.mutants,
  seed: limits.seed ?? defaultLimits.seed,
})
