import { connect } from 'node:net'
import type { CancelSignal } from '@aima/gpu-core'
import { err, ok, ResultAsync } from 'neverthrow'
import { createToy } from '../toy/source.ts'
import { created, ended, type Flaw, failed, listingWith } from './flaw.ts'

/** Ends as soon as it is cancelled, and leaves the work to itself. */
const whenAborted = (signal: CancelSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) resolve()
    signal?.addEventListener('abort', resolve)
  })

const secretChecks = ['secret-in-status', 'secret-in-body', 'secret-in-row', 'secret-in-target'] as const

/** Adapters that live as they should not, or that talk. */
export const lifecycleFlaws: readonly Flaw[] = [
  {
    flaw: 'connects when it is imported',
    fails: ['nothing-at-import'],
    contract: { entry: { url: new URL('noisy-module.mjs', import.meta.url) } },
  },
  created('connects when it is created', ['nothing-at-construction'], (circumstances) => {
    const { port, hostname } = new URL(circumstances.baseUrl)
    connect(Number(port), hostname)
      .on('error', () => undefined)
      .unref()
    return createToy(circumstances)
  }),
  created(
    'ignores an abort',
    ['aborted-before', 'abort', 'abort-in-body', 'abort-late', 'abort-of-one', 'plain-signal'],
    (circumstances) => listingWith(circumstances, async (good, { nowMs }) => good.listOffers({}, { nowMs })),
  ),
  created(
    'ends at an abort and lets the request run on',
    ['abort', 'abort-in-body', 'no-listeners'],
    (circumstances) =>
      listingWith(circumstances, async (good, { nowMs, signal }) => {
        if (signal?.aborted) return err({ kind: 'cancelled' })
        return Promise.race([
          good.listOffers({}, { nowMs }),
          whenAborted(signal).then(() => err({ kind: 'cancelled' as const })),
        ])
      }),
  ),
  created('sends a request that was cancelled before', ['aborted-before'], (circumstances) =>
    listingWith(circumstances, async (good, context) => {
      if (context.signal?.aborted) void good.listOffers({}, { nowMs: context.nowMs })
      return good.listOffers({}, context)
    }),
  ),
  created('heeds only an AbortSignal', ['plain-signal'], (circumstances) =>
    listingWith(circumstances, async (good, { nowMs, signal }) =>
      good.listOffers({}, { nowMs, signal: signal instanceof AbortSignal ? signal : undefined }),
    ),
  ),
  created('leaves a listener on each signal', ['no-listeners'], (circumstances) =>
    listingWith(circumstances, async (good, context) => {
      context.signal?.addEventListener('abort', () => undefined)
      return good.listOffers({}, context)
    }),
  ),
  created(
    'calls an abort a timeout',
    ['aborted-before', 'abort', 'abort-in-body', 'abort-late', 'abort-of-one', 'plain-signal'],
    (circumstances) =>
      listingWith(circumstances, async (good, context) =>
        good
          .listOffers({}, context)
          .mapErr((error) => (error.kind === 'cancelled' ? { kind: 'timed-out', afterMs: 1 } : error)),
      ),
  ),
  created('takes an abort for a missing part', ['abort-late'], (circumstances) =>
    createToy({ ...circumstances, takesAbortsForLosses: true }),
  ),
  created('shares one call between two listings', ['abort-of-one'], (circumstances) => {
    const good = createToy(circumstances)
    let running: ReturnType<typeof good.listOffers> | undefined
    return {
      ...good,
      listOffers: (query, context) => {
        running ??= good.listOffers(query, context)
        const mine = running
        void mine.then(() => {
          running = undefined
        })
        return mine
      },
    }
  }),
  created('cannot list twice at once', ['parallel', 'abort-of-one'], (circumstances) => {
    let isBusy = false
    return listingWith(circumstances, async (good, context) => {
      if (isBusy) return err({ kind: 'rate-limited' })
      isBusy = true
      return ResultAsync.fromSafePromise(Promise.resolve(good.listOffers({}, context)))
        .andThen((outcome) => outcome)
        .map((listing) => listing)
        .then((outcome) => {
          isBusy = false
          return outcome
        })
    })
  }),
  created('names no provider', ['source-facts', 'origin'], (circumstances) => ({
    ...createToy(circumstances),
    provider: '',
  })),
  created('claims that it lists no spot offers', ['capabilities'], (circumstances) => {
    const good = createToy(circumstances)
    return { ...good, capabilities: { ...good.capabilities, spot: false } }
  }),
  created('claims that it needs credentials', ['without-credentials'], (circumstances) => {
    const good = createToy(circumstances)
    return { ...good, capabilities: { ...good.capabilities, needsCredentials: 'always' } }
  }),
  created('lists other offers for a query', ['query'], (circumstances) => {
    const good = createToy(circumstances)
    return {
      ...good,
      listOffers: (query, context) =>
        good.listOffers(query, context).map((listing) => ({
          ...listing,
          offers: listing.offers.map((offer) =>
            query.diskGB === undefined ? offer : { ...offer, id: `${offer.id}+${query.diskGB}` },
          ),
        })),
    }
  }),
  created('prints', ['silent'], (circumstances) =>
    listingWith(circumstances, async (good, context) => {
      console.warn('listing')
      return good.listOffers({}, context)
    }),
  ),
  created(
    'prints its credential',
    ['silent', 'secret-in-listing', 'secret-to-strangers', ...secretChecks],
    (circumstances) =>
      listingWith(circumstances, async (good, context) => {
        process.stderr.write(`key ${Buffer.from(`user:${circumstances.secret}`).toString('base64')}\n`)
        return good.listOffers({}, context)
      }),
  ),
  created('carries its credential where everybody sees it', ['secret-in-source'], (circumstances) =>
    Object.assign(createToy(circumstances), { options: { key: circumstances.secret } }),
  ),
  failed('names its whole address, with the key', ['secret-in-target'], {
    kind: 'unreachable',
    become: (error, { baseUrl, secret }) =>
      err({
        ...error,
        kind: 'unreachable',
        code: 'X',
        target: `${baseUrl}/?key=${encodeURIComponent(secret ?? '')}`,
      }),
  }),
  failed('repeats half of its key', ['secret-in-body', 'secret-in-row', 'secret-in-target'], {
    kind: 'unexpected-shape',
    become: (_error, { secret }) =>
      err({ kind: 'unexpected-shape', issues: [`asked with the key ${secret?.slice(0, 15)}…`] }),
  }),
  ended('repeats its key in a warning', ['secret-in-row', 'secret-in-listing'], (outcome, { secret }) =>
    outcome.map((listing) => ({
      ...listing,
      warnings: [...listing.warnings, { kind: 'limited', reason: `asked with ${secret}` }],
    })),
  ),
  ended('puts its key into a launch', ['secret-in-listing'], (outcome, { secret = 'none' }) =>
    outcome.andThen((listing) =>
      ok({
        ...listing,
        offers: listing.offers.map((offer) => ({ ...offer, launch: { ...offer.launch, key: secret } })),
      }),
    ),
  ),
  created('takes its key along on a redirect', ['secret-to-strangers'], (circumstances) =>
    createToy({ ...circumstances, redirect: 'follow' }),
  ),
]
