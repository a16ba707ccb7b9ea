import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

/** Recorded data, beside the repository. Not part of it: a checkout alone does not have them. */
export const recordedData = join(import.meta.dirname, '../../../../shared/data')

/** Whether there is a file or folder of the recorded data. */
export const isRecorded = (path: string): boolean => existsSync(join(recordedData, path))

/** Reads a recorded JSON file. */
export const readJson = <T>(path: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(join(recordedData, path), 'utf8')))

/** Reads the rows of a recorded CSV file with a header. */
export const readRows = <T>(path: string, schema: z.ZodType<T>): readonly T[] =>
  z.array(schema).parse(parse(readFileSync(join(recordedData, path)), { columns: true, trim: true }))
