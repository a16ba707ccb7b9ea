import { Result } from 'neverthrow'
import type { z } from 'zod'
import type { Call } from '../call.ts'
import type { HttpError } from '../http-error.ts'
import { checked, unexpectedShape } from './checked.ts'

const parse = Result.fromThrowable((text: string): unknown => JSON.parse(text))

/** Reads JSON and checks it. V8's own message repeats a part of the text, so it is not used. */
export const readJson = <T>(call: Call, schema: z.ZodType<T>, text: string): Result<T, HttpError> =>
  parse(text)
    .mapErr(() => unexpectedShape(call, [`body: JSON expected (${text.length} characters)`]))
    .andThen((data) => checked(call, schema, data))
