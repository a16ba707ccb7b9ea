import { type ListedOffer, resolveGpuModel, type Warning } from '@aima/gpu-core'
import { z } from 'zod'

/** A row as the toy provider sends it. */
const Row = z.object({
  id: z.string().min(1).max(200),
  gpu: z.string().min(1).max(200),
  gpus: z.int().min(1).max(64),
  memoryGiB: z.number().positive().max(1000),
  vcpus: z.number().positive().max(1e4),
  ramGiB: z.number().positive().max(1e5),
  country: z.string().regex(/^[A-Z]{2}$/),
  usdPerGpuHour: z.number().positive().max(1e3),
  spotUsdPerGpuHour: z.number().positive().max(1e3).optional(),
})

type Row = z.infer<typeof Row>

/** Stock by row id. */
export const Stock = z.record(z.string(), z.enum(['none', 'low', 'available']))

/** A page of rows. */
export const Page = z.object({ rows: z.array(z.unknown()), next: z.string().min(1).nullable() })

const offerOf = (row: Row, purchase: 'on-demand' | 'spot', nowMs: number): ListedOffer => {
  const onDemandUsdPerHour = row.usdPerGpuHour * row.gpus
  const usdPerHour = purchase === 'spot' ? (row.spotUsdPerGpuHour ?? 0) * row.gpus : onDemandUsdPerHour
  return {
    id: `toy:${row.id}:${purchase}`,
    source: 'toy',
    provider: 'toy',
    providerKind: 'gpu-cloud',
    purchase,
    gpu: {
      name: row.gpu,
      vramGiB: row.memoryGiB,
      ...resolveGpuModel(row.gpu).match(
        ({ model }) => ({ model: model.model }),
        () => ({}),
      ),
    },
    gpuCount: row.gpus,
    host: { vcpus: row.vcpus, ramGiB: row.ramGiB },
    place: { region: 'toy-1', country: row.country },
    price: {
      usdPerHour,
      parts: [{ name: 'machine', usdPerHour }],
      ...(purchase === 'spot' ? { onDemandUsdPerHour } : {}),
    },
    observedAtMs: nowMs,
    launch: { machine: row.id, purchase },
  }
}

const offersOf = (row: Row, nowMs: number): readonly ListedOffer[] => [
  offerOf(row, 'on-demand', nowMs),
  ...(row.spotUsdPerGpuHour === undefined || row.spotUsdPerGpuHour > row.usdPerGpuHour
    ? []
    : [offerOf(row, 'spot', nowMs)]),
]

/** What the rows of all pages hold. */
export interface Converted {
  readonly offers: readonly ListedOffer[]
  readonly warnings: readonly Warning[]
}

/** Turns rows into offers; a row that is broken or comes twice is a warning. */
export const convert = (rows: readonly unknown[], nowMs: number): Converted => {
  const offers = new Map<string, ListedOffer>()
  const warnings: Warning[] = []
  const reject = (index: number, issues: readonly string[]) =>
    warnings.push({ kind: 'bad-row', row: String(index), issues })
  for (const [index, input] of rows.entries()) {
    const read = Row.safeParse(input)
    if (!read.success) reject(index, ['expected a row'])
    else if (offers.has(`toy:${read.data.id}:on-demand`)) reject(index, ['expected an id of its own'])
    else for (const offer of offersOf(read.data, nowMs)) offers.set(offer.id, offer)
  }
  const sorted = [...offers.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
  return { offers: sorted, warnings }
}
