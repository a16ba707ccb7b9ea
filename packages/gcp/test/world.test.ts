import type { Route } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { machineFacts } from '../src/machine-facts.ts'
import { replies, skuOf } from './fixtures.ts'
import { marketRoutes, paths } from './market.ts'
import { visit } from './visit.ts'

/** As many items as Google's price list is said to have; nearly all are of no interest. */
const skuPages = 10
const skusOfPage = 5000

/** As many zones as Google has, and pages of as many rows as it sends. */
const zones = 130
const rowsOfPage = 500

const filler = Array.from({ length: skusOfPage }, (_, index) =>
  skuOf(`N2D AMD Instance Core number ${index} running in Paris`),
)

const skuPage: Route = {
  path: paths.skus,
  reply: ({ query }) => {
    const page = Number(query.get('pageToken') ?? 1)
    if (page < skuPages) return { json: { skus: filler, nextPageToken: String(page + 1) } }
    return { json: replies.skus }
  },
}

const hosts = [1, 2, 4, 8, 16, 32, 64, 96].map((vcpus) => ({
  name: `n1-standard-${vcpus}`,
  guestCpus: vcpus,
  memoryMb: vcpus * 3840,
}))

const typed = [...machineFacts.values()]
  .filter(({ type }) => /^(g2|a2-highgpu)/.test(type))
  .map(({ type, vcpus, ramGiB, accelerator, gpuCount }) => ({
    name: type,
    guestCpus: vcpus,
    memoryMb: ramGiB * 1024,
    accelerators: [{ guestAcceleratorType: accelerator, guestAcceleratorCount: gpuCount }],
  }))

const rows = Array.from({ length: zones }, (_, index) => `zones/us-central1-z${index}`).flatMap(
  (zone, index) => [...hosts, ...(index % 6 === 0 ? typed : [])].map((row) => ({ zone, row })),
)

const pageOf = (start: number): unknown => {
  const items: Record<string, { machineTypes: unknown[] }> = {}
  for (const { zone, row } of rows.slice(start, start + rowsOfPage)) {
    const scope = items[zone] ?? { machineTypes: [] }
    scope.machineTypes.push(row)
    items[zone] = scope
  }
  return { items, nextPageToken: start + rowsOfPage < rows.length ? String(start + rowsOfPage) : '' }
}

const machinePage: Route = {
  path: paths.machineTypes,
  reply: ({ query }) => ({ json: pageOf(Number(query.get('pageToken') ?? 0)) }),
}

test('a listing of the size of the world', async () => {
  const { requests, listing } = await visit([skuPage, machinePage, ...marketRoutes()])
  const count = (path: string): number => requests.filter((request) => request.path === path).length
  const advice = requests.filter(({ method }) => method === 'POST').length
  console.log(
    `requests of a full listing: ${requests.length} (prices ${count(paths.skus)}, machine types ${count(paths.machineTypes)}, ` +
      `accelerators ${count(paths.acceleratorTypes)}, quota ${count(paths.regions) + count(paths.project)}, advice ${advice}), ` +
      `${listing?.offers.length} offers of ${rows.length} types in zones`,
  )
  expect(count(paths.skus)).toBe(skuPages)
  expect(count(paths.machineTypes)).toBe(Math.ceil(rows.length / rowsOfPage))
  expect(advice).toBeLessThanOrEqual(20)
  expect(listing?.warnings).toEqual([])
})
