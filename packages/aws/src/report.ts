import type { ListError, Warning } from '@aima/gpu-core'
import { isPermission } from './aws-error.ts'
import type { CallFailure } from './client.ts'
import { grouped } from './grouped.ts'
import type { MissingPart } from './market.ts'

/** A part that is missing in a region; without a name, the whole region. */
export interface MissingInRegion extends Omit<MissingPart, 'part'> {
  /** The region. */
  readonly region: string
  /** Which part. */
  readonly part?: string | undefined
}

const nameOf = ({ region, part }: MissingInRegion): string =>
  part === undefined ? region : `${part} of ${region}`

const isDenied = ({ failure: { code } }: MissingInRegion): boolean => isPermission(code)

/**
 * Warns of what is missing: once of each permission that the credentials lack, and of each other part by itself.
 *
 * @param missing - What is missing.
 */
export const missingWarnings = (missing: readonly MissingInRegion[]): readonly Warning[] => {
  const denied = grouped(missing.filter(isDenied), ({ failure }) => failure.permission)
  const limited = [...denied].map(([permission, parts]): Warning => {
    const names = [...new Set(parts.map(nameOf))].join(', ')
    return { kind: 'limited', reason: `the credentials lack ${permission}, so these are missing: ${names}` }
  })
  const others = missing.filter((one) => !isDenied(one))
  return [
    ...limited,
    ...others.map((one): Warning => ({ kind: 'part-missing', part: nameOf(one), error: one.failure.error })),
  ]
}

/** Failure of something that needs no permission. */
export const plainFailure = (error: ListError): CallFailure => ({ error, permission: 'none' })
