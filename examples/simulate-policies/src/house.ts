import { ownedGpus } from '@aima/gpu-simulator'

/** The house: a workstation of 8000 USD with two RTX 4090, which draws electricity at 0.30 USD per kWh. */
export const house = ownedGpus({
  model: 'RTX 4090',
  count: 2,
  country: 'DE',
  ownership: { capexUsd: 4000, residualUsd: 800, lifeYears: 3, utilisation: 0.5, usdPerKWh: 0.3 },
})._unsafeUnwrap()
