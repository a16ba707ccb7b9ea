import type { ProbeFault, ProbeFaultKind } from '../probe-fault.ts'
import type { ToolRun } from './tool-run.ts'

/** Longest text of a tool that a fault repeats (characters). */
const longestText = 300

/**
 * One line of what a tool said, without control characters and not over 300 characters.
 *
 * @example
 * oneLine(' No devices\r\n  were found\n') // => 'No devices were found'
 */
export const oneLine = (text: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = text.slice(0, 4 * longestText).replace(/\x1b\[[0-9;]*m|[\x00-\x1f\x7f-\x9f]/g, ' ')
  const line = plain.replace(/\s+/g, ' ').trim()
  return line.length > longestText ? `${line.slice(0, longestText)}…` : line
}

/** Name of a tool from its path. */
const nameOf = (path: string): string => (path.split(/[/\\]/).at(-1) ?? path).replace(/\.exe$/i, '')

interface Cause {
  readonly kind: ProbeFaultKind
  readonly text: string
  readonly hint: string
}

const causeOf = ({ tool, end }: ToolRun): Cause | undefined => {
  switch (end.kind) {
    case 'exited':
      if (end.signal === undefined) return undefined
      return {
        kind: 'tool-failed',
        text: `ended by ${end.signal}`,
        hint: 'Run it by hand; when it crashes there too, install the driver and its tools anew.',
      }
    case 'not-started':
      return {
        kind: 'tool-failed',
        text: `${tool}: ${end.code}`,
        hint:
          end.code === 'EACCES' ? 'Make the tool executable for this user.' : 'Check the path of the tool.',
      }
    case 'timed-out':
      return {
        kind: 'timed-out',
        text: `no answer in ${end.afterMs} ms`,
        hint: 'The driver may hang: look at the kernel log (NVIDIA: Xid). If it is only slow, switch persistence mode on, or allow more time with deadlineMs.',
      }
    case 'still-running':
      return {
        kind: 'still-running',
        text: 'an earlier run was killed and lives still',
        hint: 'The driver hangs: look at the kernel log; mostly only a reboot helps.',
      }
    case 'too-large':
      return {
        kind: 'too-large',
        text: `over ${end.limitBytes} bytes`,
        hint: 'Allow more with maximumOutputBytes if this machine has very many GPUs.',
      }
    case 'cancelled':
      return { kind: 'cancelled', text: 'cancelled by the caller', hint: 'Probe again.' }
  }
}

/**
 * Says why a run gave nothing to read.
 *
 * @param run - A run.
 * @returns The fault; undefined for a tool that ended by itself, whatever its exit code: its text decides.
 */
export const faultOfRun = (run: ToolRun): ProbeFault | undefined => {
  const cause = causeOf(run)
  return cause && { ...cause, tool: nameOf(run.tool) }
}

/** A fault that a tool told in words. */
export const faultOfText = (run: ToolRun, kind: ProbeFaultKind, hint: string): ProbeFault => {
  const said = oneLine(run.stdout) || oneLine(run.stderr)
  const code = run.end.kind === 'exited' && run.end.code !== 0 ? `exit ${run.end.code}` : ''
  return { kind, tool: nameOf(run.tool), text: [code, said].filter(Boolean).join(': ') || 'no output', hint }
}

/**
 * Faults of one tool without repetitions: runs of it mostly fail together.
 *
 * @example
 * const fault = { kind: 'cancelled', tool: 'amd-smi', text: '', hint: '' } as const
 * oneOfEachKind([fault, fault]).length // => 1
 */
export const oneOfEachKind = (faults: readonly ProbeFault[]): readonly ProbeFault[] =>
  faults.filter(({ kind }, at) => faults.findIndex((fault) => fault.kind === kind) === at)
