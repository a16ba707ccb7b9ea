import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, Result, ResultAsync } from 'neverthrow'
import { z } from 'zod'
import { codeOf } from './fault.ts'

/** What is known of a file that was downloaded. */
export interface Validators {
  /** Its `ETag`. */
  readonly etag?: string | undefined
  /** Its `Last-Modified`. */
  readonly lastModified?: string | undefined
  /** SHA-256 of its body. */
  readonly digest: string
  /** When it came (ms since 1970-01-01 UTC). */
  readonly downloadedAtMs: number
}

/** A file that was downloaded. */
export interface StoredDownload {
  /** What is known of it. */
  readonly validators: Validators
  /** Its body. */
  readonly body: Uint8Array
}

const Validators: z.ZodType<Validators> = z.object({
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  digest: z.string(),
  downloadedAtMs: z.number(),
})

const lineFeed = 0x0a

/** SHA-256 of bytes or text, in hexadecimal digits. */
export const digestOf = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex')

const parseValidators = Result.fromThrowable((text: string) => Validators.parse(JSON.parse(text)))

/**
 * The first line of a stored file has the validators, the rest is the body: so both are replaced in one step.
 */
const decode = (file: Uint8Array): Result<StoredDownload, 'damaged'> => {
  const end = file.indexOf(lineFeed)
  const body = file.subarray(end + 1)
  return parseValidators(Buffer.from(file.subarray(0, Math.max(0, end))).toString())
    .mapErr(() => 'damaged' as const)
    .andThen((validators) =>
      validators.digest === digestOf(body) ? ok({ validators, body }) : err('damaged' as const),
    )
}

const pathOf = (folder: string, key: string): string => join(folder, `${key.slice(0, 32)}.download`)

/**
 * Reads a stored file.
 *
 * @returns The file; `undefined` when there is none, it cannot be read, or it is damaged: then it is
 *   downloaded anew.
 */
export const readStored = async (folder: string, key: string): Promise<StoredDownload | undefined> => {
  const file = await ResultAsync.fromPromise(readFile(pathOf(folder, key)), codeOf)
  return file.andThen(decode).unwrapOr(undefined)
}

const replaceFile = async (folder: string, key: string, content: Uint8Array): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const temporary = join(folder, `.${key.slice(0, 32)}.${randomUUID()}`)
  try {
    await writeFile(temporary, content, { mode: 0o600 })
    await rename(temporary, pathOf(folder, key))
  } finally {
    await rm(temporary, { force: true })
  }
}

/**
 * Stores a file: written beside its place and then moved there, so that a reader finds the old one or the new
 * one, whole.
 *
 * @returns The system's code, such as `EACCES` or `ENOSPC`, when it cannot be stored.
 */
export const writeStored = (
  folder: string,
  key: string,
  { validators, body }: StoredDownload,
): ResultAsync<void, string> => {
  const head = Buffer.from(`${JSON.stringify(validators)}\n`)
  return ResultAsync.fromPromise(replaceFile(folder, key, Buffer.concat([head, body])), codeOf)
}
