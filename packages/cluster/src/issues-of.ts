import type { z } from 'zod'

/** One faulty list may have very many. */
const mostIssues = 5

/**
 * What is wrong with a row or a reply, as paths and expectations: the first few faults.
 *
 * @param error - What its schema found.
 * @param whole - What it is called as a whole.
 */
export const issuesOf = (error: z.ZodError, whole: string): readonly string[] =>
  error.issues.slice(0, mostIssues).map(({ path, message }) => `${path.join('.') || whole}: ${message}`)
