import type { Assumption } from '../assumption.ts'
import { type Defaults, defaults as modelDefaults } from '../defaults.ts'
import type { ProviderKind } from '../offer.ts'
import type { Policy } from '../policy.ts'

/**
 * The defaults that hold under a policy: those of the cost model, with the policy's replacements.
 *
 * @param policy - The policy.
 */
export const defaultsOf = (policy: Policy): Defaults => {
  const replaced = Object.entries(policy.defaults ?? {}).filter(([, value]) => value !== undefined)
  return replaced.length === 0 ? modelDefaults : { ...modelDefaults, ...Object.fromEntries(replaced) }
}

/** A default with the assumption that reports its use, made once for all offers. */
export interface Fallback<T extends number | string = number> {
  /** The default. */
  readonly value: T
  /** Its report. */
  readonly noted: Assumption
}

/** What stands in for the numbers that an offer of one kind of provider does not state. */
export type Fallbacks = ReturnType<typeof fallbacksOf>

/**
 * Makes the fallbacks for offers of one kind of provider.
 *
 * @param kind - Kind of provider.
 * @param defaults - The defaults that hold.
 */
export const fallbacksOf = (kind: ProviderKind, defaults: Defaults) => {
  const fallback = <T extends number | string>(
    name: string,
    value: T,
    unit: string,
    basis?: string,
  ): Fallback<T> => ({
    value,
    noted: { name, value, unit, basis: basis ?? `default for ${kind} offers` },
  })
  return {
    bootHours: fallback('bootHours', defaults.bootHours[kind], 'h'),
    retryHours: fallback('retryHours', defaults.retryHours, 'h'),
    uplinkMbps: fallback(
      'uplinkMbps',
      defaults.uplinkMbps,
      'Mbps',
      'stated neither by the job nor by the offer',
    ),
    downlinkMbps: fallback(
      'downlinkMbps',
      defaults.downlinkMbps,
      'Mbps',
      'stated neither by the job nor by the offer',
    ),
    unlimitedUplink: fallback(
      'uplinkMbps',
      'no limit',
      '',
      "not stated by the job: the offer's line is the limit",
    ),
    unlimitedDownlink: fallback(
      'downlinkMbps',
      'no limit',
      '',
      "not stated by the job: the offer's line is the limit",
    ),
    registryMbps: fallback('registryMbps', defaults.registryMbps, 'Mbps'),
    interruptionsPerHour: fallback('interruptionsPerHour', defaults.interruptionsPerHour[kind], '1/h'),
    recoverWaitHours: fallback('recoverWaitHours', defaults.recoverWaitHours, 'h'),
    recoverWaitOneZoneHours: fallback(
      'recoverWaitHours',
      defaults.recoverWaitOneZoneHours,
      'h',
      'default for one zone',
    ),
    ingressUsdPerGB: fallback('ingressUsdPerGB', 0, 'USD/GB', 'not stated; traffic in is taken to be free'),
    egressUsdPerGB: fallback('egressUsdPerGB', defaults.egressUsdPerGB[kind], 'USD/GB'),
    storageUsdPerGBMonth: fallback(
      'storageUsdPerGBMonth',
      defaults.storageUsdPerGBMonth[kind],
      'USD/GB-month',
    ),
    billStepSeconds: fallback('billStepSeconds', defaults.billStepSeconds, 's'),
    billMinSeconds: fallback('billMinSeconds', defaults.billMinSeconds[kind], 's'),
    gpuScalingExponent: fallback('gpuScalingExponent', defaults.gpuScalingExponent, ''),
    pue: fallback('pue', defaults.pue, ''),
    usdPerKWh: fallback('usdPerKWh', defaults.usdPerKWh, 'USD/kWh'),
    lifeYears: fallback(
      'lifeYears',
      1,
      'years',
      'not stated; a purchase price without a life is paid off in one year',
    ),
    utilisation: fallback('utilisation', 1, '', 'not stated; the GPU is taken to work all the time'),
    speed: fallback('speed', 1, '', 'neither the speed of this GPU nor the run time of the job is known'),
  }
}
