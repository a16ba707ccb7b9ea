import { expect, test } from 'vitest'
import { failingChecks } from './flaw.ts'
import { lifecycleFlaws } from './lifecycle-flaws.ts'

test.each(lifecycleFlaws)(
  'an adapter that $flaw fails $fails and nothing else',
  async ({ fails, contract }) => {
    expect(await failingChecks(contract)).toEqual(fails.toSorted())
  },
)
