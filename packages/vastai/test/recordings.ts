import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../shared/data/vastai')

/** Recordings stand beside the repository and are no part of it. */
export const hasRecordings: boolean = existsSync(folder)

if (!hasRecordings)
  console.log('Vast.ai: no recordings beside the repository, so the tests that read them are skipped')

/** Text of a file. */
export const recordedText = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** Files that hold whole replies. */
export const recordedReplies = (): readonly string[] =>
  globSync(['bundles-*.json', 'union-*.json', 'sequence-*/*.json', 'weekly/*.json'], { cwd: folder }).sort()

/** Rows of a reply, or of a file with one row a line. */
export const recordedRows = (file: string): readonly unknown[] => {
  const text = recordedText(file)
  if (!file.endsWith('.jsonl')) return JSON.parse(text).offers
  const lines = text.trim().split('\n')
  return lines.map((line) => JSON.parse(line).offer)
}
