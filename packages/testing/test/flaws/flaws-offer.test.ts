import { expect, test } from 'vitest'
import { failingChecks } from './flaw.ts'
import { offerFlaws } from './offer-flaws.ts'

/** What is wrong with an offer shows in these families only: the others expect errors. */
const families = ['shape', 'money', 'listing', 'paging', 'body'] as const

test.each(offerFlaws)('an adapter that $flaw fails $fails and nothing else', async ({ fails, contract }) => {
  expect(await failingChecks(contract, families)).toEqual(fails.toSorted())
})
