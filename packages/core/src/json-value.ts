import { z } from 'zod'
import { isPolluting } from './parse.ts'

/** A value that JSON can hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** A place in a value, and what does not belong there. */
interface JsonFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const isLeaf = (value: unknown): boolean =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value))

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The first place in a value that JSON could not hold, or that could reach a prototype; undefined: there is none. */
const faultIn = (value: unknown, path: JsonFault['path']): JsonFault | undefined => {
  if (isLeaf(value)) return undefined
  if (typeof value !== 'object' || value === null || !(Array.isArray(value) || isPlain(value)))
    return { path, message: 'expected a value that JSON can hold' }
  for (const [key, inner] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key]
    const fault = isPolluting(key)
      ? { path: place, message: `Key not allowed: ${key}` }
      : faultIn(inner, place)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** Schema of {@link JsonValue}. */
export const JsonValue: z.ZodType<JsonValue> = z.custom<JsonValue>().superRefine((value, context) => {
  const fault = faultIn(value, [])
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault.message, path: [...fault.path] })
})
