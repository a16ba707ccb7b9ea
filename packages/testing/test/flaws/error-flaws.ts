import { err, ok } from 'neverthrow'
import { createToy } from '../toy/source.ts'
import { created, ended, type Flaw, failed, listingWith, nothing } from './flaw.ts'

const shapeFailures = [
  'empty-body',
  'html',
  'malformed',
  'truncated',
  'wrong-types',
  'nothing-usable',
  'mutants',
] as const

/** Adapters that make the wrong thing of what goes wrong. */
export const errorFlaws: readonly Flaw[] = [
  failed(
    'throws on JSON that is none',
    [...shapeFailures, 'secret-in-body', 'secret-in-row', 'secret-in-target'],
    {
      kind: 'unexpected-shape',
      become: () => {
        throw new Error('no JSON')
      },
    },
  ),
  failed('leaves a rejection behind when a reply is too large', ['flood', 'flood-announced', 'bomb'], {
    kind: 'too-large',
    become: (error) => {
      void Promise.reject(new Error('nobody handles this'))
      return err(error)
    },
  }),
  failed(
    'calls every limit of its rate a failure',
    ['status-429', 'retry-after-seconds', 'retry-after-date', 'retry-after-nonsense', 'retry-after-long'],
    {
      kind: 'rate-limited',
      become: () => err({ kind: 'provider-failed', status: 429 }),
    },
  ),
  failed('forgets how long to wait', ['retry-after-seconds', 'retry-after-date', 'retry-after-long'], {
    kind: 'rate-limited',
    become: () => err({ kind: 'rate-limited' }),
  }),
  failed('invents how long to wait', ['status-429'], {
    kind: 'rate-limited',
    become: (error) => err({ retryAfterMs: 1000, ...error }),
  }),
  failed('lists nothing when it is not let in', ['status-401', 'status-403'], {
    kind: 'unauthorized',
    become: () => nothing({ nowMs: 0 }),
  }),
  failed('puts the cause into an error', ['refused', 'reset', 'reset-in-body', 'wrong-length', 'not-http'], {
    kind: 'unreachable',
    become: (error) => err(Object.assign({ cause: new Error('socket') }, error)),
  }),
  failed('states another status than it got', ['status-404', 'status-503'], {
    kind: 'provider-failed',
    become: () => err({ kind: 'provider-failed', status: 500 }),
  }),
  failed('calls a timeout unreachable', ['hang', 'hang-in-body', 'trickle'], {
    kind: 'timed-out',
    become: () => err({ kind: 'unreachable', target: 'toy', code: 'ETIMEDOUT' }),
  }),
  failed('calls a large reply a strange one', ['flood', 'flood-announced'], {
    kind: 'too-large',
    become: () => err({ kind: 'unexpected-shape', issues: ['too large'] }),
  }),
  created(
    'never gives up waiting',
    ['hang', 'hang-in-body', 'trickle', 'secret-in-target'],
    (circumstances) => createToy({ ...circumstances, timeoutMs: 60_000 }),
  ),
  created('reads any body', ['flood', 'flood-announced', 'bomb'], (circumstances) =>
    createToy({ ...circumstances, maximumBytes: Number.MAX_SAFE_INTEGER }),
  ),
  {
    flaw: 'waits anew after each drop',
    fails: ['trickle'],
    contract: {
      create: (circumstances) => createToy({ ...circumstances, deadline: 'idle' }),
      // Long enough that the next drop comes in time even on a busy machine.
      limits: { timeoutMs: 200, patienceMs: 400 },
    },
  },
  {
    flaw: 'reads any body and then measures it',
    fails: ['flood', 'flood-announced'],
    contract: {
      create: (circumstances) => createToy({ ...circumstances, measures: 'afterwards' }),
      // It takes its time to unpack 200 MB.
      limits: { patienceMs: 6000 },
    },
  },
  created('never repeats a request', ['flapping'], (circumstances) =>
    createToy({ ...circumstances, attempts: 1 }),
  ),
  created('remembers a failure for ever', ['recovers'], (circumstances) => {
    let last: Awaited<ReturnType<ReturnType<typeof createToy>['listOffers']>> | undefined
    return listingWith(circumstances, async (good, context) => {
      if (last?.isErr()) return last
      last = await good.listOffers({}, context)
      return last
    })
  }),
  ended('drops a bad row without a word', ['bad-row'], (outcome) =>
    outcome.map((listing) => ({
      ...listing,
      warnings: listing.warnings.filter(({ kind }) => kind !== 'bad-row'),
    })),
  ),
  ended('fails for one bad row', ['bad-row', 'mutants'], (outcome) =>
    outcome.andThen((listing) =>
      listing.warnings.some(({ kind }) => kind === 'bad-row')
        ? err({ kind: 'provider-failed' as const, status: 200 })
        : ok(listing),
    ),
  ),
  ended('calls nothing an error', ['empty'], (outcome) =>
    outcome.andThen((listing) =>
      listing.offers.length === 0
        ? err({ kind: 'unexpected-shape' as const, issues: ['no offers'] })
        : ok(listing),
    ),
  ),
  ended('fails when a part is missing', ['part-missing', 'page-missing'], (outcome) =>
    outcome.andThen((listing) => {
      const missing = listing.warnings.find((warning) => warning.kind === 'part-missing')
      return missing === undefined ? ok(listing) : err(missing.error)
    }),
  ),
  ended(
    'says nothing of missing parts',
    ['bad-row', 'part-missing', 'page-missing', 'pages-end', 'without-credentials'],
    (outcome) => outcome.map((listing) => ({ ...listing, warnings: [] })),
  ),
  ended('accepts rows that come twice', ['mutants'], (outcome) =>
    outcome.map((listing) =>
      listing.warnings.some(
        (warning) => warning.kind === 'bad-row' && warning.issues.includes('expected an id of its own'),
      )
        ? { ...listing, offers: listing.offers.flatMap((offer) => [offer, offer]) }
        : listing,
    ),
  ),
  created('reads pages for ever', ['pages-end'], (circumstances) =>
    createToy({ ...circumstances, mostPages: 1e9 }),
  ),
  created('reads one page', ['pages-all', 'page-missing'], (circumstances) =>
    createToy({ ...circumstances, mostPages: 1 }),
  ),
]
