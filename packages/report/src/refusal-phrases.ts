import type { RejectionKind } from '@aima/gpu-core'

const refusalPhrases: Readonly<Record<RejectionKind, string>> = {
  'site-not-allowed': 'job may not run on this site',
  'provider-not-allowed': 'provider is not among the allowed ones',
  'provider-denied': 'provider is denied',
  'country-not-allowed': 'country is not allowed',
  'trust-too-low': 'operator is not trusted enough',
  'certification-missing': 'operator lacks a certification',
  'access-denied': 'machine is for other jobs only',
  'too-few-gpus': 'too few GPUs',
  'vram-too-small': 'too little GPU memory',
  'total-vram-too-small': 'too little GPU memory in all',
  'model-not-allowed': 'GPU model is not among the allowed ones',
  'model-denied': 'GPU model is denied',
  'vendor-not-allowed': 'GPU vendor is not allowed',
  'compute-capability-too-low': 'compute capability is too low',
  'cuda-too-old': 'CUDA is too old',
  'driver-too-old': 'driver is too old',
  'tflops-too-low': 'GPU is too slow',
  'memory-bandwidth-too-low': 'GPU memory is too slow',
  'form-factor-not-allowed': 'form factor is not allowed',
  'interconnect-too-slow': 'GPUs are not linked fast enough',
  'too-few-vcpus': 'too few vCPUs',
  'ram-too-small': 'too little main memory',
  'disk-too-small': 'too little disk',
  'architecture-not-allowed': 'processor is of another kind',
  'price-unknown': 'price is unknown',
  'price-too-old': 'price is too old',
  'spot-not-allowed': 'spot is not allowed',
  'spot-dearer-than-on-demand': 'spot is dearer than on demand',
  'out-of-stock': 'out of stock',
  'busy-without-end': 'busy, and nobody knows until when',
  'failed-recently': 'failed recently',
  closed: 'outside its opening hours',
  'closes-too-early': 'closes before the job is done',
  'hourly-price-over-budget': 'dearer per hour than the budget',
  'job-cost-over-budget': 'dearer for the job than the budget',
  'takes-too-long': 'takes too long',
  'provider-excluded': 'strategy excludes the provider',
  'speed-unknown': 'speed of this GPU is unknown',
  'never-finishes': 'would not finish before the next interruption',
}

const byKind: ReadonlyMap<string, string> = new Map(Object.entries(refusalPhrases))

/**
 * Says in plain English what it means that an offer broke a rule, close to the words of core's explanations.
 *
 * @param kind - The rule. One that is not known is named by its tag.
 * @example
 * refusalPhrase('vram-too-small') // => 'too little GPU memory'
 */
export const refusalPhrase = (kind: string): string => byKind.get(kind) ?? kind
