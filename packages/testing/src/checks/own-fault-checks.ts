import type { ChecksFor } from '../contract/check.ts'
import { errorOf } from '../contract/outcome.ts'
import { plainCircumstances, visitOf } from '../contract/visit.ts'
import { withReplayServer } from '../replay/replay-server.ts'

/** Checks of the faults that only one adapter knows. */
export const ownFaultChecks: ChecksFor = ({ ownFaults = [] }) =>
  ownFaults.map(({ name, expected, routes = [], create }) => ({
    name: 'own-faults',
    promise: `answers with ${expected}: ${name}`,
    run: ({ contract, limits }) =>
      withReplayServer(routes, async (server) => {
        const source = (create ?? contract.create)(plainCircumstances(server.baseUrl, limits))
        errorOf(await visitOf(source, server, limits).list(), [expected])
      }),
  }))
