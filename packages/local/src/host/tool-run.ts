/** One run of a tool, finished or given up. */
export interface ToolRun {
  /** Absolute path of the tool. */
  readonly tool: string
  /** Its arguments. */
  readonly args: readonly string[]
  /** How it ended. */
  readonly end: ToolEnd
  /** What it printed, decoded as UTF-8 with replacement. Whole only when it exited; else at most its first 64 KiB. */
  readonly stdout: string
  /** The same of its errors. */
  readonly stderr: string
}

/** How a run ended. */
export type ToolEnd =
  | {
      /** It ended by itself. */
      readonly kind: 'exited'
      /** Its exit code; null: a signal ended it. */
      readonly code: number | null
      /** The signal, such as `SIGSEGV`. */
      readonly signal?: string | undefined
    }
  | {
      /** It could not be started. */
      readonly kind: 'not-started'
      /** The system's code, such as `ENOENT` or `EACCES`. */
      readonly code: string
    }
  | {
      /** It did not end in time, and was killed or, when that did not help, left alone. */
      readonly kind: 'timed-out'
      /** How long was waited (ms). */
      readonly afterMs: number
    }
  | {
      /** It printed more than is allowed, and was killed. */
      readonly kind: 'too-large'
      /** The limit (bytes). */
      readonly limitBytes: number
    }
  | {
      /** The caller cancelled, and it was killed. */
      readonly kind: 'cancelled'
    }
  | {
      /** An earlier run of the same tool hangs still, so it was not started. */
      readonly kind: 'still-running'
    }
