import type { Terms, Work } from '../src/index.ts'

/** One hour of work that moves nothing and values nothing. */
export const plainWork: Work = {
  refHours: 1,
  inputGB: 0,
  outputGB: 0,
  imageGB: 0,
  scratchGB: 0,
  sourceEgressUsdPerGB: 0,
  restartHours: 0,
  valueOfTimeUsdPerHour: 0,
  lateUsdPerHour: 0,
  lateUsdFixed: 0,
}

/** An on-demand machine at 1 USD/h that is there at once and charges for nothing else. */
export const plainTerms: Terms = {
  purchase: 'on-demand',
  usdPerHour: 1,
  speed: 1,
  bootHours: 0,
  retryHours: 0,
  imageCached: false,
  inputCached: false,
  ingressUsdPerGB: 0,
  egressUsdPerGB: 0,
  storageUsdPerGBMonth: 0,
  interruptionsPerHour: 0,
  recoverWaitHours: 0,
  billStepSeconds: 1,
  billMinSeconds: 0,
  dataPath: 'staged',
}
