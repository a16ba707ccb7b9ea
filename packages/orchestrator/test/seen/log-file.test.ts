import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok } from 'neverthrow'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLogFile } from '../../src/seen/log-file.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Appends lines that say whether the file was fresh. */
const writer = (path: string) => {
  const file = createLogFile(path)
  return (line: string) => file.append((isFresh) => `${line}${isFresh ? ' fresh' : ''}\n`)
}

describe('a log file', () => {
  test('is made for its owner alone, and grows', async () => {
    const path = join(folder, 'log')
    const write = writer(path)
    expect(await write('a')).toEqual(ok(undefined))
    await write('b')
    expect(readFileSync(path, 'utf8')).toBe('a fresh\nb\n')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('is fresh after it was moved away, taken away or emptied', async () => {
    const path = join(folder, 'log')
    const write = writer(path)
    await write('a')
    renameSync(path, `${path}.1`)
    await write('b')
    writeFileSync(`${path}.keep`, '')
    rmSync(path)
    writeFileSync(`${path}.keep2`, '')
    await write('c')
    truncateSync(path, 0)
    await write('d')
    await write('e')
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('a fresh\n')
    expect(readFileSync(path, 'utf8')).toBe('d fresh\ne\n')
  })

  test('goes on after a line that was cut off', async () => {
    const path = join(folder, 'log')
    writeFileSync(path, 'whole\ncut o')
    await writer(path)('a')
    expect(readFileSync(path, 'utf8')).toBe('whole\ncut o\na fresh\n')
  })

  test('goes on after a whole line without an empty one', async () => {
    const path = join(folder, 'log')
    writeFileSync(path, 'whole\n')
    await writer(path)('a')
    expect(readFileSync(path, 'utf8')).toBe('whole\na fresh\n')
  })

  test('tells why it cannot be written, and is there when it can', async () => {
    const path = join(folder, 'later', 'log')
    const write = writer(path)
    expect((await write('a'))._unsafeUnwrapErr()).toEqual({ kind: 'log-file-failed', code: 'ENOENT' })
    expect((await writer(folder)('a'))._unsafeUnwrapErr().code).toBe('EISDIR')
  })

  test.runIf(process.platform === 'linux')('tells of a full disk', async () => {
    expect((await writer('/dev/full')('a'))._unsafeUnwrapErr().code).toBe('ENOSPC')
  })
})
