import type { RecordedRequest } from '../replay/recorded-request.ts'
import type { Reply, Route } from '../replay/reply.ts'
import { replyOf, routeFor } from '../replay/routes.ts'
import type { ContractReplies } from './contract.ts'

/** Makes a bad reply out of the good one. */
export type Spoil = (good: Reply, request: RecordedRequest) => Reply

const notFound: Reply = { status: 404, json: { error: 'no route' } }

/** Gives the reply of the first route that fits, or 404. */
export const replyAmong = (routes: readonly Route[], request: RecordedRequest): Reply => {
  const route = routeFor(routes, request)
  return route === undefined ? notFound : replyOf(route, request)
}

/** One route for all requests: some get a spoilt reply, the others the good one. */
export const spoiltWhere = (
  routes: readonly Route[],
  isMeant: (request: RecordedRequest) => boolean,
  spoil: Spoil,
): readonly Route[] => [
  {
    path: /^/,
    reply: (request) => {
      const good = replyAmong(routes, request)
      return isMeant(request) ? spoil(good, request) : good
    },
  },
]

/** The happy routes, spoilt on all requests that shall meet the faults. */
export const spoiltRoutes = (
  { happy, faultOn = () => true }: ContractReplies,
  spoil: Spoil,
): readonly Route[] => spoiltWhere(happy, faultOn, spoil)

/** A reply with an error status, worded as the provider does. */
export const errorReply = ({ errorReply: worded }: ContractReplies, status: number): Reply => ({
  ...(worded?.(status) ?? { json: { error: `HTTP ${status}` } }),
  status,
})

/** The JSON of a reply, whichever way its body is given; undefined: it has none. */
export const jsonOf = ({ json, text, bytes }: Reply): unknown => {
  if (json !== undefined) return json
  try {
    return JSON.parse(text ?? Buffer.from(bytes ?? []).toString('utf8'))
  } catch {
    return undefined
  }
}
