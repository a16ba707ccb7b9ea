import type { ListError, ListedOffer, Listing, ListingContext, OfferSource } from '@aima/gpu-core'
import { ok, type Result, ResultAsync } from 'neverthrow'
import {
  type AdapterContract,
  adapterContract,
  type CheckFamily,
  type CheckName,
  type Circumstances,
  type ContractLimits,
  checkNames,
} from '../../src/index.ts'
import { printedBy } from '../../src/watching/watch-output.ts'
import { toyReplies } from '../toy/replies.ts'
import { createToy } from '../toy/source.ts'

/** An adapter that breaks a promise, and the checks that must notice it: all of them and no other. */
export interface Flaw {
  readonly flaw: string
  readonly fails: readonly CheckName[]
  readonly contract: Partial<AdapterContract>
}

const allFamilies: readonly CheckFamily[] = [
  'shape',
  'money',
  'listing',
  'paging',
  'status',
  'connection',
  'body',
  'secret',
  'lifecycle',
  'own',
]

type Create = AdapterContract['create']

/** How a listing ends. */
export type Ended = Result<Listing, ListError>

/** A flaw that is in how the source is made. */
export const created = (flaw: string, fails: readonly CheckName[], create: Create): Flaw => ({
  flaw,
  fails,
  contract: { create },
})

/** A toy whose listings are made by something else. */
export const listingWith = (
  circumstances: Circumstances,
  list: (good: OfferSource, context: ListingContext) => Promise<Ended>,
): OfferSource => {
  const good = createToy(circumstances)
  return { ...good, listOffers: (_query, context) => new ResultAsync(list(good, context)) }
}

/** A flaw in how a good listing's end is passed on. */
export const ended = (
  flaw: string,
  fails: readonly CheckName[],
  change: (outcome: Ended, circumstances: Circumstances, context: ListingContext) => Ended | Promise<Ended>,
): Flaw =>
  created(flaw, fails, (circumstances) =>
    listingWith(circumstances, async (good, context) =>
      change(await good.listOffers({}, context), circumstances, context),
    ),
  )

/** A flaw in each offer. */
export const offered = (
  flaw: string,
  fails: readonly CheckName[],
  change: (offer: ListedOffer, context: ListingContext) => ListedOffer,
): Flaw =>
  ended(flaw, fails, (outcome, _circumstances, context) =>
    outcome.map((listing) => ({ ...listing, offers: listing.offers.map((offer) => change(offer, context)) })),
  )

/** A flaw in some errors. */
export const failed = (
  flaw: string,
  fails: readonly CheckName[],
  {
    kind,
    become,
  }: {
    readonly kind: ListError['kind']
    readonly become: (error: ListError, circumstances: Circumstances) => Ended
  },
): Flaw =>
  ended(flaw, fails, (outcome, circumstances) =>
    outcome.isErr() && outcome.error.kind === kind ? become(outcome.error, circumstances) : outcome,
  )

/** An end without offers. */
export const nothing = (context: Pick<ListingContext, 'nowMs'>): Ended =>
  ok({ offers: [], warnings: [], observedAtMs: context.nowMs })

/** Deadlines that are shorter than usual: many of these adapters never end. */
const limits: ContractLimits = {
  timeoutMs: 10,
  patienceMs: 400,
  mutants: 16,
  maximumBytes: 1_048_576,
  maximumRequests: 50,
}

/** Runs the contract, or some families of it, and gives the names of the checks that failed. */
export const failingChecks = async (
  contract: Partial<AdapterContract>,
  families: readonly CheckFamily[] = allFamilies,
): Promise<readonly CheckName[]> => {
  const names = families.flatMap((family): readonly CheckName[] => checkNames[family])
  const failing: CheckName[] = []
  const tests: (() => Promise<void>)[] = []
  const define = (title: string, run: () => Promise<void>) => {
    const name = names.find((one) => title.endsWith(`(${one})`))
    if (name !== undefined) tests.push(() => run().catch(() => void failing.push(name)))
  }
  adapterContract(define, {
    create: createToy,
    replies: toyReplies,
    ...(contract.entry === undefined ? { knownGaps: ['nothing-at-import'] } : {}),
    ...contract,
    limits: { ...limits, ...contract.limits },
  })
  // What such an adapter prints is of no interest to those who read this report.
  await printedBy(async () => {
    for (const test of tests) await test()
  })
  return failing.toSorted()
}
