import { err, ok, Result } from 'neverthrow'
import { z } from 'zod'

/** One fault in an input: where it is and what belongs there. The value itself is never repeated. */
export interface ParseIssue {
  /** Where the fault is, such as `needs.vramGiB` or `strategy.order[2]`; empty for the input as a whole. */
  readonly path: string
  /** What belongs there, in one English line. */
  readonly expected: string
}

/** Every fault of one input that could not be read. */
export interface ParseFailure<Kind extends string> {
  /** What was being read, such as `invalid-job`. */
  readonly kind: Kind
  /** All faults that were found, in the order of the input's fields. */
  readonly issues: readonly ParseIssue[]
}

/** Longest text of one issue; longer ones (a 10 MB key) are cut. */
const longestText = 200

const shortened = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText)}…` : text

const pathText = (path: readonly PropertyKey[]): string =>
  shortened(
    path.reduce<string>((text, part) => {
      if (typeof part === 'number') return `${text}[${part}]`
      return text === '' ? String(part) : `${text}.${String(part)}`
    }, ''),
  )

const toIssue = (issue: z.core.$ZodIssue): ParseIssue => ({
  path: pathText(issue.path),
  expected: shortened(issue.message),
})

/** Most faults that one failure tells; the rest would say the same. */
const mostIssues = 100

/** Most levels that an input may have. A policy within policies, the deepest sound input, has a handful. */
const mostLevels = 64

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Whether an input has more levels than any sound one, as it has when it holds itself. */
const isTooDeep = (input: unknown): boolean => {
  let level = new Set([input].filter(isObject))
  for (let depth = 0; depth < mostLevels && level.size > 0; depth += 1) {
    const next = new Set<object>()
    for (const holder of level)
      for (const value of Object.values(holder)) if (isObject(value)) next.add(value)
    level = next
  }
  return level.size > 0
}

const read = <T>(schema: z.ZodType<T>, input: unknown): Result<T, readonly ParseIssue[]> => {
  if (isTooDeep(input)) return err([{ path: '', expected: `expected at most ${mostLevels} levels` }])
  const outcome = schema.safeParse(input)
  return outcome.success ? ok(outcome.data) : err(outcome.error.issues.slice(0, mostIssues).map(toIssue))
}

/** What an input throws at its reader is not repeated, because it may hold anything. */
const unreadable = (): readonly ParseIssue[] => [
  { path: '', expected: 'expected plain data that can be read' },
]

/** Reads an input of unknown shape with a schema; the failure lists every fault, up to a hundred. Nothing is thrown. */
export const parseWith = <T, Kind extends string>(
  schema: z.ZodType<T>,
  kind: Kind,
  input: unknown,
): Result<T, ParseFailure<Kind>> =>
  Result.fromThrowable(() => read(schema, input), unreadable)()
    .andThen((outcome) => outcome)
    .mapErr((issues) => ({ kind, issues }))

/** Keys that would reach an object's prototype when they are copied. */
const pollutingKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Whether a key would reach an object's prototype when it is copied. */
export const isPolluting = (key: string): boolean => pollutingKeys.has(key)

/** A short text, 1 to 512 characters: ids, names, regions. */
export const shortText = z.string().min(1).max(512)

/** A finite number, 0 or more. */
export const nonNegative = z.number().nonnegative()

/** A finite number above 0. */
export const positive = z.number().positive()

/** A share, 0 to 1. */
export const share = z.number().min(0).max(1)

/** A whole number, 1 or more. */
export const count = z.int().min(1)

/** A record with short keys, none of which can reach a prototype. */
export const recordOf = <T>(value: z.ZodType<T>): z.ZodType<Readonly<Record<string, T>>> =>
  z
    .unknown()
    .superRefine((input, context) => {
      if (typeof input !== 'object' || input === null) return
      for (const key of Object.keys(input)) {
        if (isPolluting(key))
          context.addIssue({ code: 'custom', message: `Key not allowed: ${key}`, path: [key] })
      }
    })
    .pipe(z.record(shortText, value))
