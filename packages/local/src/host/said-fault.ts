import type { ProbeFault, ProbeFaultKind } from '../probe-fault.ts'
import { faultOfRun, faultOfText } from './run-fault.ts'
import type { ToolRun } from './tool-run.ts'

/** What a tool says when it cannot work, and what that means. */
export interface Saying {
  /** How it is recognised. */
  readonly pattern: RegExp
  /** Which kind of fault it is. */
  readonly kind: ProbeFaultKind
  /** What its user can do, in one English line. */
  readonly hint: string
}

/** So much of an output is looked at (characters). */
const longestText = 10_000

/**
 * Says why a run gave nothing to read.
 *
 * @param run - The run.
 * @param sayings - What its tool is known to say; the first that fits counts.
 * @returns The fault: how the run ended, else what it said, else `tool-failed` or, when it says that all is well, `unexpected-output`.
 */
export const faultBySayings = (run: ToolRun, sayings: readonly Saying[]): ProbeFault => {
  const ended = faultOfRun(run)
  if (ended !== undefined) return ended
  const said = `${run.stdout.slice(0, longestText)}\n${run.stderr.slice(0, longestText)}`
  const saying = sayings.find(({ pattern }) => pattern.test(said))
  if (saying !== undefined) return faultOfText(run, saying.kind, saying.hint)
  const kind = run.end.kind === 'exited' && run.end.code === 0 ? 'unexpected-output' : 'tool-failed'
  return faultOfText(run, kind, 'Run it by hand; its version may not fit the driver.')
}
