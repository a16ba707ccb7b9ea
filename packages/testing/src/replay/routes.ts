import type { RecordedRequest } from './recorded-request.ts'
import type { Reply, Route } from './reply.ts'

const fits = ({ method, path, when }: Route, request: RecordedRequest): boolean =>
  (method === undefined || method === request.method) &&
  (typeof path === 'string' ? path === request.path : request.path.search(path) >= 0) &&
  (when === undefined || when(request))

/** Finds the first route that fits a request. */
export const routeFor = (routes: readonly Route[], request: RecordedRequest): Route | undefined =>
  routes.find((route) => fits(route, request))

/** Gives a route's reply to a request. */
export const replyOf = ({ reply }: Route, request: RecordedRequest): Reply =>
  typeof reply === 'function' ? reply(request) : reply
