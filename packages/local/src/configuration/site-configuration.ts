import { AccessLabels, Network, Ownership, Place, TrustClass } from '@aima/gpu-core'
import { z } from 'zod'
import { Maintenance } from './closures.ts'
import { OpeningHours } from './opening-hours.ts'
import { strictly } from './strictly.ts'

/** What electricity costs and how clean it is. */
export interface Electricity {
  /** Tariff (USD/kWh). */
  readonly usdPerKWh?: number | undefined
  /** Power usage effectiveness of the building (1 or more). */
  readonly pue?: number | undefined
  /** Carbon intensity of the grid (g CO2e per kWh). */
  readonly gridGPerKWh?: number | undefined
}

/** What an administrator says about the place of a host. Whatever is absent is unknown. */
export interface SiteConfiguration {
  /** Where it stands. Default: region `local`, country unknown, which no residency rule accepts. */
  readonly place?: Place | undefined
  /** How far its operator is trusted. Default `owned`. */
  readonly trust?: TrustClass | undefined
  /** Certifications of its operator, such as `ISO 27001`. */
  readonly certifications?: readonly string[] | undefined
  /** Labels that a job must carry to be let in, such as `{ team: ['forensics'] }`. A rule for a GPU counts first. */
  readonly access?: AccessLabels | undefined
  /** How data reaches it, and its lines. */
  readonly network?: Network | undefined
  /** Disk that jobs can use (GB). */
  readonly diskGB?: number | undefined
  /** Electricity. */
  readonly electricity?: Electricity | undefined
  /** What each of its GPUs costs its owner, for one whole GPU. A rule for a GPU counts first. */
  readonly ownership?: Ownership | undefined
  /** When its GPUs may be used. Default: always. A rule for a GPU counts first. */
  readonly openingHours?: OpeningHours | undefined
  /** When it is being worked on. */
  readonly maintenance?: readonly Maintenance[] | undefined
}

/** Fields of a schema of {@link SiteConfiguration}. */
export const siteFields = {
  place: strictly(Place).optional(),
  trust: TrustClass.optional(),
  certifications: z.array(z.string().min(1).max(512)).optional(),
  access: AccessLabels.optional(),
  network: strictly(Network).optional(),
  diskGB: z.number().nonnegative().optional(),
  electricity: z
    .strictObject({
      usdPerKWh: z.number().nonnegative().optional(),
      pue: z.number().min(1).optional(),
      gridGPerKWh: z.number().nonnegative().optional(),
    })
    .optional(),
  ownership: strictly(Ownership).optional(),
  openingHours: OpeningHours.optional(),
  maintenance: z.array(Maintenance).max(1_000).optional(),
}
