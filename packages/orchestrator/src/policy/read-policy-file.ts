import { type FileHandle, open, stat } from 'node:fs/promises'
import { err, ok, Result, ResultAsync } from 'neverthrow'
import type { PolicyFault } from './policy-fault.ts'

/** Largest policy file (bytes). A policy with a hundred rules has a tenth of it. */
const mostPolicyBytes = 262_144

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'unknown'

/** Reads up to one byte more than is allowed: files such as `/dev/zero` have no size and no end. */
const readStart = async (handle: FileHandle): Promise<Uint8Array> => {
  const bytes = new Uint8Array(mostPolicyBytes + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length)
    length += bytesRead
    if (bytesRead === 0 || length === bytes.length) return bytes.subarray(0, length)
  }
}

const readBytes = async (file: string): Promise<Uint8Array | undefined> => {
  // Opening a pipe waits until somebody writes into it.
  if (!(await stat(file)).isFile()) return undefined
  const handle = await open(file)
  try {
    return await readStart(handle)
  } finally {
    await handle.close()
  }
}

const decode = Result.fromThrowable((bytes: Uint8Array) =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes),
)

/**
 * Reads the text of a policy file.
 *
 * @param file - Its path; a link is followed.
 * @returns The text, or `unreadable-policy`, `policy-too-large`, `malformed-policy` when it is not UTF-8.
 */
export const readPolicyFile = (file: string): ResultAsync<string, PolicyFault> =>
  ResultAsync.fromPromise(
    readBytes(file),
    (thrown): PolicyFault => ({ kind: 'unreadable-policy', file, code: codeOf(thrown) }),
  ).andThen((bytes): Result<string, PolicyFault> => {
    if (bytes === undefined) return err({ kind: 'unreadable-policy', file, code: 'not-a-file' })
    if (bytes.length > mostPolicyBytes)
      return err({ kind: 'policy-too-large', file, limitBytes: mostPolicyBytes })
    const text = decode(bytes)
    return text.isOk()
      ? ok(text.value)
      : err({ kind: 'malformed-policy', file, issues: [{ path: '', expected: 'expected text in UTF-8' }] })
  })
