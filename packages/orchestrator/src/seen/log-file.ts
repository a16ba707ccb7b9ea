import { type FileHandle, open } from 'node:fs/promises'
import { err, Result, ResultAsync } from 'neverthrow'

/** A log could not be written. */
interface LogFileFailed {
  /** Tag. */
  readonly kind: 'log-file-failed'
  /** The system's code, such as `ENOSPC`. */
  readonly code: string
}

/** A file to which lines are appended. */
export interface LogFile {
  /**
   * Appends text, all of it or none.
   *
   * @param textFor - Gives the text; it is told whether the file is another one than last time, or was emptied: then nothing that was written before is in it.
   */
  readonly append: (textFor: (isFresh: boolean) => string) => PromiseLike<Result<void, LogFileFailed>>
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'UNKNOWN'

const failed = (error: unknown): LogFileFailed => ({ kind: 'log-file-failed', code: codeOf(error) })

/** How a file was left. */
interface Left {
  readonly inode: number
  readonly device: number
  readonly bytes: number
}

/** Whether a file ends in the middle of a line, as it does when its writer died. */
const endsInLine = async (handle: FileHandle, bytes: number): Promise<boolean> => {
  if (bytes === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, bytes - 1)
  return buffer.toString() !== '\n'
}

/**
 * Opens nothing yet, and appends to a file of this machine. It is made when it is not there, readable for its owner alone, and may be moved away or emptied at any time.
 *
 * Each append opens the file and closes it again. What was written in part before the disk failed is cut off. Only one writer may use a file.
 *
 * @param path - The file. Its folder must be there.
 */
export const createLogFile = (path: string): LogFile => {
  let left: Left | undefined

  const appendTo = async (handle: FileHandle, textFor: (isFresh: boolean) => string): Promise<void> => {
    const { ino: inode, dev: device, size: bytes } = await handle.stat()
    const isSame = left?.inode === inode && left.device === device && left.bytes === bytes
    const isFresh = left?.inode !== inode || left.device !== device || bytes < left.bytes
    const start = !isSame && (await endsInLine(handle, bytes)) ? '\n' : ''
    const written = await ResultAsync.fromPromise(
      handle.appendFile(start + textFor(isFresh)),
      (error) => error,
    )
    if (written.isErr()) {
      await handle.truncate(bytes).catch(() => undefined)
      return Promise.reject(written.error)
    }
    left = { inode, device, bytes: (await handle.stat()).size }
  }
  const append = async (textFor: (isFresh: boolean) => string): Promise<Result<void, LogFileFailed>> => {
    const opened = await ResultAsync.fromPromise(open(path, 'a+', 0o600), failed)
    if (opened.isErr()) return err(opened.error)
    const appended = await ResultAsync.fromPromise(appendTo(opened.value, textFor), failed)
    const closed = await ResultAsync.fromPromise(opened.value.close(), failed)
    return Result.combine([appended, closed]).map(() => undefined)
  }
  return { append: (textFor) => append(textFor).catch((error: unknown) => err(failed(error))) }
}
