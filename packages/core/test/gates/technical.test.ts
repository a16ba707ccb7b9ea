import { describe, expect, test } from 'vitest'
import type { Needs, Offer, RejectionKind } from '../../src/index.ts'
import { cloudOffer, jobOf, refusalOf } from '../builders.ts'

/** One rule: what the job needs, an offer that just fulfils it, one that does not, and one of which the fact is unknown. */
interface Rule {
  readonly kind: RejectionKind
  readonly needs: Needs
  readonly fits: Partial<Offer>
  readonly misses: Partial<Offer>
  readonly actual: unknown
  readonly unknown?: Partial<Offer>
}

const gpu = (model: string): Partial<Offer> => ({ gpu: { name: model, model } })
const unknownGpu: Partial<Offer> = { gpu: { name: 'GPU of tomorrow' } }
const bareHost: Partial<Offer> = { host: {} }
const driver = (versions: { cudaVersion?: number; driverVersion?: string }): Partial<Offer> => ({
  host: { driver: { kind: 'installed', ...versions } },
})

const rules: readonly Rule[] = [
  { kind: 'too-few-gpus', needs: { gpuCount: 4 }, fits: { gpuCount: 4 }, misses: { gpuCount: 3 }, actual: 3 },
  {
    kind: 'vram-too-small',
    needs: { vramGiB: 24 },
    fits: { gpu: { name: 'x', vramGiB: 24 } },
    misses: { gpu: { name: 'x', vramGiB: 23.9 } },
    actual: 23.9,
    unknown: unknownGpu,
  },
  {
    kind: 'total-vram-too-small',
    needs: { totalVramGiB: 48 },
    fits: { gpu: { name: 'x', vramGiB: 24 }, gpuCount: 2 },
    misses: { gpu: { name: 'x', vramGiB: 16 }, gpuCount: 2 },
    actual: 32,
    unknown: { ...unknownGpu, gpuCount: 8 },
  },
  {
    kind: 'vendor-not-allowed',
    needs: { vendors: ['amd', 'nvidia'] },
    fits: gpu('RTX 4090'),
    misses: { gpu: { name: 'x', vendor: 'intel' } },
    actual: 'intel',
    unknown: unknownGpu,
  },
  {
    kind: 'compute-capability-too-low',
    needs: { computeCapability: 8.9 },
    fits: gpu('RTX 4090'),
    misses: gpu('A100-SXM4-80GB'),
    actual: 8,
    unknown: unknownGpu,
  },
  {
    kind: 'cuda-too-old',
    needs: { cudaVersion: 12.4 },
    fits: driver({ cudaVersion: 12.4 }),
    misses: driver({ cudaVersion: 12.2 }),
    actual: 12.2,
    unknown: driver({}),
  },
  {
    kind: 'driver-too-old',
    needs: { driverVersion: '550.54' },
    fits: driver({ driverVersion: '550.54' }),
    misses: driver({ driverVersion: '535.18' }),
    actual: '535.18',
    unknown: bareHost,
  },
  {
    kind: 'memory-bandwidth-too-low',
    needs: { memoryBandwidthGBps: 1008 },
    fits: gpu('RTX 4090'),
    misses: gpu('L4'),
    actual: 300,
    unknown: unknownGpu,
  },
  {
    kind: 'form-factor-not-allowed',
    needs: { formFactors: ['SXM4', 'SXM5'] },
    fits: gpu('H100-SXM5'),
    misses: gpu('H100-PCIe'),
    actual: 'PCIe',
    unknown: unknownGpu,
  },
  {
    kind: 'too-few-vcpus',
    needs: { vcpus: 16 },
    fits: { host: { vcpus: 16 } },
    misses: { host: { vcpus: 8 } },
    actual: 8,
    unknown: bareHost,
  },
  {
    kind: 'ram-too-small',
    needs: { ramGiB: 64 },
    fits: { host: { ramGiB: 64 } },
    misses: { host: { ramGiB: 63 } },
    actual: 63,
    unknown: bareHost,
  },
  {
    kind: 'disk-too-small',
    needs: { diskGB: 100 },
    fits: { host: { disk: { kind: 'fixed', sizeGB: 100 } } },
    misses: { host: { disk: { kind: 'fixed', sizeGB: 99 } } },
    actual: 99,
    unknown: bareHost,
  },
  {
    kind: 'architecture-not-allowed',
    needs: { architectures: ['x86_64'] },
    fits: { host: { architecture: 'x86_64' } },
    misses: { host: { architecture: 'arm64' } },
    actual: 'arm64',
    unknown: bareHost,
  },
]

/** A job of unknown run time, so that the speed of a GPU without a model is no matter. */
const needing = (needs: Needs) => ({ job: jobOf({ needs, run: undefined }) })

describe.each(rules)('the rule $kind', ({ kind, needs, fits, misses, actual }) => {
  const [needed] = Object.values(needs)

  test('passes an offer that has just what is needed', () => {
    expect(refusalOf(cloudOffer(fits), needing(needs))).toBeUndefined()
  })

  test('refuses an offer that has less, with what was needed and what it has', () => {
    expect(refusalOf(cloudOffer(misses), needing(needs))).toEqual({ gate: 'technical', kind, needed, actual })
  })

  test('asks for nothing when the job does not', () => {
    expect(refusalOf(cloudOffer(misses), needing({}))).toBeUndefined()
  })
})

const uncertain = rules.filter(({ unknown }) => unknown !== undefined)

test.each(uncertain)(
  'the rule $kind refuses an offer of which the fact is unknown',
  ({ kind, needs, unknown }) => {
    const [needed] = Object.values(needs)
    expect(refusalOf(cloudOffer(unknown), needing(needs))).toEqual({
      gate: 'technical',
      kind,
      needed,
      actual: null,
    })
  },
)

test('an offer without a host is refused by a rule on the host', () => {
  expect(refusalOf(cloudOffer({ host: undefined }), needing({ vcpus: 1 }))?.actual).toBeNull()
})

test('a job that states no number of GPUs needs one', () => {
  expect(refusalOf(cloudOffer({ gpuCount: 0 }), needing({}))?.needed).toBe(1)
})

test('the first rule in the order of the needs is the one that is told', () => {
  const needs: Needs = { gpuCount: 2, vramGiB: 80, vcpus: 8 }
  expect(refusalOf(cloudOffer({ host: { vcpus: 4 } }), needing(needs))?.kind).toBe('too-few-gpus')
})
