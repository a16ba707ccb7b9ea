import { onTestFinished } from 'vitest'
import { createHttp, type Http, type HttpOptions } from '../../src/index.ts'
import { type HastyClock, hastyClock } from './clocks.ts'

/** Calls whose waits between attempts take no time; closed when the test is finished. */
export const hastyHttp = (options: HttpOptions = {}): Http & { readonly clock: HastyClock } => {
  const clock = hastyClock()
  const http = createHttp({
    clock,
    random: () => 1,
    attemptTimeoutMs: 1_000_000,
    callTimeoutMs: 10_000_000,
    ...options,
  })
  onTestFinished(() => http.close())
  return { ...http, clock }
}

/** Calls that are closed when the test is finished. */
export const testHttp = (options: HttpOptions = {}): Http => {
  const http = createHttp(options)
  onTestFinished(() => http.close())
  return http
}
