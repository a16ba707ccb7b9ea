import type { DecideOptions, Job, Offer, Policy } from '@aima/gpu-core'
import { err, ok, Result } from 'neverthrow'
import type { Clock } from '../clock.ts'
import type { Tell } from './events.ts'
import type { NameOf } from './job-names.ts'
import type { LogFile } from './log-file.ts'
import { decisionLine, offersLine, policyHash, policyLine } from './log-line.ts'
import { loggedJob } from './logged-job.ts'
import { type OfferGroup, prepareOfferGroups } from './logged-offers.ts'

/** What was decided. */
export interface DecidedQuestion {
  /** The job. */
  readonly job: Job
  /** What could be had. */
  readonly offers: readonly Offer[]
  /** The rules, with all that the orchestrator has learnt. */
  readonly policy: Policy
  /** As core was given them. */
  readonly options: DecideOptions
}

/** Decisions that could not be written. */
export interface LogNotWritten {
  /** Tag. */
  readonly kind: 'log-not-written'
  /** The system's code, such as `ENOSPC`. */
  readonly code: string
  /** All that is missing, as lines of a log that stands for itself. */
  readonly lines: string
}

/** A log of decisions. */
export interface DecisionLog {
  /** Logs a decision. It returns at once; the line is written soon after. */
  readonly record: (question: DecidedQuestion) => void
  /** Writes all that waits, now. What could not be written still waits. */
  readonly flush: () => Promise<Result<void, LogNotWritten>>
  /** Writes all that waits and ends: what is recorded later is dropped. What could not be written is given to the caller. */
  readonly close: () => Promise<Result<void, LogNotWritten>>
}

/** A decision that waits. */
interface Entry {
  readonly policy: Policy
  readonly policyHash: string
  readonly groups: readonly OfferGroup[]
  readonly line: string
}

/** What a log needs. */
export interface DecisionLogOptions {
  /** Where it is written. */
  readonly file: LogFile
  /** Time. */
  readonly clock: Clock
  /** Told `log-failed`. */
  readonly tell: Tell
  /** Names of jobs. */
  readonly nameOf: NameOf
}

/** Most decisions that are written at once, so that other work gets its turn in between. */
const batch = 50

/** Most hashes that are remembered as written; then offers are logged again. */
const mostHashes = 10_000

const firstRetryMs = 1000
const lastRetryMs = 60_000

const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** A copy, because its owner may change a job before it is written. */
const cloned = Result.fromThrowable((job: Job): Job => structuredClone(job))

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

const rankedByDefault = 20

/** Writes the lines of decisions, each after what it refers to. */
const textOf = (entries: readonly Entry[], isWritten: (hash: string) => boolean) => {
  const added = new Set<string>()
  const lines: string[] = []
  const refer = (hash: string, line: () => string): void => {
    if (added.has(hash) || isWritten(hash)) return
    added.add(hash)
    lines.push(line())
  }
  for (const { policy, policyHash: hash, groups, line } of entries) {
    refer(hash, () => policyLine(policy))
    for (const group of groups) refer(group.hash, () => offersLine(group))
    lines.push(line)
  }
  return { text: lines.map((line) => `${line}\n`).join(''), added }
}

/**
 * Keeps a log of decisions as JSON lines, from which {@link replay} makes every one of them again, byte for byte.
 *
 * Three kinds of lines, each a JSON object:
 *
 * - `{ kind: 'policy', hash, policy }`: a policy, and the SHA-256 of its JSON.
 * - `{ kind: 'offers', hash, source, offers }`: what one source had, without `launch`. It is written when it has changed, before the first decision that refers
 *   to it. `hash` is the SHA-256 of the JSON of `[source, ...hashes]` with the SHA-256 of each offer's JSON.
 * - `{ kind: 'decision', version: 1, nowMs, job, policy, offers, failures, ranked, outcome, sha256 }`: what was decided when (ms since 1970-01-01 UTC), by the
 *   hashes of policy and offers, with how many candidates ranked (null: all). `outcome` has the winner with its estimate, the alternatives in one line each, the counts
 *   and the nearest misses; `sha256` is that of the JSON of `[{ nowMs, job, policy, offers, failures, ranked }, decision]` with all of core's decision.
 *
 * The order of lines is the order of decisions. A file that is moved away or emptied is noticed, and the next one stands for itself. A confidential job has a
 * pseudonym, and neither labels nor a workload but those that policy or offers name themselves; the decision in the log is the one that core makes for just
 * that job. A disk that fails loses nothing: lines wait in memory, are tried again after 1 s to 60 s, and `log-failed` is told each time.
 *
 * @param options - File, time, and who is told.
 * @returns The log. Its work is done after the caller's, on a timer that keeps no process alive: `close` writes what waits.
 */
export const createDecisionLog = ({ file, clock, tell, nameOf }: DecisionLogOptions): DecisionLog => {
  const groupsOf = prepareOfferGroups()
  const written = new Set<string>()
  const asked: DecidedQuestion[] = []
  const waiting: Entry[] = []
  let failures = 0
  let isClosed = false
  let isPlanned = false
  let cancel = (): void => undefined
  let writing: Promise<Result<void, string>> = Promise.resolve(ok())

  const left = (): number => waiting.length + asked.length
  const entryOf = ({ job, offers, policy, options }: DecidedQuestion): Entry => {
    const groups = groupsOf(offers)
    const all = groups.flatMap((group) => group.offers)
    const rules = asStored(policy)
    const hash = policyHash(rules)
    const question = asStored({
      nowMs: finite(options.nowMs),
      job: loggedJob(job, { policy: rules, offers: all, nameOf }),
      policy: hash,
      offers: groups.map((group) => group.hash),
      failures: options.failures ?? [],
      ranked: finite(options.ranked ?? rankedByDefault),
    })
    return {
      policy: rules,
      policyHash: hash,
      groups,
      line: decisionLine(question, { policy: rules, offers: all }),
    }
  }
  /** Works out some of what was asked since. What JSON cannot hold could not be logged at all: it is told and dropped. */
  const prepare = (): void => {
    for (const question of asked.splice(0, batch)) {
      const entry = Result.fromThrowable(entryOf)(question)
      if (entry.isOk()) waiting.push(entry.value)
      else tell({ kind: 'log-failed', code: 'NOT_JSON', waiting: left() })
    }
  }
  const writeBatch = async (): Promise<Result<void, string>> => {
    if (waiting.length === 0) prepare()
    const entries = waiting.slice(0, batch)
    let added: ReadonlySet<string> = new Set()
    const appended = await file.append((isFresh) => {
      if (isFresh || written.size > mostHashes) written.clear()
      const made = textOf(entries, (hash) => written.has(hash))
      added = made.added
      return made.text
    })
    if (appended.isErr()) return err(appended.error.code)
    for (const hash of added) written.add(hash)
    waiting.splice(0, entries.length)
    return ok()
  }
  const writeAll = async (): Promise<Result<void, string>> => {
    while (left() > 0) {
      const result = await writeBatch()
      if (result.isErr()) {
        failures += 1
        tell({ kind: 'log-failed', code: result.error, waiting: left() })
        return result
      }
      failures = 0
    }
    return ok()
  }
  const write = (): Promise<Result<void, string>> => {
    writing = writing.then(writeAll)
    return writing
  }
  const plan = (delayMs: number): void => {
    if (isPlanned || isClosed) return
    isPlanned = true
    cancel = clock.after(delayMs, () => {
      isPlanned = false
      void write().then(() => {
        if (left() > 0) plan(Math.min(lastRetryMs, firstRetryMs * 2 ** (failures - 1)))
      })
    })
  }
  const flush = async (): Promise<Result<void, LogNotWritten>> => {
    const result = await write()
    if (result.isOk()) return ok()
    while (asked.length > 0) prepare()
    return err({ kind: 'log-not-written', code: result.error, lines: textOf(waiting, () => false).text })
  }
  return {
    record: (question) => {
      if (isClosed) return
      const job = cloned(question.job)
      if (job.isErr()) return tell({ kind: 'log-failed', code: 'NOT_JSON', waiting: left() })
      asked.push({ ...question, job: job.value })
      plan(0)
    },
    flush,
    close: () => {
      isClosed = true
      cancel()
      return flush()
    },
  }
}
