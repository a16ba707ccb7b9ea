import { inspect } from 'node:util'

/** What stands where a secret would. */
export const redacted = '[redacted]'

/** A text that must not be seen: text, JSON, `console.log` and template strings show `[redacted]`. */
export interface Secret {
  /** Gives the text itself, for the one place that needs it. */
  readonly reveal: () => string
  /** Always `[redacted]`. */
  readonly toString: () => string
  /** Always `[redacted]`. */
  readonly toJSON: () => string
}

const hide = (): string => redacted

/**
 * Wraps a text that must not be seen, such as an API key.
 *
 * A secret in a request's headers or query is also kept out of the errors and events of that request.
 *
 * @param value - The text.
 * @example
 * const key = secret('rpa_123')
 * JSON.stringify({ key, header: `Bearer ${key}` }) // => '{"key":"[redacted]","header":"Bearer [redacted]"}'
 */
export const secret = (value: string): Secret =>
  Object.freeze({
    reveal: () => value,
    toString: hide,
    toJSON: hide,
    [Symbol.toPrimitive]: hide,
    [inspect.custom]: hide,
  })

/** The text of a secret, and a text as it is. */
export const revealed = (value: string | Secret): string =>
  typeof value === 'string' ? value : value.reveal()
