import type { Billing } from '@aima/gpu-core'

/** Where Scaleway answers. Source: Scaleway's public replies, read 2026-08-22 and 2026-10-01. */
export const officialBaseUrl = 'https://api.scaleway.com'

/**
 * Zones that are listed unless the user names others.
 *
 * Source: GPUs stood in `fr-par-1`, `fr-par-2` and `pl-waw-2` (Scaleway's page on product availability, 2025-10; replies of
 * 2026-09-17). Amsterdam is asked so that its first ones are not missed.
 */
export const defaultZones: readonly string[] = ['fr-par-1', 'fr-par-2', 'nl-ams-1', 'pl-waw-2']

/** Rows of a page. Source: replies of 2026-09-17, whose first page of 134 types had 100. */
export const pageSize = 100

/** Most pages of one list. A zone has two; this stops a list that has no end. */
export const maximumPages = 20

/**
 * What binds Scaleway: a French company is under the GDPR, which is a law and no audited certificate, so that its trust class is
 * `datacenter`. Which certificates hold for a zone, its API does not say.
 */
export const certifications: readonly string[] = ['GDPR']

const perMinute: Billing = { billStepSeconds: 60 }
const perHour: Billing = { billStepSeconds: 3600 }

/**
 * How a type is billed: by the minute, the oldest type by the hour. A least time is not documented.
 *
 * @param type - Scaleway's name of the type.
 * Source: Scaleway's documentation, "How are Instances billed?" (2025-11).
 * @example
 * billingOf('L4-1-24G') // => { billStepSeconds: 60 }
 * billingOf('RENDER-S') // => { billStepSeconds: 3600 }
 */
export const billingOf = (type: string): Billing => (type === 'RENDER-S' ? perHour : perMinute)
