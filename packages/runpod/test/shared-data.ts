import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../shared/data/runpod')

/** Recorded data stands beside the repository and is no part of it. */
export const hasData = existsSync(folder)

if (!hasData)
  console.info('RunPod: no recordings beside the repository, so the tests that read them are skipped')

/** Text of a file. */
export const text = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** A JSON file, of which nothing is known yet. */
export const json = (name: string): unknown => JSON.parse(text(name))
