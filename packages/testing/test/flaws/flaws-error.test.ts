import { expect, test } from 'vitest'
import { errorFlaws } from './error-flaws.ts'
import { failingChecks } from './flaw.ts'

test.each(errorFlaws)('an adapter that $flaw fails $fails and nothing else', async ({ fails, contract }) => {
  expect(await failingChecks(contract)).toEqual(fails.toSorted())
})
