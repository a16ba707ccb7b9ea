import type { ListError } from '@aima/gpu-core'
import type { Fault } from './fault.ts'

const mebibyte = 2 ** 20

/** A fault, and the errors of a listing that it may become; none: the listing is whole, because the adapter tries again. */
export type SocketFault = readonly [fault: Fault, errors: readonly ListError['kind'][]]

/**
 * Every kind of fault of the replay server, with what may become of it in an adapter that tries three times and takes bodies of less than 64 MiB: a table for
 * tests over real sockets.
 *
 * @example
 * socketFaults.find(([fault]) => fault.kind === 'hang') // => [{ kind: 'hang' }, ['timed-out']]
 */
export const socketFaults: readonly SocketFault[] = [
  [{ kind: 'hang' }, ['timed-out']],
  [{ kind: 'hang-in-body' }, ['timed-out']],
  [{ kind: 'slow', bytesPerSecond: 2_000 }, ['timed-out']],
  [{ kind: 'reset' }, ['unreachable']],
  [{ kind: 'reset-in-body' }, ['unreachable', 'unexpected-shape']],
  [{ kind: 'wrong-length' }, ['unreachable', 'unexpected-shape']],
  [{ kind: 'garbage' }, ['unreachable', 'unexpected-shape']],
  [{ kind: 'truncated' }, ['unexpected-shape']],
  [{ kind: 'flood', bytes: 64 * mebibyte }, ['too-large']],
  [{ kind: 'flood', bytes: 64 * mebibyte, isAnnounced: true }, ['too-large']],
  [{ kind: 'bomb', bytes: 64 * mebibyte }, ['too-large']],
  [{ kind: 'flapping', times: 1 }, []],
  [{ kind: 'flapping', times: 1, as: 429 }, []],
  [{ kind: 'flapping', times: 2, as: { kind: 'reset' } }, []],
]
