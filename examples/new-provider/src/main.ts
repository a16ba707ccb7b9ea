import { join } from 'node:path'
import { run } from 'node:test'
import { checkNames } from '@aima/gpu-testing'

/** A test's title ends with the name of its check, such as `(retry-after-date)`. */
const checkIn = (title: string): string => /\(([a-z0-9-]+)\)$/.exec(title)?.[1] ?? title

const passed = new Set<string>()
const failed = new Map<string, string>()

const tests = run({ files: [join(import.meta.dirname, 'contract.test.ts')] })
for await (const { type, data } of tests) {
  if (type === 'test:pass') passed.add(checkIn(data.name))
  if (type === 'test:fail') failed.set(checkIn(data.name), data.details.error.message)
}

console.log('What the adapter in src/acme.ts promises, and whether it holds:\n')
for (const [family, names] of Object.entries(checkNames)) {
  const held = names.filter((name) => passed.has(name))
  const asked = names.filter((name) => passed.has(name) || failed.has(name))
  if (asked.length > 0) console.log(`  ${family.padEnd(12)}${held.length} of ${asked.length}`)
}
for (const [name, message] of failed) console.log(`\n  FAILED ${name}: ${message}`)

console.log(`\n${passed.size} checks passed, ${failed.size} failed.`)
process.exitCode = failed.size === 0 ? 0 : 1
