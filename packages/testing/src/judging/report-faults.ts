import type { ListError, Listing, Warning } from '@aima/gpu-core'

/** Tells whether a value is what a field may hold. */
type Holds = (value: unknown) => boolean

const isText: Holds = (value) => typeof value === 'string' && value.length > 0
const isCount: Holds = (value) => Number.isInteger(value) && Number(value) >= 1
const isSpan: Holds = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isStatus: Holds = (value) => Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599
const areTexts: Holds = (value) => Array.isArray(value) && value.length > 0 && value.every(isText)
const orAbsent =
  (holds: Holds): Holds =>
  (value) =>
    value === undefined || holds(value)

/** The fields of a tagged object, beside its tag. */
type Fields = Readonly<Record<string, Holds>>

const errorFields: Readonly<Record<ListError['kind'], Fields>> = {
  unauthorized: { status: orAbsent(isStatus) },
  'rate-limited': { retryAfterMs: orAbsent(isSpan) },
  'provider-failed': { status: isStatus },
  unreachable: { target: isText, code: isText },
  'timed-out': { afterMs: isSpan },
  cancelled: {},
  'unexpected-shape': { issues: areTexts },
  'too-large': { limitBytes: isCount },
  'invalid-options': { issues: areTexts },
}

const warningFields: Readonly<Record<Warning['kind'], Fields>> = {
  'bad-row': { row: isText, issues: areTexts },
  'unknown-model': { name: isText, offers: isCount },
  'old-prices': { observedAtMs: isSpan, offers: isCount },
  'part-missing': {
    part: isText,
    error: (value) => reportFaults('the error', value, errorFields).length === 0,
  },
  limited: { reason: isText },
}

const lookUp = (table: Readonly<Record<string, Fields>>, kind: unknown): Fields | undefined =>
  typeof kind === 'string' && Object.hasOwn(table, kind) ? table[kind] : undefined

const reportFaults = (
  name: string,
  report: unknown,
  table: Readonly<Record<string, Fields>>,
): readonly string[] => {
  if (typeof report !== 'object' || report === null || !('kind' in report)) return [`${name} has no kind`]
  const fields = lookUp(table, report.kind)
  if (fields === undefined) return [`${name} is of the kind ${String(report.kind)}, which is not documented`]
  const { kind: _, ...facts }: Record<string, unknown> = { ...report }
  const unknownFields = Reflect.ownKeys(facts).filter((field) => !Object.hasOwn(fields, field))
  const wrongFields = Object.entries(fields).flatMap(([field, holds]) => (holds(facts[field]) ? [] : [field]))
  return [
    ...unknownFields.map((field) => `${name} has a field ${String(field)}, which is not documented`),
    ...wrongFields.map((field) => `${name} has a ${field} that is not what is documented`),
  ]
}

/** What is wrong with an error: fields that are missing, of a wrong type, or not documented (such as `cause`, which can hold anything). */
export const errorFaults = (error: unknown): readonly string[] =>
  reportFaults('the error', error, errorFields)

/** The same for the warnings of a listing. */
export const warningFaults = ({ warnings }: Listing): readonly string[] =>
  warnings.flatMap((warning, index) => reportFaults(`warning ${index + 1}`, warning, warningFields))
