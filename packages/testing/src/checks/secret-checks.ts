import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { type Check, type ChecksFor, withReplies } from '../contract/check.ts'
import type { CheckName } from '../contract/check-name.ts'
import type { Circumstances, ContractReplies } from '../contract/contract.ts'
import { listingOf, shownOf } from '../contract/outcome.ts'
import { jsonOf, type Spoil, spoiltRoutes } from '../contract/spoilt-routes.ts'
import type { Stage, Visit } from '../contract/visit.ts'
import { type JsonPath, pathsIn, replaceAt, valueAt } from '../json-paths.ts'
import type { RecordedRequest } from '../replay/recorded-request.ts'
import { withReplayServer } from '../replay/replay-server.ts'
import type { Reply, Route } from '../replay/reply.ts'
import { plantedSecret, secretIn } from '../watching/secret.ts'
import { printedBy } from '../watching/watch-output.ts'

const mostRows = 16

const assertHidden = (what: string, text: string): void => {
  const piece = secretIn(text)
  assert.equal(piece, undefined, `${what} gives the credential away: ${piece}`)
}

/** Lists, and looks for the credential in all that this shows. */
const assertSilentAbout = async (
  stage: Stage,
  routes: readonly Route[],
  circumstances?: Partial<Circumstances>,
): Promise<void> => {
  const printed = await printedBy(() =>
    stage.visit(
      routes,
      async ({ list }) => assertHidden('the error or a warning', shownOf(await list())),
      circumstances,
    ),
  )
  assertHidden('the console', printed.map(({ text }) => text).join('\n'))
}

const secretCheck = (
  name: CheckName,
  promise: string,
  routesOf: (stage: Stage) => readonly (readonly Route[])[],
): Check => ({
  name,
  promise,
  run: async (stage) => {
    for (const routes of routesOf(stage)) await assertSilentAbout(stage, routes)
  },
})

const echo = (status: number): Reply => ({
  status,
  headers: {
    'www-authenticate': `Bearer error_description="${plantedSecret}"`,
    'retry-after': plantedSecret,
    'x-request-id': plantedSecret,
  },
  json: { error: `wrong key ${plantedSecret}`, detail: [plantedSecret], [plantedSecret]: plantedSecret },
})

const strangeBodies: readonly Reply[] = [
  { json: plantedSecret },
  { json: { [plantedSecret]: plantedSecret } },
  { json: [plantedSecret, { [plantedSecret]: [plantedSecret] }] },
  { text: `{"key": "${plantedSecret}", ` },
  { text: plantedSecret },
  { text: `<p>${encodeURIComponent(plantedSecret)}</p>` },
]

/** The places that hold a number or a truth value, where the credential is of a wrong type wherever it is read. */
const plainPlaces = (json: unknown): readonly JsonPath[] =>
  pathsIn(json).filter((path) => ['number', 'boolean'].includes(typeof valueAt(json, path)))

/** A few members of a list, from all over it. */
const spread = <T>(list: readonly T[], most: number): readonly T[] => {
  const step = Math.max(1, Math.ceil(list.length / most))
  return list.filter((_, index) => index % step === 0)
}

const plantAt =
  (choose: (places: readonly JsonPath[]) => readonly JsonPath[]): Spoil =>
  (good) => {
    const json = jsonOf(good)
    if (json === undefined) return good
    return {
      ...good,
      json: choose(plainPlaces(json)).reduce<unknown>(
        (whole, path) => replaceAt(whole, path, plantedSecret),
        json,
      ),
    }
  }

const plantings: readonly Spoil[] = [
  plantAt((places) => places),
  ...Array.from({ length: mostRows }, (_, index) =>
    plantAt((places) => spread(places, mostRows).slice(index, index + 1)),
  ),
]

const shownBySource = ({ source }: Visit): string =>
  [
    JSON.stringify(source),
    inspect(source, { depth: 12, showHidden: true, getters: true }),
    String(source),
  ].join('\n')

const sourceCheck: Check = {
  name: 'secret-in-source',
  promise: 'shows no credential when it is printed, before a listing and after it',
  run: (stage) =>
    stage.visit(stage.contract.replies?.happy ?? [], async (visit) => {
      assertHidden('the source', shownBySource(visit))
      // Whether it lists or fails is another check's business.
      const listed = await visit.list()
      assertHidden('the source', shownBySource(visit) + String(listed.isOk()))
    }),
}

const listingCheck: Check = {
  name: 'secret-in-listing',
  promise: 'puts no credential into offers or warnings, nor on the console',
  run: async (stage) => {
    const printed = await printedBy(() =>
      stage.visit(stage.contract.replies?.happy ?? [], async ({ list }) =>
        assertHidden('the listing', JSON.stringify(listingOf(await list()))),
      ),
    )
    assertHidden('the console', printed.map(({ text }) => text).join('\n'))
  },
}

const requestText = ({ path, query, headers, body }: RecordedRequest): string =>
  [path, query.toString(), JSON.stringify(headers), body].join('\n')

/** A stranger must get no credential, whether the adapter follows redirects or not. */
const strangersCheck = (replies: ContractReplies): Check => ({
  name: 'secret-to-strangers',
  promise: 'takes no credential along to another host that a reply points to',
  run: (stage) =>
    withReplayServer([{ path: /^/, reply: { json: {} } }], async (stranger) => {
      for (const status of [301, 302, 303, 307, 308]) {
        const location = `${stranger.baseUrl}/elsewhere`
        await assertSilentAbout(
          stage,
          spoiltRoutes(replies, () => ({ status, headers: { location } })),
        )
      }
      for (const request of stranger.requests) assertHidden('a request to a stranger', requestText(request))
    }),
})

const faultRoutes = (replies: ContractReplies): readonly (readonly Route[])[] =>
  (['reset', 'reset-in-body', 'garbage', 'wrong-length', 'truncated'] as const).map((kind) =>
    spoiltRoutes(replies, (good) => ({ ...good, fault: { kind } })),
  )

const targetCheck = (replies: ContractReplies): Check => ({
  name: 'secret-in-target',
  promise: 'names no credential when a connection fails or takes too long',
  run: async (stage) => {
    for (const routes of faultRoutes(replies)) await assertSilentAbout(stage, routes)
    const { timeoutMs } = stage.limits
    await assertSilentAbout(
      stage,
      spoiltRoutes(replies, () => ({ fault: { kind: 'hang' } })),
      { timeoutMs },
    )
  },
})

const replyChecks = withReplies((replies) => [
  secretCheck('secret-in-status', 'repeats no credential that an error reply holds', () =>
    [400, 401, 403, 404, 429, 500].map((status) => spoiltRoutes(replies, () => echo(status))),
  ),
  secretCheck('secret-in-body', 'repeats no credential that a strange body holds', () =>
    strangeBodies.map((reply) => spoiltRoutes(replies, () => reply)),
  ),
  secretCheck('secret-in-row', 'repeats no credential that stands in the place of a number', () =>
    plantings.map((spoil) => spoiltRoutes(replies, spoil)),
  ),
  targetCheck(replies),
  strangersCheck(replies),
])

/** Checks that the credential is shown to nobody. */
export const secretChecks: ChecksFor = (contract) => [...replyChecks(contract), listingCheck, sourceCheck]
