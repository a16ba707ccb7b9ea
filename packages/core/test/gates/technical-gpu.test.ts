import { describe, expect, test } from 'vitest'
import type { Driver, Needs, Offer, OfferedGpu } from '../../src/index.ts'
import { cloudOffer, jobOf, refusalOf } from '../builders.ts'

const needing = (needs: Needs) => ({ job: jobOf({ needs, run: undefined }) })
const withGpu = (gpu: OfferedGpu, changes: Partial<Offer> = {}) => cloudOffer({ gpu, ...changes })
const unknownModel: OfferedGpu = { name: 'GPU of tomorrow' }

describe('models', () => {
  test('a model that is not among the allowed ones is refused', () => {
    expect(refusalOf(cloudOffer(), needing({ allowedModels: ['H100-SXM5', 'L4'] }))).toEqual({
      gate: 'technical',
      kind: 'model-not-allowed',
      needed: ['H100-SXM5', 'L4'],
      actual: 'RTX 4090',
    })
  })

  test('an allowed model passes', () => {
    expect(refusalOf(cloudOffer(), needing({ allowedModels: ['L4', 'RTX 4090'] }))).toBeUndefined()
  })

  test('a denied model is refused', () => {
    expect(refusalOf(cloudOffer(), needing({ deniedModels: ['RTX 4090'] }))).toEqual({
      gate: 'technical',
      kind: 'model-denied',
      needed: ['RTX 4090'],
      actual: 'RTX 4090',
    })
  })

  test('a model that is not denied passes', () => {
    expect(refusalOf(cloudOffer(), needing({ deniedModels: ['L4'] }))).toBeUndefined()
  })

  test('an unknown model is allowed by the name that its source prints', () => {
    expect(refusalOf(withGpu(unknownModel), needing({ allowedModels: ['GPU of tomorrow'] }))).toBeUndefined()
  })

  test('an unknown model that is not allowed is told by the name that its source prints', () => {
    expect(refusalOf(withGpu(unknownModel), needing({ allowedModels: ['L4'] }))?.actual).toBe(
      'GPU of tomorrow',
    )
  })

  test('an unknown model is denied by the name that its source prints', () => {
    expect(refusalOf(withGpu(unknownModel), needing({ deniedModels: ['GPU of tomorrow'] }))?.actual).toBe(
      'GPU of tomorrow',
    )
  })

  test('a known model is denied by the name that its source prints, too', () => {
    expect(refusalOf(cloudOffer(), needing({ deniedModels: ['NVIDIA GeForce RTX 4090'] }))?.kind).toBe(
      'model-denied',
    )
  })

  test('an unknown model passes every rule that does not need the missing fact', () => {
    const offer = withGpu({ ...unknownModel, vramGiB: 96, vendor: 'amd' }, { host: { vcpus: 8 } })
    expect(refusalOf(offer, needing({ vramGiB: 80, vendors: ['amd'], vcpus: 8 }))).toBeUndefined()
  })
})

describe('facts of the GPU', () => {
  test('a compute capability that the source states counts where the model is unknown', () => {
    const offer = withGpu({ ...unknownModel, computeCapability: 9 })
    expect(refusalOf(offer, needing({ computeCapability: 9 }))).toBeUndefined()
  })

  test.each([
    ['fp32', 82.6],
    ['tf32', 82.6],
    ['bf16', 165.2],
    ['fp16', 165.2],
    ['fp8', 330.3],
  ] as const)('the least rate in %s is compared with the rate in that precision', (precision, tflops) => {
    const passes = (needed: number) =>
      refusalOf(cloudOffer(), needing({ leastTflops: { precision, tflops: needed } })) === undefined
    expect([passes(tflops), passes(tflops + 0.1)]).toEqual([true, false])
  })

  test('a rate that is too low is refused with the precision and what the GPU reaches', () => {
    const leastTflops = { precision: 'fp16', tflops: 500 } as const
    expect(refusalOf(cloudOffer(), needing({ leastTflops }))).toEqual({
      gate: 'technical',
      kind: 'tflops-too-low',
      needed: leastTflops,
      actual: 165.2,
    })
  })

  test('a rate in a precision that the GPU does not have is refused', () => {
    const offer = withGpu({ name: 'x', model: 'A100-SXM4-80GB' })
    const needs: Needs = { leastTflops: { precision: 'fp8', tflops: 1 } }
    expect(refusalOf(offer, needing(needs))?.actual).toBeNull()
  })

  test('the rate of an unknown model is refused', () => {
    const needs: Needs = { leastTflops: { precision: 'fp16', tflops: 1 } }
    expect(refusalOf(withGpu(unknownModel), needing(needs))?.actual).toBeNull()
  })

  test('a share of a GPU does not reach the rate of the whole', () => {
    const offer = withGpu({ name: 'x', model: 'A100-SXM4-80GB', fraction: 0.5, vramGiB: 40 })
    const needs: Needs = { leastTflops: { precision: 'fp16', tflops: 200 } }
    expect(refusalOf(offer, needing(needs))?.kind).toBe('tflops-too-low')
  })

  test('a share of a GPU does not have the memory bandwidth of the whole', () => {
    const offer = withGpu({ name: 'x', model: 'A100-SXM4-80GB', fraction: 0.5, vramGiB: 40 })
    expect(refusalOf(offer, needing({ memoryBandwidthGBps: 1500 }))?.kind).toBe('memory-bandwidth-too-low')
  })
})

describe('interconnect', () => {
  const linked = (interconnect: OfferedGpu['interconnect'], gpuCount = 2) =>
    withGpu({ name: 'x', interconnect }, { gpuCount })

  test.each([
    ['nvlink', 'nvlink', true],
    ['nvlink', 'pcie', true],
    ['pcie', 'pcie', true],
    ['pcie', 'nvlink', false],
  ] as const)('GPUs linked by %s for a job that needs %s: %s', (actual, needed, passes) => {
    expect(refusalOf(linked(actual), needing({ interconnect: needed })) === undefined).toBe(passes)
  })

  test('a link that is too slow is refused with both', () => {
    expect(refusalOf(linked('pcie'), needing({ interconnect: 'nvlink' }))).toEqual({
      gate: 'technical',
      kind: 'interconnect-too-slow',
      needed: 'nvlink',
      actual: 'pcie',
    })
  })

  test('an unknown link is refused', () => {
    expect(refusalOf(linked(undefined), needing({ interconnect: 'pcie' }))?.actual).toBeNull()
  })

  test('a single GPU needs no link', () => {
    expect(refusalOf(linked(undefined, 1), needing({ interconnect: 'nvlink' }))).toBeUndefined()
  })
})

describe('CUDA and driver from the image', () => {
  const fromImage: { readonly host: { readonly driver: Driver } } = {
    host: { driver: { kind: 'from-image' } },
  }
  const capable = (computeCapability: number) => withGpu({ ...unknownModel, computeCapability }, fromImage)

  test.each([
    ['3.0', 3, 10.2, 11],
    ['3.5', 3.5, 11.8, 12],
    ['3.7', 3.7, 11.8, 12],
    ['5.0', 5, 12.9, 13],
    ['7.0', 7, 12.9, 13],
  ])('a GPU of compute capability %s is left behind by the next CUDA', (_, capability, last, next) => {
    const passes = (cudaVersion: number) =>
      refusalOf(capable(capability), needing({ cudaVersion })) === undefined
    expect([passes(last), passes(next)]).toEqual([true, false])
  })

  test('the refusal tells the last CUDA that supports the GPU', () => {
    expect(refusalOf(capable(7), needing({ cudaVersion: 13 }))?.actual).toBe(12.9)
  })

  test.each([7.5, 8.9, 12])('a GPU of compute capability %d runs any CUDA', (capability) => {
    expect(refusalOf(capable(capability), needing({ cudaVersion: 99 }))).toBeUndefined()
  })

  test('a GPU without a compute capability has no CUDA', () => {
    const amd = withGpu({ ...unknownModel, vendor: 'amd' }, fromImage)
    expect(refusalOf(amd, needing({ cudaVersion: 11.8 }))?.actual).toBeNull()
  })

  test('an NVIDIA GPU gets any driver that the image brings', () => {
    expect(refusalOf(cloudOffer(fromImage), needing({ driverVersion: '999' }))).toBeUndefined()
  })

  test('a GPU of another vendor gets no NVIDIA driver', () => {
    const amd = withGpu({ ...unknownModel, vendor: 'amd' }, fromImage)
    expect(refusalOf(amd, needing({ driverVersion: '1' }))?.actual).toBeNull()
  })
})

describe('a driver version', () => {
  test.each([
    ['535.161', '535.54', true],
    ['535.54', '535.161', false],
    ['535.161.08', '535.161.07', true],
    ['535.161.07', '535.161.08', false],
    ['535.161.08', '535.161.8', true],
    ['535.161', '535.161.08', false],
    ['535.161.0', '535.161', true],
    ['550', '535.161.08', true],
    ['535.161', '535.161.1', false],
    ['535.161', '535.161.0', true],
    ['525.999', '535', false],
  ])('of %s for a job that needs %s: %s', (driverVersion, needed, passes) => {
    const offer = cloudOffer({ host: { driver: { kind: 'installed', driverVersion } } })
    expect(refusalOf(offer, needing({ driverVersion: needed })) === undefined).toBe(passes)
  })
})

describe('disk that is ordered in the size that the job needs', () => {
  const elastic = (largestGB?: number) => cloudOffer({ host: { disk: { kind: 'elastic', largestGB } } })

  test('is large enough for any job when it has no limit', () => {
    expect(refusalOf(elastic(), needing({ diskGB: 1e9 }))).toBeUndefined()
  })

  test('is refused above its limit', () => {
    expect(refusalOf(elastic(500), needing({ diskGB: 501 }))?.actual).toBe(500)
  })
})
