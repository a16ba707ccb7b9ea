import { adapterContract, type RecordedRequest, type Route, replaceAt } from '@aima/gpu-testing'
import { it } from 'vitest'
import { createKubernetesGpus } from '../src/index.ts'
import { fixture } from './support/fixtures.ts'

const nodes = fixture('kubernetes-nodes.json')
const pods = fixture('kubernetes-pods.json')
const claims = fixture('kubernetes-resourceclaims.json')
const slices = fixture('kubernetes-resourceslices.json')

const nodesPath = '/api/v1/nodes'

const others: readonly Route[] = [
  { path: '/api/v1/pods', reply: { json: pods } },
  { path: '/apis/resource.k8s.io/v1/resourceslices', reply: { json: slices } },
  { path: '/apis/resource.k8s.io/v1/resourceclaims', reply: { json: claims } },
]

const withNodes = (json: unknown): readonly Route[] => [{ path: nodesPath, reply: { json } }, ...others]

const lists = (items: readonly unknown[]) => ({ metadata: {}, items })

/** Pages of four nodes. */
const page = ({ query }: RecordedRequest) => {
  const from = Number(query.get('continue') ?? 0)
  const items: readonly unknown[] = nodes.items.slice(from, from + 4)
  const more = from + 4 < nodes.items.length ? { continue: String(from + 4) } : {}
  return { json: { metadata: more, items } }
}

const endless = ({ query }: RecordedRequest) => {
  const from = Number(query.get('continue') ?? 0)
  const node = replaceAt(nodes.items[0], ['metadata', 'name'], `node-${from}`)
  return { json: { metadata: { continue: String(from + 1) }, items: [node] } }
}

adapterContract(it, {
  create: ({ baseUrl, secret, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
    createKubernetesGpus({
      baseUrl,
      token: secret ?? '',
      country: 'DE',
      http: {
        attemptTimeoutMs: timeoutMs,
        callTimeoutMs: timeoutMs,
        maximumBodyBytes: maximumBytes,
        maximumAttempts: attempts,
        firstRetryDelayMs: retryDelayMs,
      },
    }),
  entry: { url: new URL('../src/index.ts', import.meta.url), conditions: ['@aima/source'] },
  replies: {
    happy: withNodes(nodes),
    empty: [
      { path: nodesPath, reply: { json: lists([]) } },
      { path: '/api/v1/pods', reply: { json: lists([]) } },
    ],
    badRow: withNodes(replaceAt(nodes, ['items', 0, 'metadata', 'name'], 42)),
    paged: {
      routes: [{ path: nodesPath, reply: page }, ...others],
      offers: 13,
      endless: [{ path: nodesPath, reply: endless }, ...others],
    },
    dispensable: ({ path }) => path !== nodesPath,
    errorReply: (status) => ({
      json: {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        message: 'no',
        reason: 'No',
        code: status,
      },
    }),
  },
})
