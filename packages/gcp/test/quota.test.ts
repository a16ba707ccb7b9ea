import { expect, test } from 'vitest'
import { limitsOf, shortageOf } from '../src/quota.ts'
import type { SkuPurchase } from '../src/sku-part.ts'
import { machineOf } from './fixtures.ts'

const attached = { type: 'n1-standard-8', vcpus: 8, accelerator: 'nvidia-tesla-t4', isAttached: true }
const a100 = { type: 'a2-highgpu-1g', vcpus: 12, accelerator: 'nvidia-tesla-a100' }

const basisOf = (
  regional: Readonly<Record<string, number>>,
  {
    machine = {},
    purchase = 'on-demand',
    project = {},
    usage = 0,
  }: {
    readonly machine?: Parameters<typeof machineOf>[0]
    readonly purchase?: SkuPurchase
    readonly project?: Readonly<Record<string, number>>
    readonly usage?: number
  } = {},
): string | undefined => {
  const limits = (of: Readonly<Record<string, number>>) =>
    limitsOf(Object.entries(of).map(([metric, limit]) => ({ metric, limit, usage })))
  const quotas = { regions: new Map([['us-central1', limits(regional)]]), project: limits(project) }
  return shortageOf(machineOf(machine), purchase, quotas)?.basis
}

test('a limit of 0 forbids a machine, and the reason names it', () => {
  expect(basisOf({ NVIDIA_L4_GPUS: 0 })).toBe(
    'quota NVIDIA_L4_GPUS of us-central1 is 0, of which 0 are used; the machine needs 1',
  )
})

test('what is used counts', () => {
  expect(basisOf({ NVIDIA_L4_GPUS: 4 }, { usage: 3 })).toBeUndefined()
  expect(basisOf({ NVIDIA_L4_GPUS: 4 }, { usage: 4 })).toMatch(/is 4, of which 4 are used/)
})

test('a limit that is too small for the machine forbids it', () => {
  expect(basisOf({ NVIDIA_L4_GPUS: 4 }, { machine: { gpuCount: 8 } })).toMatch(/the machine needs 8/)
})

test('a limit that nobody states, or one below 0, forbids nothing', () => {
  expect(basisOf({})).toBeUndefined()
  expect(basisOf({ NVIDIA_L4_GPUS: -1 })).toBeUndefined()
})

test('newer GPUs have no limit among those of a region', () => {
  expect(
    basisOf({ NVIDIA_H100_GPUS: 0 }, { machine: { type: 'a3-highgpu-8g', accelerator: 'nvidia-h100-80gb' } }),
  ).toBeUndefined()
})

test('the limit of all GPUs binds on demand, and not Spot', () => {
  expect(basisOf({}, { project: { GPUS_ALL_REGIONS: 0 } })).toMatch(
    /^quota GPUS_ALL_REGIONS of the project is 0/,
  )
  expect(basisOf({}, { project: { GPUS_ALL_REGIONS: 0 }, purchase: 'spot' })).toBeUndefined()
})

test('Spot has its own limit once there is one, and else that of all', () => {
  const purchase = 'spot'
  expect(basisOf({ NVIDIA_L4_GPUS: 0, PREEMPTIBLE_NVIDIA_L4_GPUS: 8 }, { purchase })).toBeUndefined()
  expect(basisOf({ NVIDIA_L4_GPUS: 8, PREEMPTIBLE_NVIDIA_L4_GPUS: 0 }, { purchase })).toBeUndefined()
  expect(
    basisOf({ NVIDIA_L4_GPUS: 8, PREEMPTIBLE_NVIDIA_L4_GPUS: 1 }, { purchase, machine: { gpuCount: 2 } }),
  ).toMatch(/^quota PREEMPTIBLE_NVIDIA_L4_GPUS/)
  expect(basisOf({ NVIDIA_L4_GPUS: 0, PREEMPTIBLE_NVIDIA_L4_GPUS: 0 }, { purchase })).toMatch(
    /^quota NVIDIA_L4_GPUS/,
  )
})

test('processors are limited for N1 and A2, and not for series whose metric is not known', () => {
  expect(basisOf({ CPUS: 4 }, { machine: attached })).toMatch(/^quota CPUS .* needs 8$/)
  expect(basisOf({ A2_CPUS: 0 }, { machine: a100 })).toMatch(/^quota A2_CPUS .* needs 12$/)
  expect(basisOf({ CPUS: 0, A2_CPUS: 0 })).toBeUndefined()
})

test('processors of Spot have a limit of their own as well', () => {
  const purchase = 'spot'
  expect(basisOf({ CPUS: 4, PREEMPTIBLE_CPUS: 8 }, { purchase, machine: attached })).toBeUndefined()
  expect(basisOf({ CPUS: 99, PREEMPTIBLE_CPUS: 4 }, { purchase, machine: attached })).toMatch(
    /^quota PREEMPTIBLE_CPUS/,
  )
})
