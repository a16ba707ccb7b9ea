import type { CancelSignal } from '@aima/gpu-core'
import { z } from 'zod'
import { Reservation } from './configuration/closures.ts'
import { FreeLimits } from './configuration/free-limits.ts'
import { GpuRule } from './configuration/gpu-rule.ts'
import { type SiteConfiguration, siteFields } from './configuration/site-configuration.ts'
import { StaticHost } from './configuration/static-host.ts'
import { Waits } from './configuration/waits.ts'
import { checkProbeOptions, type ProbeOptions } from './host/probe-options.ts'
import type { HealthWarning, HostInventory } from './inventory.ts'

/** Circumstances of a probe. */
export interface ProbeCircumstances {
  /** Cancels it. */
  readonly signal?: CancelSignal | undefined
}

/** Looks at the GPUs of a host. It should not reject; when it does, that is a warning. */
export type Probe = (circumstances: ProbeCircumstances) => Promise<HostInventory>

/** Options of the source. What they inherit from {@link SiteConfiguration} is about this machine, and the default for `hosts`. */
export interface LocalGpusOptions extends SiteConfiguration {
  /** Id of the source, and beginning of the ids of its offers. Default `local`. */
  readonly id?: string | undefined
  /** False: this machine is not probed, and only `hosts` are listed. Default true. */
  readonly includeThisMachine?: boolean | undefined
  /** Hosts that cannot be probed, described by hand. */
  readonly hosts?: readonly StaticHost[] | undefined
  /** Rules for single GPUs or models of this machine. Of each field the first rule that fits counts. */
  readonly gpus?: readonly GpuRule[] | undefined
  /** GPUs of this machine that are kept for somebody. */
  readonly reservations?: readonly Reservation[] | undefined
  /** Up to what use a GPU counts as free. */
  readonly freeLimits?: FreeLimits | undefined
  /**
   * What becomes of a GPU of which no tool tells whether it is in use (Apple's, for example). `refuse`: it counts as busy without a
   * known end, which the engine refuses. `offer`: it is listed without stock. Default `refuse`.
   */
  readonly whenUseIsUnknown?: 'refuse' | 'offer' | undefined
  /** What makes a GPU that answers too sick to be offered. Default `['uncorrected-errors']`; the others are warnings. */
  readonly sickWhen?: readonly HealthWarning[] | undefined
  /** Sizes of groups (2 or more). Default: 2, 4, 8 and so on, all that are free, and all GPUs of a kind. An empty list: no groups. */
  readonly groupSizes?: readonly number[] | undefined
  /** How long busy GPUs of this machine stay busy. Default: nobody knows. */
  readonly waits?: Waits | undefined
  /** How far opening hours are written out (days, 1 to 366). Default 28. A job that would run longer is refused, as if it closed then. */
  readonly horizonDays?: number | undefined
  /** How this machine is probed: time, vendors, paths of tools. */
  readonly probing?: Omit<ProbeOptions, 'signal' | 'nowMs'> | undefined
  /** Looks at the GPUs instead of the probe of this package, for tests and for other machines. */
  readonly probe?: Probe | undefined
}

const healthWarnings = [
  'row-remap-pending',
  'page-retirement-pending',
  'uncorrected-errors',
  'mig-change-pending',
  'slowed-by-heat',
  'slowed-by-hardware',
  'hot',
  'unlicensed',
] as const satisfies readonly HealthWarning[]

/** The probe checks its own options; here they are checked before it runs. */
const Probing = z.custom<Omit<ProbeOptions, 'signal' | 'nowMs'>>().superRefine((value, context) => {
  const read = checkProbeOptions(value)
  const issues = read.isErr() ? read.error : []
  for (const issue of issues) {
    const [path = '', ...rest] = issue.split(': ')
    context.addIssue({ code: 'custom', path: path.split('.'), message: rest.join(': ') })
  }
})

const isOnce = (hosts: readonly StaticHost[]): boolean =>
  new Set(hosts.map(({ host }) => host)).size === hosts.length

/** Schema of {@link LocalGpusOptions}. An unknown field is a fault, because a misspelt one must not be lost. */
export const LocalGpusOptions: z.ZodType<LocalGpusOptions> = z.strictObject({
  ...siteFields,
  id: z.string().min(1).max(64).optional(),
  includeThisMachine: z.boolean().optional(),
  hosts: z.array(StaticHost).max(1_000).refine(isOnce, 'expected each host once').optional(),
  gpus: z.array(GpuRule).max(1_000).optional(),
  reservations: z.array(Reservation).max(1_000).optional(),
  freeLimits: FreeLimits.optional(),
  whenUseIsUnknown: z.enum(['refuse', 'offer']).optional(),
  sickWhen: z.array(z.enum(healthWarnings)).optional(),
  groupSizes: z.array(z.int().min(2).max(1_024)).max(64).optional(),
  waits: Waits.optional(),
  horizonDays: z.int().min(1).max(366).optional(),
  probing: Probing.optional(),
  probe: z.custom<Probe>((value) => typeof value === 'function', 'expected a function').optional(),
})
