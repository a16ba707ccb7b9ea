import type { Billing } from '@aima/gpu-core'

/** Where Vast.ai answers. Source: openapi.yaml of vast-ai/docs c624622 (2026-08-07). */
export const officialBaseUrl = 'https://console.vast.ai'

/** Path of the search, with the slash that every client of Vast.ai sends. */
export const searchPath = '/api/v0/bundles/'

/** Variable of the environment that holds the key. Source: vast-ai/vast-cli 5567983 (2026-08-06). */
export const keyVariable = 'VAST_API_KEY'

/**
 * Hours of a month in Vast.ai's prices of disk.
 *
 * Source: `storage_total_cost` = `storage_cost` × GB / 720 in all of 48 complete offers of 2026-07-18. It is not the 730 h of
 * the cost model.
 */
export const hoursPerMonth = 720

/** Hours of a month in core's cost model. */
export const modelHoursPerMonth = 730

/** The interface counts memory in MiB, though its documentation says MB. Source: 24564 for an RTX 4090, as its driver reports it. */
export const mebibytesPerGiB = 1024

/**
 * Most rows that a search without a key returns, whatever limit it asks for.
 *
 * Source: an independent measurement of 2026-08-25 and a comment in another client; not documented.
 */
export const rowsWithoutKey = 64

/** Most rows that another client is known to ask for and get (dstackai/gpuhunt 3584151). The largest allowed value is not known. */
export const defaultRowLimit = 3000

/**
 * Disk for which the search prices rows when the job names none (GB).
 *
 * The search leaves out machines with less, so it is as little as a job can do with; the API's own default of 8 would leave out
 * more. Source: `allocated_storage` in vastai/data/query.py of vast-ai/vast-cli 5567983.
 */
export const leastPricedDiskGB = 1

/**
 * Pause between two searches (ms).
 *
 * Source: yaml/search_offers.yaml of vast-ai/docs c624622: 10 searches per minute and address, as a least interval.
 */
export const defaultPauseMs = 6_000

/** Least and greatest bid (USD/h for the whole offer). Source: openapi.yaml of vast-ai/docs c624622, createInstance. */
export const bidRange = { least: 0.001, greatest: 128 } as const

/** Running time is billed by the second; pulling the image is free. Source: Vast.ai's documentation on billing (2026-08). */
export const billing: Billing = { billStepSeconds: 1, billMinSeconds: 0 }
