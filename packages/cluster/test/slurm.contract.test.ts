import { adapterContract, replaceAt } from '@aima/gpu-testing'
import { it } from 'vitest'
import { createSlurmCluster } from '../src/index.ts'
import { fixture } from './support/fixtures.ts'

const nodes = fixture('slurm-nodes-24.11.json')

const route = (json: unknown) => ({ method: 'GET', path: '/slurm/v0.0.41/nodes', reply: { json } })

adapterContract(it, {
  create: ({ baseUrl, secret, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
    createSlurmCluster({
      country: 'DE',
      rest: {
        baseUrl,
        user: 'gpu',
        token: secret ?? '',
        http: {
          attemptTimeoutMs: timeoutMs,
          callTimeoutMs: timeoutMs,
          maximumBodyBytes: maximumBytes,
          maximumAttempts: attempts,
          firstRetryDelayMs: retryDelayMs,
        },
      },
    }),
  entry: { url: new URL('../src/index.ts', import.meta.url), conditions: ['@aima/source'] },
  replies: {
    happy: [route(nodes)],
    empty: [route({ ...nodes, nodes: [] })],
    badRow: [route(replaceAt(nodes, ['nodes', 0, 'gres'], 42))],
    errorReply: (status) => ({
      json: { errors: [{ error: 'Unspecified error', error_number: -1, source: 'slurm_load_node' }], status },
    }),
  },
  ownFaults: [
    {
      name: 'an error with status 200, as when its controller is down',
      expected: 'unreachable',
      routes: [route({ nodes: [], errors: [{ error: 'Unspecified error', errno: -1 }] })],
    },
    {
      name: 'a refused token in plain text',
      expected: 'unauthorized',
      routes: [{ path: /^/, reply: { status: 401, text: 'Authentication failure' } }],
    },
  ],
})
