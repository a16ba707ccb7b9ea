import { adapterContract, type RecordedRequest, type Route, replaceAt } from '@aima/gpu-testing'
import { it } from 'vitest'
import { createPrometheusGpus } from '../src/index.ts'
import { fixture } from './support/fixtures.ts'

const samples = fixture('prometheus-samples.json')
const times = fixture('prometheus-times.json')
const down = fixture('prometheus-down.json')

const path = '/api/v1/query'
const asks =
  (beginning: string) =>
  ({ query }: RecordedRequest) =>
    query.get('query')?.startsWith(beginning) ?? false

const withSamples = (json: unknown): readonly Route[] => [
  { path, when: asks('{'), reply: { json } },
  { path, when: asks('timestamp('), reply: { json: times } },
  { path, when: asks('up'), reply: { json: down } },
]

const nothing = { status: 'success', data: { resultType: 'vector', result: [] } }

adapterContract(it, {
  create: ({ baseUrl, secret, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
    createPrometheusGpus({
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
    happy: withSamples(samples),
    empty: [{ path, reply: { json: nothing } }],
    // The only GPU of its host: what cannot be read may have said that it is taken.
    badRow: withSamples(replaceAt(samples, ['data', 'result', 21, 'value', 1], 42)),
    dispensable: (request) => !asks('{')(request),
    errorReply: (status) => ({ json: { status: 'error', errorType: 'execution', error: `HTTP ${status}` } }),
  },
  ownFaults: [
    {
      name: 'a query that it refuses',
      expected: 'provider-failed',
      routes: [
        {
          path,
          reply: { status: 400, json: { status: 'error', errorType: 'bad_data', error: 'parse error' } },
        },
      ],
    },
    {
      name: 'an error with status 200',
      expected: 'unexpected-shape',
      routes: [
        { path, reply: { json: { status: 'error', errorType: 'timeout', error: 'query timed out' } } },
      ],
    },
  ],
})
