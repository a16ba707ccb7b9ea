import { machineFacts } from './machine-facts.ts'

type Regions = readonly (readonly [start: string, regions: string])[]

/** Source: regions of the whole-machine prices in cloudpilot-ai/karpenter-provider-gcp 417f047, generated 2026-08-03. */
const regionsOfTypes: Regions = [
  [
    'a2-highgpu-',
    'asia-northeast1 asia-northeast3 asia-southeast1 europe-west4 me-west1 us-central1 ' +
      'us-east1 us-west1 us-west3 us-west4',
  ],
  ['a2-megagpu-', 'asia-southeast1 europe-west4 us-central1'],
  ['a2-ultragpu-', 'asia-southeast1 europe-west4 us-central1 us-east4 us-east5'],
  [
    'a3-highgpu-',
    'asia-east1 asia-northeast1 asia-south1 asia-south2 asia-southeast1 ' +
      'australia-southeast1 europe-north1 europe-west1 europe-west3 europe-west4 europe-west9 ' +
      'us-central1 us-east4 us-east5 us-west1 us-west4',
  ],
  [
    'a3-megagpu-',
    'asia-northeast1 asia-southeast1 australia-southeast1 europe-west1 europe-west3 ' +
      'europe-west4 us-east4 us-east5 us-west4',
  ],
  [
    'g2-standard-',
    'asia-east1 asia-northeast1 asia-northeast3 asia-south1 asia-southeast1 europe-west1 ' +
      'europe-west2 europe-west3 europe-west4 europe-west6 me-central2 ' +
      'northamerica-northeast1 northamerica-northeast2 us-central1 us-east1 us-east4 us-west1 ' +
      'us-west4',
  ],
  [
    'g4-standard-6 g4-standard-12 g4-standard-24',
    'asia-east1 europe-north1 europe-west2 europe-west4 us-central1 us-east1 us-east5 ' + 'us-south1',
  ],
  [
    'g4-standard-48 g4-standard-96 g4-standard-192 g4-standard-384',
    'asia-east1 asia-south1 asia-south2 asia-southeast1 asia-southeast2 europe-north1 ' +
      'europe-west1 europe-west10 europe-west2 europe-west4 europe-west8 me-central2 ' +
      'us-central1 us-east1 us-east4 us-east5 us-south1 us-west1 us-west3 us-west4',
  ],
]

/** Source: zones of accelerator types as gcloud listed them in 2026-08 (Cyclenerd/google-cloud-pricing-cost-calculator dac3128). */
const regionsOfAccelerators: Regions = [
  [
    'nvidia-tesla-t4',
    'asia-east1 asia-east2 asia-northeast1 asia-northeast3 asia-south1 asia-southeast1 ' +
      'asia-southeast2 australia-southeast1 europe-central2 europe-west1 europe-west2 ' +
      'europe-west3 europe-west4 me-west1 northamerica-northeast1 southamerica-east1 ' +
      'us-central1 us-east1 us-east4 us-east7 us-west1 us-west2 us-west3 us-west4',
  ],
  ['nvidia-tesla-v100', 'asia-east1 europe-west4 us-central1 us-east1 us-east7 us-west1'],
  [
    'nvidia-tesla-p100',
    'asia-east1 australia-southeast1 europe-west1 europe-west4 us-central1 us-east1 ' + 'us-east7 us-west1',
  ],
  [
    'nvidia-tesla-p4',
    'asia-southeast1 australia-southeast1 europe-west4 northamerica-northeast1 us-central1 ' +
      'us-east1 us-east4 us-east7 us-west2',
  ],
]

const isNamedBy = (names: string, type: string): boolean =>
  names.split(' ').some((name) => (name.endsWith('-') ? type.startsWith(name) : type === name))

const regionsIn = (table: Regions, type: string): readonly string[] =>
  table.filter(([names]) => isNamedBy(names, type)).flatMap(([, regions]) => regions.split(' '))

/** A type of machine or accelerator in a region. */
export interface KnownPlace {
  /** Google's name of the type. */
  readonly type: string
  /** Google's name of the region. */
  readonly region: string
}

const placesIn = (table: Regions, types: readonly string[]): readonly KnownPlace[] =>
  types.flatMap((type) => regionsIn(table, type).map((region) => ({ type, region })))

/**
 * Where types of machine stood in 2026-08, for where the project's own list is not had. The newest (H200, B200, GB200, GB300) and edge
 * machines are in no public list, and missing.
 */
export const knownMachinePlaces: readonly KnownPlace[] = placesIn(regionsOfTypes, [...machineFacts.keys()])

/** Where accelerators for N1 machines stood in 2026-08. */
export const knownAcceleratorPlaces: readonly KnownPlace[] = placesIn(
  regionsOfAccelerators,
  regionsOfAccelerators.map(([type]) => type),
)

/** The day of these tables. */
export const placesDate = '2026-08'
