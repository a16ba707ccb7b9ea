import { z } from 'zod'
import type { ProviderKind } from './offer.ts'
import { nonNegative, positive, shortText } from './parse.ts'

/** A default that differs by kind of provider. */
export type PerProviderKind = Readonly<Record<ProviderKind, number>>

/** The numbers that stand in for what neither job nor offer states. Each use is reported as an {@link Assumption}. */
export interface Defaults {
  /** The GPU on which a job's `refHours` was measured, by canonical name. */
  readonly referenceGpu: string
  /** Speed of n GPUs is the speed of one times n to this power. */
  readonly gpuScalingExponent: number
  /** Uplink of the place where the input is (Mbps). */
  readonly uplinkMbps: number
  /** Downlink of the place where the output goes (Mbps). */
  readonly downlinkMbps: number
  /** Effective speed of pulling a container image (Mbps). */
  readonly registryMbps: number
  /** From capacity to a machine that runs (h). */
  readonly bootHours: PerProviderKind
  /** Time between two attempts to get capacity (h). */
  readonly retryHours: number
  /** Interruptions of a spot machine per running hour (1/h). */
  readonly interruptionsPerHour: PerProviderKind
  /** Mean time without capacity after an interruption, with other zones to go to (h). */
  readonly recoverWaitHours: number
  /** The same for an offer that is bound to one zone (h). */
  readonly recoverWaitOneZoneHours: number
  /** Time to write one checkpoint (h). */
  readonly checkpointWriteHours: number
  /** Price of traffic out (USD/GB). */
  readonly egressUsdPerGB: PerProviderKind
  /** Price of disk (USD per GB and month of 730 h). */
  readonly storageUsdPerGBMonth: PerProviderKind
  /** Smallest unit of time that is billed (s). */
  readonly billStepSeconds: number
  /** Least time that is billed (s). */
  readonly billMinSeconds: PerProviderKind
  /** Electricity tariff (USD/kWh). */
  readonly usdPerKWh: number
  /** Power usage effectiveness of the user's own building. */
  readonly pue: number
  /** Share that the upper estimate lies above the expected cost. */
  readonly estimateMargin: number
}

const seconds = (value: number): number => value / 3600

/**
 * The defaults of the cost model.
 *
 * Sources: boot times lie between vendors' claims (marketplace containers 30 to 120 s, hyperscaler VMs minutes). Registry: a 10 GB image takes 7 to
 * 10 minutes with stock Docker. Recover wait: traces of AWS V100 spot machines, 2022 to 2023, mean 0.8 to 1.9 h in one zone. Egress: 0.12 is the
 * highest first-tier list price of the three hyperscalers (Google Cloud, 2026-09), 0 is what GPU clouds that do not list one charge (RunPod, 2026-08).
 * Storage: AWS gp3 and RunPod list prices, 2026-08. Interruption rates: priors, because no provider publishes an hourly rate. Margin: AIMA's promise to its users. All others: assumptions that an
 * administrator can replace in `policy.defaults`.
 *
 * @example
 * defaults.bootHours['gpu-cloud'] * 3600 // => 90
 */
export const defaults: Defaults = {
  referenceGpu: 'RTX 4090',
  gpuScalingExponent: 0.95,
  uplinkMbps: 100,
  downlinkMbps: 500,
  registryMbps: 300,
  bootHours: { local: seconds(5), 'gpu-cloud': seconds(90), hyperscaler: seconds(240) },
  retryHours: seconds(300),
  interruptionsPerHour: { local: 0, 'gpu-cloud': 0.1, hyperscaler: 0.05 },
  recoverWaitHours: 0.25,
  recoverWaitOneZoneHours: 1,
  checkpointWriteHours: seconds(30),
  egressUsdPerGB: { local: 0, 'gpu-cloud': 0, hyperscaler: 0.12 },
  storageUsdPerGBMonth: { local: 0, 'gpu-cloud': 0.1, hyperscaler: 0.08 },
  billStepSeconds: 1,
  billMinSeconds: { local: 0, 'gpu-cloud': 0, hyperscaler: 60 },
  usdPerKWh: 0.15,
  pue: 1.2,
  estimateMargin: 0.2,
}

const perKind = z.strictObject({ local: nonNegative, 'gpu-cloud': nonNegative, hyperscaler: nonNegative })

/** Schema of a part of {@link Defaults}, as a policy may replace it. */
export const PartialDefaults: z.ZodType<{ readonly [Name in keyof Defaults]?: Defaults[Name] | undefined }> =
  z.strictObject({
    referenceGpu: shortText.optional(),
    gpuScalingExponent: nonNegative.optional(),
    uplinkMbps: positive.optional(),
    downlinkMbps: positive.optional(),
    registryMbps: positive.optional(),
    bootHours: perKind.optional(),
    retryHours: positive.optional(),
    interruptionsPerHour: perKind.optional(),
    recoverWaitHours: nonNegative.optional(),
    recoverWaitOneZoneHours: nonNegative.optional(),
    checkpointWriteHours: nonNegative.optional(),
    egressUsdPerGB: perKind.optional(),
    storageUsdPerGBMonth: perKind.optional(),
    billStepSeconds: positive.optional(),
    billMinSeconds: perKind.optional(),
    usdPerKWh: nonNegative.optional(),
    pue: z.number().min(1).optional(),
    estimateMargin: nonNegative.optional(),
  })
