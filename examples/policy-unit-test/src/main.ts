import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

// In a project of your own, `node --test` finds such tests by itself, and any other test runner does as well.
const files = [join(import.meta.dirname, 'policy.test.ts')]

run({ files })
  .on('test:fail', () => {
    process.exitCode = 1
  })
  .compose(spec())
  .pipe(process.stdout)
