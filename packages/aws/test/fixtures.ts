import { readFileSync } from 'node:fs'
import type { AwsCredentials } from '../src/index.ts'

/** The present of the fixtures: 2026-11-23 00:00 UTC. */
export const nowMs = Date.UTC(2026, 10, 23)

/** Keys that AWS itself uses in examples. */
export const exampleCredentials: AwsCredentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
}

/** Text of a fixture; the README beside them says where their facts come from. */
export const fixture = (name: string): string =>
  readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), 'utf8')

/** Products, each before it became text. */
export const products: readonly unknown[] = JSON.parse(fixture('products.json'))

/** Replies of Service Quotas by code. */
export const quotas: Readonly<Record<string, unknown>> = JSON.parse(fixture('quotas.json'))

/** The Spot Advisor. */
export const advisor: unknown = JSON.parse(fixture('advisor.json'))
