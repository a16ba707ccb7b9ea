import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../../shared/data/gcp')

/** Recordings stand beside the repository and are no part of it. */
export const hasRecordings: boolean = existsSync(folder)

if (!hasRecordings)
  console.log('Google Cloud: no recordings beside the repository, so the tests that read them are skipped')

const recordedText = (file: string): string => readFileSync(join(folder, file), 'utf8')

/** A recorded file of JSON. */
export const recordedJson = (file: string): unknown => JSON.parse(recordedText(file))

const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

/** Reads a cell of a row. */
export type Row = (column: string) => string

/** Rows of a recorded file of CSV. */
export const recordedRows = (file: string): readonly Row[] => {
  const [header = '', ...lines] = recordedText(file).trim().split(/\r?\n/)
  const columns = cellsOf(header)
  return lines.map((line) => {
    const cells = cellsOf(line)
    return (column) => cells[columns.indexOf(column)] ?? ''
  })
}

/** Regions of the places in texts of SKUs of 2025-06, which the recording lacks. Source: Google Cloud, "Cloud locations". */
const regionsOfPlace: Readonly<Record<string, readonly string[]>> = {
  Americas: ['us-central1', 'us-east1', 'us-west1'],
  APAC: ['asia-east1'],
  Belgium: ['europe-west1'],
  Columbus: ['us-east5'],
  Dammam: ['me-central2'],
  EMEA: ['europe-west1'],
  Frankfurt: ['europe-west3'],
  Israel: ['me-west1'],
  Japan: ['asia-northeast1'],
  'Las Vegas': ['us-west4'],
  London: ['europe-west2'],
  Montreal: ['northamerica-northeast1'],
  Mumbai: ['asia-south1'],
  Netherlands: ['europe-west4'],
  'Salt Lake City': ['us-west3'],
  Seoul: ['asia-northeast3'],
  Singapore: ['asia-southeast1'],
  Sydney: ['australia-southeast1'],
  Taiwan: ['asia-east1'],
  Tokyo: ['asia-northeast1'],
  Toronto: ['northamerica-northeast2'],
  Virginia: ['us-east4'],
  Zurich: ['europe-west6'],
}

/** The SKUs of 2025-06 with the regions that their texts name. */
export const recordedGpuSkus = (): readonly unknown[] => {
  const skus = recordedJson('gpu-skus-2025-06.json')
  if (!Array.isArray(skus)) return []
  return skus.map((sku) => {
    const [, place = ''] = / in (.+)$/.exec(sku.description) ?? []
    const usageType = /Spot Preemptible/.test(sku.description) ? 'Preemptible' : 'OnDemand'
    return { ...sku, category: { usageType }, serviceRegions: regionsOfPlace[place] ?? [] }
  })
}

/** The SKUs of 2023: A100, and processors and memory of A2, in the Americas. */
export const recordedA2Skus = (): readonly unknown[] => {
  const file = recordedJson('skus-a100-a2-2023.json')
  return typeof file === 'object' && file !== null && 'skus' in file && Array.isArray(file.skus)
    ? file.skus
    : []
}
