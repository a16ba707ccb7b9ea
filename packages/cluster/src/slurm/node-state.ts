/** Whether a node takes jobs. */
export type NodeState =
  | {
      /** It takes jobs. */
      readonly kind: 'usable'
      /** Whether it still tidies up after a job, whose GPUs may be told as free already. */
      readonly isCompleting: boolean
      /** Whether the scheduler has promised what is free to a job that starts soon. */
      readonly isPlanned: boolean
      /** Whether it sleeps, and a job would wake it. */
      readonly isAsleep: boolean
    }
  | {
      /** It takes none. */
      readonly kind: 'unusable'
      /** Why, in small letters, such as `drain` or `not_responding`. */
      readonly reason: string
    }

const takingBases: ReadonlySet<string> = new Set(['IDLE', 'MIXED', 'ALLOCATED'])

/** Flags that keep no job away. Any other one does, known or not: a flag of a later version is not taken for harmless. */
const harmless: ReadonlySet<string> = new Set([
  'CLOUD',
  'COMPLETING',
  'DYNAMIC_FUTURE',
  'DYNAMIC_NORM',
  'PLANNED',
  'REBOOT_CANCELED',
  'RESUME',
  'UNDRAIN',
])

/** A sleeping node is idle and powered down, or on its way back. */
const sleeping: ReadonlySet<string> = new Set(['POWERED_DOWN', 'POWERING_UP', 'POWER_UP'])

/** What a suffix of a text state means. Source: sinfo(1), NODE STATE CODES, Slurm 22.05. */
const suffixes: Readonly<Record<string, string>> = {
  '*': 'NOT_RESPONDING',
  '~': 'POWERED_DOWN',
  '#': 'POWERING_UP',
  '%': 'POWERING_DOWN',
  $: 'MAINTENANCE',
  '@': 'REBOOT_REQUESTED',
  '^': 'REBOOT_ISSUED',
  '!': 'POWER_DOWN',
  '-': 'PLANNED',
}

/** `DRAINING` and `DRAINED` are a base with a flag; `COMPLETING` alone may stand in place of a base. */
const wordsOf = (text: string): readonly string[] => {
  const marks = /[*~#%$@^!-]+$/.exec(text)?.[0] ?? ''
  const base = text.slice(0, text.length - marks.length)
  return [base.toUpperCase(), ...[...marks].map((mark) => suffixes[mark] ?? mark)]
}

/**
 * Reads the state of a node, however its version writes it: `["MIXED", "DRAIN"]`, `mixed` with flags beside it, `MIXED+DRAIN`, or
 * `mixed*`.
 *
 * @param words - State and flags.
 * @example
 * readNodeState(['MIXED+DRAIN']) // => { kind: 'unusable', reason: 'drain' }
 * readNodeState(['idle']) // => { kind: 'usable', isCompleting: false, isPlanned: false, isAsleep: false }
 */
export const readNodeState = (words: readonly string[]): NodeState => {
  const [base = 'UNKNOWN', ...flags] = words.flatMap((word) => word.split('+')).flatMap(wordsOf)
  const bad = flags.find((flag) => !harmless.has(flag) && !sleeping.has(flag))
  if (bad !== undefined) return { kind: 'unusable', reason: bad.toLowerCase().slice(0, 64) }
  if (!takingBases.has(base))
    return { kind: 'unusable', reason: (base === '' ? 'unknown' : base).toLowerCase().slice(0, 64) }
  return {
    kind: 'usable',
    isCompleting: flags.includes('COMPLETING'),
    isPlanned: flags.includes('PLANNED'),
    isAsleep: flags.some((flag) => sleeping.has(flag)),
  }
}
