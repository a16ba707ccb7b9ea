import { err, ok, type Result } from 'neverthrow'
import type { Dispatcher } from 'undici'
import { z } from 'zod'
import { type Clock, systemClock } from './clock.ts'
import type { Secret } from './secret.ts'

/** How calls are made. */
export interface HttpOptions {
  /**
   * Connections of your own, such as undici's `MockAgent`. By default they are opened on the first call and
   * follow `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`.
   */
  readonly dispatcher?: Dispatcher | undefined
  /**
   * `User-Agent` of every request. Default `aima-gpu-sdk`: RunPod's front answers some agents, and none at
   * all, with 403.
   */
  readonly userAgent?: string | undefined
  /** Source of random numbers (0 to 1) for the waits between attempts. Default `Math.random`. */
  readonly random?: (() => number) | undefined
  /** Source of time. Default: the time of this machine. */
  readonly clock?: Clock | undefined
  /**
   * Longest time for one attempt (ms). Default 10 000: a listing that is filtered takes seconds. All machine
   * sizes of Azure at once take 10 to 60 s: filter, or ask for more time.
   */
  readonly attemptTimeoutMs?: number | undefined
  /** Longest time for a call with all its attempts and waits (ms). Default 30 000: three attempts. */
  readonly callTimeoutMs?: number | undefined
  /**
   * Longest time to open a connection, and for a proxy to open a tunnel (ms). Default 5 000: a host that is there
   * takes a fraction of that.
   */
  readonly connectTimeoutMs?: number | undefined
  /** Most attempts of a call. Default 3. */
  readonly maximumAttempts?: number | undefined
  /** First upper bound of the wait between attempts, doubled with each (ms). Default 250. */
  readonly firstRetryDelayMs?: number | undefined
  /**
   * Last upper bound of the wait between attempts (ms). Default 8 000. `Retry-After` is added to the wait.
   */
  readonly maximumRetryDelayMs?: number | undefined
  /**
   * Largest body of a reply, unpacked (bytes). Default 32 MiB: all machine sizes of Azure at once have 30 MB,
   * a region 1 to 2 MB. AWS's price files of hundreds of MB are for `stream`.
   */
  readonly maximumBodyBytes?: number | undefined
  /**
   * Most connections to one host, and so calls at once, through a proxy too; more calls wait in line. Default 6,
   * as browsers have it.
   */
  readonly connectionsPerHost?: number | undefined
  /**
   * Most redirects to follow, of `GET` and `HEAD` without a body. Default 0: an API that moves should be
   * noticed. No header of yours is sent to another host.
   */
  readonly maximumRedirects?: number | undefined
  /**
   * How long an answer of the name service is kept (ms). Default 0, not at all: kept connections ask rarely.
   * Unused behind a proxy.
   */
  readonly dnsCacheMs?: number | undefined
  /** What must appear in no error and no event, besides the secrets in a request. */
  readonly secrets?: readonly (string | Secret)[] | undefined
}

/** Options with every default filled in. */
export type HttpSettings = {
  readonly [Name in Exclude<keyof HttpOptions, 'dispatcher'>]-?: NonNullable<HttpOptions[Name]>
}

const mebibyte = 2 ** 20

/** The defaults; each is explained at its option. */
export const httpDefaults: HttpSettings = {
  userAgent: 'aima-gpu-sdk',
  random: Math.random,
  clock: systemClock,
  attemptTimeoutMs: 10_000,
  callTimeoutMs: 30_000,
  connectTimeoutMs: 5_000,
  maximumAttempts: 3,
  firstRetryDelayMs: 250,
  maximumRetryDelayMs: 8_000,
  maximumBodyBytes: 32 * mebibyte,
  connectionsPerHost: 6,
  maximumRedirects: 0,
  dnsCacheMs: 0,
  secrets: [],
}

const durationMs = z.number().positive()
const countFrom = (least: number) => z.int().min(least)

/** The options and limits that are numbers; a wrong one is reported by the first call. */
const numbers = z.object({
  attemptTimeoutMs: durationMs.optional(),
  callTimeoutMs: durationMs.optional(),
  connectTimeoutMs: durationMs.optional(),
  maximumAttempts: countFrom(1).optional(),
  firstRetryDelayMs: z.number().nonnegative().optional(),
  maximumRetryDelayMs: z.number().nonnegative().optional(),
  maximumBodyBytes: countFrom(1).optional(),
  connectionsPerHost: countFrom(1).optional(),
  maximumRedirects: countFrom(0).optional(),
  dnsCacheMs: z.number().nonnegative().optional(),
  maximumPages: countFrom(1).optional(),
})

const isGiven = ([, value]: readonly [string, unknown]): boolean => value !== undefined

const given = (options: object): object => Object.fromEntries(Object.entries(options).filter(isGiven))

/** Lists the faults of limits, each as `path: expectation`. */
export const limitIssues = (limits: object): readonly string[] =>
  (numbers.safeParse(limits).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)

/** Fills in the defaults, or lists what is wrong with the options. */
export const settingsOf = (options: HttpOptions): Result<HttpSettings, readonly string[]> => {
  const issues = limitIssues(options)
  return issues.length > 0 ? err(issues) : ok({ ...httpDefaults, ...given(options) })
}
