import type { OfferSource } from '@aima/gpu-core'
import { socketFaults, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createKubernetesGpus, createPrometheusGpus, createSlurmCluster } from '../src/index.ts'
import { fixture } from './support/fixtures.ts'
import { nowMs } from './support/now.ts'

const mebibyte = 2 ** 20

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
  test.each(socketFaults)('%o gives %o', async (fault, expected) => {
    await withReplayServer([{ path, reply: { json, fault } }], async ({ baseUrl, settled }) => {
      const result = await create(baseUrl).listOffers({}, { nowMs })
      if (expected.length === 0) expect(result.isOk()).toBe(true)
      else expect(expected).toContain(result._unsafeUnwrapErr().kind)
      await settled()
    })
  })
})
