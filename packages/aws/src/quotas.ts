import { z } from 'zod'
import type { CallFailure, Connection } from './client.ts'
import { callJson } from './json-call.ts'

/** A limit of an account in a region. */
export interface Quota {
  /** AWS's name of it. */
  readonly name: string
  /** So many virtual processors may run at once. */
  readonly vcpus: number
}

/** Which quota counts for a machine. */
interface QuotaKind {
  readonly code: string
  readonly name: string
  /** Types that it counts for. */
  readonly types: RegExp
  readonly purchase: 'on-demand' | 'spot'
}

/**
 * Quotas on virtual processors, by family and way of buying. A reply of another name is not believed. Spot of P5 has one of its own;
 * of P6 none is known.
 *
 * Source: AWS Service Quotas, "Amazon EC2" (2026); lists of accounts that others published (2025).
 */
const kinds: readonly QuotaKind[] = [
  { code: 'L-417A185B', name: 'Running On-Demand P instances', types: /^p/, purchase: 'on-demand' },
  { code: 'L-DB2E81BA', name: 'Running On-Demand G and VT instances', types: /^g/, purchase: 'on-demand' },
  {
    code: 'L-7212CCBC',
    name: 'All P4, P3 and P2 Spot Instance Requests',
    types: /^p[234]/,
    purchase: 'spot',
  },
  { code: 'L-C4BD4855', name: 'All P5 Spot Instance Requests', types: /^p5/, purchase: 'spot' },
  { code: 'L-3819A6DF', name: 'All G and VT Spot Instance Requests', types: /^g/, purchase: 'spot' },
]

interface WireQuota {
  readonly Quota: { readonly QuotaName?: string | undefined; readonly Value: number }
}

const WireQuota: z.ZodType<WireQuota> = z.object({
  Quota: z.object({ QuotaName: z.string().optional(), Value: z.number().min(0).max(1e9) }),
})

/** Quotas of a region. */
export interface Quotas {
  /** Those that are known, by code. */
  readonly byCode: ReadonlyMap<string, Quota>
  /** Why some are missing. */
  readonly failure?: CallFailure | undefined
}

/** Code of the quota that counts for a type; undefined: none is known. */
export const quotaCodeOf = (type: string, purchase: 'on-demand' | 'spot'): string | undefined =>
  kinds.find((kind) => kind.purchase === purchase && kind.types.test(type))?.code

/** Names differ in commas from place to place. */
const plainName = (name: string): string => name.toLowerCase().replaceAll(',', '')

const isNamedSo = ({ Quota }: WireQuota, { name }: QuotaKind): boolean =>
  Quota.QuotaName === undefined || plainName(Quota.QuotaName) === plainName(name)

/** Where the account has no quota of its own, that of everybody holds, which is not asked for. */
const isUnset = ({ code }: CallFailure): boolean => code === 'NoSuchResourceException'

/** Asks for the quotas of a region that count for the given types. */
export const readQuotas = async (
  connection: Connection,
  region: string,
  types: readonly string[],
): Promise<Quotas> => {
  const asked = kinds.filter((kind) => types.some((type) => kind.types.test(type)))
  const answers = await Promise.all(
    asked.map(async (kind) => {
      const { pages, failure } = await callJson(connection, {
        service: 'servicequotas',
        region,
        target: 'ServiceQuotasV20190624.GetServiceQuota',
        permission: 'servicequotas:GetServiceQuota',
        body: { ServiceCode: 'ec2', QuotaCode: kind.code },
        schema: WireQuota,
        next: () => undefined,
      })
      return { kind, quota: pages.find((page) => isNamedSo(page, kind)), failure }
    }),
  )
  const [failure] = answers.flatMap((answer) => answer.failure ?? []).filter((one) => !isUnset(one))
  const known = answers.flatMap(({ kind, quota }): readonly (readonly [string, Quota])[] =>
    quota === undefined ? [] : [[kind.code, { name: kind.name, vcpus: quota.Quota.Value }]],
  )
  return { byCode: new Map(known), failure }
}
