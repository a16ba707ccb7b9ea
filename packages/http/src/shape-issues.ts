import type { z } from 'zod'
import type { Redact } from './redact.ts'

/** Most issues that are listed; a page of 1 000 wrong rows has the same fault 1 000 times. */
const mostIssues = 20
/** Longest issue (characters): keys come from the reply and may be of any length. */
const longestIssue = 200

// Keys of a reply are shown, and might move the cursor of a terminal.
const controlCharacters = /\p{Cc}/gu

/** A text of a reply as it may be shown: without secrets and control characters, and not too long. */
export const shown = (text: string, redact: Redact): string => {
  const clean = redact(text).replace(controlCharacters, '\uFFFD')
  return clean.length > longestIssue ? `${clean.slice(0, longestIssue)}…` : clean
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')

/** Cleans and caps issues, so that they can be shown. */
export const shownIssues = (issues: readonly string[], redact: Redact): readonly string[] => {
  const listed = issues.slice(0, mostIssues).map((issue) => shown(issue, redact))
  return issues.length > mostIssues ? [...listed, `${issues.length - mostIssues} more`] : listed
}

/**
 * Writes the faults that a schema found as `path: expectation`. Values are never repeated.
 *
 * @param error - What the schema found.
 * @param redact - Removes secrets, which a key of the reply may hold.
 */
export const shapeIssues = (error: z.ZodError, redact: Redact): readonly string[] =>
  shownIssues(
    error.issues.map(({ path, message }) => `${pathText(path) || 'body'}: ${message}`),
    redact,
  )
