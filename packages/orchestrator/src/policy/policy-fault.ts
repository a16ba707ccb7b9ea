/** One fault in a policy. */
export interface PolicyIssue {
  /** Line in the file (1 or more); absent: the policy is an object, or the fault has no place. */
  readonly line?: number | undefined
  /** Column in that line (1 or more). */
  readonly column?: number | undefined
  /** Where it is in the policy, such as `strategy.order[2]`; empty for the policy as a whole. */
  readonly path: string
  /** What belongs there, in one English line. Values are not repeated. */
  readonly expected: string
}

/** Why a policy did not come into force. */
export type PolicyFault =
  | {
      /** The file cannot be read. */
      readonly kind: 'unreadable-policy'
      /** The file. */
      readonly file: string
      /** The system's code, such as `ENOENT`; `not-a-file` for what is none, such as a folder or a pipe. */
      readonly code: string
    }
  | {
      /** The file is larger than any sound policy. */
      readonly kind: 'policy-too-large'
      /** The file. */
      readonly file: string
      /** The limit (bytes). */
      readonly limitBytes: number
    }
  | {
      /** The file is no YAML and no JSON, or has parts of YAML that are not allowed: tags, several documents, too many aliases. */
      readonly kind: 'malformed-policy'
      /** The file. */
      readonly file: string
      /** What is wrong, in the order of the file. */
      readonly issues: readonly PolicyIssue[]
    }
  | {
      /** It can be read, and is no policy. */
      readonly kind: 'invalid-policy'
      /** The file; absent: the policy was given as an object. */
      readonly file?: string | undefined
      /** Every fault, up to a hundred. */
      readonly issues: readonly PolicyIssue[]
    }

const placeOf = (file: string | undefined, { line, column, path }: PolicyIssue): string => {
  const spot = line === undefined ? [] : [line, ...(column === undefined ? [] : [column])]
  return [[file ?? 'policy', ...spot].join(':'), ...(path === '' ? [] : [path])].join(' ')
}

/**
 * Writes a fault as English lines, one for each issue, with the place in the form that editors and terminals can open.
 *
 * @param fault - The fault.
 * @example
 * describePolicyFault({
 *   kind: 'invalid-policy',
 *   file: 'policy.yaml',
 *   issues: [{ line: 2, column: 9, path: 'strategy.kind', expected: 'expected a strategy' }],
 * }) // => ['policy.yaml:2:9 strategy.kind: expected a strategy']
 */
export const describePolicyFault = (fault: PolicyFault): readonly string[] => {
  switch (fault.kind) {
    case 'unreadable-policy':
      return [`${fault.file} cannot be read (${fault.code})`]
    case 'policy-too-large':
      return [`${fault.file} is larger than ${fault.limitBytes} bytes`]
    case 'malformed-policy':
    case 'invalid-policy':
      return fault.issues.map((issue) => `${placeOf(fault.file, issue)}: ${issue.expected}`)
  }
}
