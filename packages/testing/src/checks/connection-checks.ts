import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { ListError } from '@aima/gpu-core'
import { type Check, type ChecksFor, withReplies } from '../contract/check.ts'
import type { CheckName } from '../contract/check-name.ts'
import type { ContractReplies } from '../contract/contract.ts'
import { type FaultCase, faultCheck } from '../contract/fault-check.ts'
import { errorOf } from '../contract/outcome.ts'
import { plainCircumstances, type Stage, visitOf } from '../contract/visit.ts'
import type { Fault } from '../replay/fault.ts'
import { type ReplayServer, withReplayServer } from '../replay/replay-server.ts'

const floodBytes = 200_000_000
/** How much of a flood may be sent before the reader is gone (share): it fills the buffers of the system. */
const floodShare = 0.5

const played = (fault: Fault): FaultCase['spoils'] => [(good) => ({ ...good, fault })]

const connectionCase = (
  name: CheckName,
  promise: string,
  { fault, expected }: { readonly fault: Fault; readonly expected: readonly ListError['kind'][] },
): FaultCase => ({ name, promise, spoils: played(fault), expected })

const cutCases: readonly FaultCase[] = [
  connectionCase('reset', 'calls a connection that is reset unreachable', {
    fault: { kind: 'reset' },
    expected: ['unreachable'],
  }),
  connectionCase('reset-in-body', 'calls a connection that is reset in the body unreachable', {
    fault: { kind: 'reset-in-body' },
    expected: ['unreachable'],
  }),
  connectionCase('wrong-length', 'calls a connection that is cut before the end of the body unreachable', {
    fault: { kind: 'wrong-length' },
    expected: ['unreachable'],
  }),
  connectionCase('not-http', 'takes no bytes that are no HTTP', {
    fault: { kind: 'garbage' },
    expected: ['unreachable', 'unexpected-shape'],
  }),
]

const slowCase = (name: CheckName, promise: string, fault: Fault): FaultCase => ({
  name,
  promise,
  spoils: played(fault),
  expected: ['timed-out'],
  circumstances: ({ limits: { timeoutMs } }) => ({ timeoutMs }),
})

const slowCases: readonly FaultCase[] = [
  slowCase('hang', 'waits no longer than it may for an answer', { kind: 'hang' }),
  slowCase('hang-in-body', 'waits no longer than it may for the rest of a body', { kind: 'hang-in-body' }),
  slowCase('trickle', 'waits no longer than it may for a body that comes in drops', {
    kind: 'slow',
    bytesPerSecond: 100,
  }),
]

const largeCase = (name: CheckName, promise: string, fault: Fault): FaultCase => ({
  name,
  promise,
  spoils: played(fault),
  expected: ['too-large'],
  judge: (_error, { server }) =>
    assert.ok(server.sentBytes() < floodBytes * floodShare, `read on for ${server.sentBytes()} bytes`),
})

const largeCases: readonly FaultCase[] = [
  largeCase('flood', 'reads no body of 200 MB', { kind: 'flood', bytes: floodBytes }),
  largeCase('flood-announced', 'reads no body of 200 MB that is announced', {
    kind: 'flood',
    bytes: floodBytes,
    isAnnounced: true,
  }),
  connectionCase('bomb', 'unpacks no gzip to 200 MB', {
    fault: { kind: 'bomb', bytes: floodBytes },
    // Who does not ask for gzip and gets it may call that a strange body.
    expected: ['too-large', 'unexpected-shape'],
  }),
]

/**
 * Address of a port at which nobody listens, nor will: the near end of a connection holds it. A port that was merely free a moment ago may
 * belong to the next server, of this process or of another.
 */
const withDeadPort = async (server: ReplayServer, use: (baseUrl: string) => Promise<void>): Promise<void> => {
  const { hostname, port } = new URL(server.baseUrl)
  const holder = connect(Number(port), hostname)
  try {
    await once(holder, 'connect')
    await use(`http://${hostname}:${holder.localPort}`)
  } finally {
    holder.destroy()
  }
}

const assertRefused = async (
  server: ReplayServer,
  baseUrl: string,
  { contract, limits }: Stage,
): Promise<void> => {
  const source = contract.create(plainCircumstances(baseUrl, limits))
  const error = errorOf(await visitOf(source, server, limits).list(), ['unreachable'])
  const { host, hostname } = new URL(baseUrl)
  const target = error.kind === 'unreachable' ? error.target : ''
  assert.ok(
    target.includes(host) || target.includes(hostname),
    `names ${target}, and ${host} cannot be reached`,
  )
}

const refuse = (stage: Stage): Promise<void> =>
  withReplayServer([], (server) => withDeadPort(server, (baseUrl) => assertRefused(server, baseUrl, stage)))

const refusedCheck: Check = {
  name: 'refused',
  promise: 'calls a host that does not listen unreachable, and names it',
  run: refuse,
}

const allCases = [...cutCases, ...slowCases, ...largeCases]

/** Checks of connections on which something goes wrong. */
export const connectionChecks: ChecksFor = withReplies((replies: ContractReplies) => [
  refusedCheck,
  ...allCases.map((fault) => faultCheck(replies, fault)),
])
