import { expect, test } from 'vitest'
import { podRequests } from '../src/kubernetes/pod-requests.ts'
import { quantityOf } from '../src/kubernetes/quantity.ts'
import { usageOf } from '../src/kubernetes/usage.ts'
import { fixture } from './support/fixtures.ts'

test.each([
  ['8', 8],
  ['500m', 0.5],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['+2', 2],
  ['128Mi', 134_217_728],
  ['123560520Ki', 126_525_972_480],
  ['1k', 1_000],
  ['1e3', 1_000],
  ['5E-1', 0.5],
  ['2E', 2e18],
  ['100n', 1e-7],
  [4, 4],
  ['0', 0],
  ['', undefined],
  ['-1', undefined],
  ['1.2.3', undefined],
  ['8GB', undefined],
  ['many', undefined],
  ['Infinity', undefined],
  [-1, undefined],
  [Number.NaN, undefined],
  [null, undefined],
])('the quantity %s is %s', (text, expected) => {
  const value = quantityOf(text)
  if (expected === undefined) expect(value).toBeUndefined()
  else expect(value).toBeCloseTo(expected)
})

const asks = (gpus: number, more: object = {}) => ({
  resources: { requests: { cpu: '1', 'nvidia.com/gpu': String(gpus) } },
  ...more,
})

const gpusOf = (spec: object) => podRequests({ spec })?.get('nvidia.com/gpu')

test('a pod takes the sum of its containers, or its largest init container', () => {
  expect(gpusOf({ containers: [asks(1), asks(2)] })).toBe(3)
  expect(gpusOf({ containers: [asks(1)], initContainers: [asks(4), asks(2)] })).toBe(4)
  expect(gpusOf({ containers: [asks(2)], initContainers: [asks(1, { restartPolicy: 'Always' })] })).toBe(3)
})

test('an init container runs beside those that were started before it and go on', () => {
  const sidecar = asks(1, { restartPolicy: 'Always' })
  expect(gpusOf({ containers: [asks(1)], initContainers: [sidecar, asks(4)] })).toBe(5)
  expect(gpusOf({ containers: [asks(1)], initContainers: [asks(4), sidecar] })).toBe(4)
})

test('limits count where there are no requests, and overhead always', () => {
  expect(gpusOf({ containers: [{ resources: { limits: { 'nvidia.com/gpu': '2' } } }] })).toBe(2)
  const requests = podRequests({ spec: { containers: [asks(1)], overhead: { cpu: '250m' } } })
  expect(requests?.get('cpu')).toBe(1.25)
})

test('an amount that cannot be read makes the pod unreadable', () => {
  expect(gpusOf({ containers: [{ resources: { limits: { 'nvidia.com/gpu': 'two' } } }] })).toBeUndefined()
})

test('instances and fractions that Run:ai hands out are taken too', () => {
  const spec = { containers: [] }
  const annotations = { 'nvidia.com/mig-1g.5gb': '1' }
  expect(podRequests({ metadata: { annotations }, spec })?.get('nvidia.com/mig-1g.5gb')).toBe(1)
  const fraction = { 'gpu-fraction': '0.5', 'runai-allocated-gpus': '0.5' }
  expect(podRequests({ metadata: { annotations: fraction }, spec })?.get('nvidia.com/gpu')).toBe(1)
})

test('pods that wait on their node count, and those that have ended or have none do not', () => {
  const { byNode } = usageOf(fixture('kubernetes-pods.json').items)
  expect(byNode.get('a100')?.get('nvidia.com/gpu')).toBe(3)
  expect([...byNode.keys()]).toEqual(['a100', 't4-shared', 'mig-mixed', 'mi300x'])
})

test('a pod that cannot be read leaves its node unclear, and every node where it names none', () => {
  const bad = { spec: { nodeName: 'n1', containers: 42 } }
  expect(usageOf([bad])).toMatchObject({ unclear: new Set(['n1']), isUnclear: false })
  expect(usageOf([42])).toMatchObject({ isUnclear: true, warnings: [{ kind: 'bad-row', row: 'pod 1' }] })
})

test('a pod that asks as a whole takes that of its node', () => {
  const spec = {
    resources: { requests: { cpu: '8', memory: '32Gi' } },
    containers: [{ resources: { requests: { cpu: '1', 'nvidia.com/gpu': '1' } } }],
  }
  const requests = podRequests({ spec })
  expect([requests?.get('cpu'), requests?.get('memory'), requests?.get('nvidia.com/gpu')]).toEqual([
    8,
    32 * 2 ** 30,
    1,
  ])
  expect(podRequests({ spec: { resources: { limits: { memory: 'much' } } } })).toBeUndefined()
})
