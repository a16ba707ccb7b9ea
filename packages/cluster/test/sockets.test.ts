import type { ListError, OfferSource } from '@aima/gpu-core'
import { type Fault, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createKubernetesGpus, createPrometheusGpus, createSlurmCluster } from '../src/index.ts'
import { fixture } from './support/fixtures.ts'
import { nowMs } from './support/now.ts'

const mebibyte = 2 ** 20

/** Every fault of the replay server on a real socket, and the errors that it may become; none: the listing succeeds. */
const faults: readonly (readonly [Fault, readonly ListError['kind'][]])[] = [
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

const http = {
  attemptTimeoutMs: 150,
  callTimeoutMs: 1_000,
  firstRetryDelayMs: 1,
  maximumBodyBytes: mebibyte,
}

/** Each source, and the request without which it has nothing. */
const sources: Readonly<
  Record<
    string,
    { readonly json: unknown; readonly path: RegExp; readonly create: (baseUrl: string) => OfferSource }
  >
> = {
  slurm: {
    json: fixture('slurm-nodes-24.11.json'),
    path: /nodes$/,
    create: (baseUrl) => createSlurmCluster({ rest: { baseUrl, token: 'abc', http } }),
  },
  kubernetes: {
    json: fixture('kubernetes-nodes.json'),
    path: /nodes$/,
    create: (baseUrl) => createKubernetesGpus({ baseUrl, http }),
  },
  prometheus: {
    json: fixture('prometheus-samples.json'),
    path: /query$/,
    create: (baseUrl) => createPrometheusGpus({ baseUrl, http }),
  },
}

describe.each(Object.entries(sources))('%s', (_name, { json, path, create }) => {
  test.each(faults)('%o gives %o', async (fault, expected) => {
    await withReplayServer([{ path, reply: { json, fault } }], async ({ baseUrl, settled }) => {
      const result = await create(baseUrl).listOffers({}, { nowMs })
      if (expected.length === 0) expect(result.isOk()).toBe(true)
      else expect(expected).toContain(result._unsafeUnwrapErr().kind)
      await settled()
    })
  })
})
