import type { ListError, Warning } from '@aima/gpu-core'
import { err, type Result } from 'neverthrow'
import { z } from 'zod'
import type { GraphqlData, GraphqlReply } from './graphql-wire.ts'
import { type ReadRows, readRows } from './rows.ts'

/** What is used of an error. */
const graphqlError = z.object({
  message: z.string().catch('no message'),
  extensions: z.object({ code: z.string() }).optional().catch(undefined),
})

const mostErrors = 5
const longestMessage = 200

/** Codes of the server that RunPod uses (Apollo) for matters of credentials. */
const codesOfCredentials: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN'])

/** Apart from the text and the code, nothing of an error is repeated. */
const textOf = ({ message, extensions }: z.infer<typeof graphqlError>): string => {
  const code = extensions === undefined ? '' : ` (${extensions.code.slice(0, 64)})`
  return `errors: ${message.slice(0, longestMessage)}${code}`.replace(/\p{Cc}/gu, ' ')
}

/**
 * The error in a reply. RunPod sends it with status 200, alone or beside data.
 *
 * @param reply - The reply.
 * @returns `unauthorized`, or `unexpected-shape` with the texts of the first errors; undefined: there is none.
 * @example
 * errorOfReply({ errors: [{ message: 'try later' }], data: null }) // => { kind: 'unexpected-shape', issues: ['errors: try later'] }
 */
export const errorOfReply = ({ errors }: GraphqlReply): ListError | undefined => {
  const listed = (errors ?? []).slice(0, mostErrors)
  const read = listed.map((error) => graphqlError.safeParse(error).data ?? { message: 'no message' })
  if (read.length === 0) return undefined
  return read.some(({ extensions }) => codesOfCredentials.has(extensions?.code ?? ''))
    ? { kind: 'unauthorized' }
    : { kind: 'unexpected-shape', issues: read.map(textOf) }
}

/** What is read of a reply. */
export interface Reading<T> {
  /** Name of the reply in warnings. */
  readonly part: string
  /** Root of its query. */
  readonly field: keyof GraphqlData
  /** What a row should be. */
  readonly schema: z.ZodType<T>
}

/** Where an error stands beside data, a part of the data is missing. */
const partly = (reply: GraphqlReply, part: string): readonly Warning[] => {
  const error = errorOfReply(reply)
  return error === undefined ? [] : [{ kind: 'part-missing', part: `some of ${part}`, error }]
}

/**
 * Reads the rows of a reply.
 *
 * @param reply - The reply.
 * @param reading - What is read of it.
 * @returns The rows; without any list the error of the reply, or `unexpected-shape`.
 */
export const rowsOfReply = <T>(
  reply: GraphqlReply,
  { part, field, schema }: Reading<T>,
): Result<ReadRows<T>, ListError> => {
  const listed = reply.data?.[field]
  return Array.isArray(listed)
    ? readRows(schema, listed, part).map(({ rows, bad }) => ({ rows, bad: [...bad, ...partly(reply, part)] }))
    : err(errorOfReply(reply) ?? { kind: 'unexpected-shape', issues: [`data.${field}: expected a list`] })
}
