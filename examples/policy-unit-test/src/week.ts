import { mediaAnalysis, officeHours, ownedGpus, syntheticMarket } from '@aima/gpu-simulator'

const startMs = Date.UTC(2026, 10, 2)

const ownership = { capexUsd: 4000, residualUsd: 800, lifeYears: 3, utilisation: 0.5, usdPerKWh: 0.3 }

/** A week of media analysis, two GPUs in the house, and a cloud that is invented. Everything but the policy. */
export const week = {
  jobs: (seed: number) =>
    mediaAnalysis({
      seed,
      startMs,
      days: 7,
      jobsPerHour: 1.2,
      dayProfile: officeHours(1),
      uplinkMbps: 500,
      downlinkMbps: 500,
    })._unsafeUnwrap(),
  market: syntheticMarket({ count: 300, startMs, days: 14 })._unsafeUnwrap(),
  localGpus: ownedGpus({ model: 'RTX 4090', count: 2, country: 'DE', ownership })._unsafeUnwrap(),
}
