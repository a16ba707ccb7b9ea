import { type Policy, parsePolicy } from '@aima/gpu-core'
import { err, ok, Result } from 'neverthrow'
import { isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { PolicyFault, PolicyIssue } from './policy-fault.ts'
import { lineAndColumn, type ParsedFile, placeIssue } from './policy-place.ts'

/** How many nodes aliases may add up to, as the yaml library counts them; a few lines could otherwise fill the memory. */
const mostAliases = 100

/** Most faults that are told, and the longest text of one. */
const mostIssues = 100
const longestText = 200

/** YAML 1.2 with nothing but what JSON has too: no tags of its own, no merge keys, no keys that are not texts. */
const parseYaml = Result.fromThrowable(
  (text: string): ParsedFile => {
    const lines = new LineCounter()
    const document = parseDocument(text, {
      lineCounter: lines,
      logLevel: 'error',
      merge: false,
      prettyErrors: false,
      resolveKnownTags: false,
      schema: 'core',
      stringKeys: true,
      // The library compares each key with all before it, which takes minutes for a large file; see `repeatedKeys`.
      uniqueKeys: false,
      version: '1.2',
    })
    return { document, lines }
  },
  (): PolicyIssue => ({ path: '', expected: 'expected YAML or JSON that can be read' }),
)

const toData = Result.fromThrowable(
  ({ document }: ParsedFile): unknown => document.toJS({ maxAliasCount: mostAliases }),
  (): PolicyIssue => ({ path: '', expected: 'expected aliases of anchors before them, and few of them' }),
)

const textOf = (code: string, message: string): string => {
  if (code === 'TAG_RESOLVE_FAILED') return 'expected no tag'
  if (code === 'MULTIPLE_DOCS') return 'expected one document'
  return message.slice(0, longestText)
}

const syntaxIssues = ({ document, lines }: ParsedFile): readonly PolicyIssue[] =>
  [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    ...lineAndColumn(lines, pos[0]),
    path: '',
    expected: textOf(code, message),
  }))

/** Keys that a map has twice: one of the two would be lost without a word. */
const repeatedKeys = ({ document, lines }: ParsedFile): readonly PolicyIssue[] => {
  const issues: PolicyIssue[] = []
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value))
          issues.push({
            ...lineAndColumn(lines, key.range?.[0] ?? 0),
            path: '',
            expected: 'expected each key once',
          })
        seen.add(key.value)
      }
    },
  })
  return issues
}

const toSoundFile = (text: string): Result<ParsedFile, readonly PolicyIssue[]> =>
  parseYaml(text)
    .mapErr((issue): readonly PolicyIssue[] => [issue])
    .andThen((file) => {
      const syntax = syntaxIssues(file)
      const issues = syntax.length > 0 ? syntax : repeatedKeys(file)
      return issues.length > 0 ? err(issues.slice(0, mostIssues)) : ok(file)
    })

/** The address of the schema is for editors, and no part of what is in force. */
const withoutSchema = ({ $schema: _, ...policy }: Policy): Policy => policy

/**
 * Reads a policy from an object.
 *
 * @param input - The object.
 * @returns A copy of it, or `invalid-policy`.
 */
export const toPolicy = (input: unknown): Result<Policy, PolicyFault> => parsePolicy(input).map(withoutSchema)

/**
 * Reads a policy from the text of a file.
 *
 * @param text - YAML or JSON, which is YAML.
 * @param file - Name of the file, for the fault.
 * @returns The policy, or `malformed-policy`, `invalid-policy` with the line and column of each fault.
 */
export const readPolicyText = (text: string, file: string): Result<Policy, PolicyFault> => {
  const malformed = (issues: readonly PolicyIssue[]): PolicyFault => ({
    kind: 'malformed-policy',
    file,
    issues,
  })
  const sound = toSoundFile(text)
  if (sound.isErr()) return err(malformed(sound.error))
  return toData(sound.value)
    .mapErr((issue) => malformed([issue]))
    .andThen((data) =>
      parsePolicy(data).mapErr(
        ({ kind, issues }): PolicyFault => ({
          kind,
          file,
          issues: issues.map((issue) => placeIssue(issue, sound.value)),
        }),
      ),
    )
    .map(withoutSchema)
}
