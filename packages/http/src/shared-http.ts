import { z } from 'zod'
import { createHttp, type Http } from './http.ts'
import type { HttpOptions } from './options.ts'

/** How an adapter makes its requests: options for an `Http` of its own, or an `Http` that is shared. */
export type HttpOrOptions = Http | HttpOptions

const isHttp = (http: HttpOrOptions): http is Http => 'json' in http

const isFunctionIfAny = (value: object, name: 'json' | 'stream'): boolean =>
  !(name in value) || typeof Reflect.get(value, name) === 'function'

const isEither = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  isFunctionIfAny(value, 'json') &&
  isFunctionIfAny(value, 'stream')

/** Schema of {@link HttpOrOptions}; {@link createHttp} checks the options themselves. */
export const HttpOrOptions: z.ZodType<HttpOrOptions> = z.custom<HttpOrOptions>(
  isEither,
  'expected options, or an Http',
)

/**
 * The `Http` that an adapter shall use.
 *
 * @param http - As its user gave it; default: one of its own.
 * @param defaults - Options of that one, where the user states none.
 * @example
 * const shared = createHttp()
 * httpFrom(shared) === shared // => true
 */
export const httpFrom = (http: HttpOrOptions = {}, defaults: HttpOptions = {}): Http =>
  isHttp(http) ? http : createHttp({ ...defaults, ...http })
