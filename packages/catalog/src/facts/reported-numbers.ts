import type { Assumption } from '@aima/gpu-core'

/** Reports a price of traffic out of the provider (USD/GB). */
export const egressNote = (value: number, basis: string): Assumption => ({
  name: 'egressUsdPerGB',
  value,
  unit: 'USD/GB',
  basis,
})

/** Reports a price of disk (USD per GB and month). */
export const storageNote = (value: number, basis: string): Assumption => ({
  name: 'storageUsdPerGBMonth',
  value,
  unit: 'USD/GB-month',
  basis,
})

/** Reports a rate of interruptions (1/h). */
export const interruptionsNote = (value: number, basis: string): Assumption => ({
  name: 'interruptionsPerHour',
  value,
  unit: '1/h',
  basis,
})
