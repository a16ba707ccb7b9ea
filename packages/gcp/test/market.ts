import type { RecordedRequest, Reply, Route } from '@aima/gpu-testing'
import { replies } from './fixtures.ts'

/** Paths of Google's interfaces, for a project `p`. */
export const paths = {
  skus: '/v1/services/6F81-5844-456A/skus',
  machineTypes: '/compute/v1/projects/p/aggregated/machineTypes',
  acceleratorTypes: '/compute/v1/projects/p/aggregated/acceleratorTypes',
  regions: '/compute/v1/projects/p/regions',
  project: '/compute/v1/projects/p',
  advice: /^\/compute\/(beta|v1)\/projects\/p\/regions\/[a-z0-9-]+\/advice\/capacity$/,
} as const

/** Recommends the first zone that is asked for, with the scores of the fixture. */
const adviceFor = ({ body }: RecordedRequest): Reply => {
  const { distributionPolicy, instanceFlexibilityPolicy } = JSON.parse(body)
  const [{ zone }] = distributionPolicy.zones
  const [type] = instanceFlexibilityPolicy.instanceSelections.only.machineTypes
  const text = JSON.stringify(replies.advice).replace('ZONE', zone.split('/').at(-1)).replace('TYPE', type)
  return { json: JSON.parse(text) }
}

/** Parts of the market that answer otherwise. */
export type MarketChanges = Partial<
  Record<'skus' | 'machineTypes' | 'acceleratorTypes' | 'regions' | 'project', unknown>
>

/** Google Cloud as routes. */
export const marketRoutes = (changes: MarketChanges = {}): readonly Route[] => {
  const all = { ...replies, ...changes }
  return [
    { method: 'GET', path: paths.skus, reply: { json: all.skus } },
    { method: 'GET', path: paths.machineTypes, reply: { json: all.machineTypes } },
    { method: 'GET', path: paths.acceleratorTypes, reply: { json: all.acceleratorTypes } },
    { method: 'GET', path: paths.regions, reply: { json: all.regions } },
    { method: 'GET', path: paths.project, reply: { json: all.project } },
    { method: 'POST', path: paths.advice, reply: adviceFor },
  ]
}

const crowdedZone = (index: number): unknown => ({
  machineTypes: [
    {
      name: 'g2-standard-4',
      guestCpus: 4,
      memoryMb: 16_384,
      accelerators: [{ guestAcceleratorType: 'nvidia-l4', guestAcceleratorCount: 1 }],
      zone: index,
    },
  ],
})

/** A page of so many zones, each with one machine. */
const zonesPage = (first: number, count: number, nextPageToken?: string): unknown => ({
  items: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`zones/us-central1-z${first + index}`, crowdedZone(index)]),
  ),
  nextPageToken,
})

/** The market with three pages of zones, 30 in all. */
export const pagedRoutes = (): readonly Route[] => {
  const pages = new Map([
    ['', zonesPage(0, 10, 'two')],
    ['two', zonesPage(10, 10, 'three')],
    ['three', zonesPage(20, 10)],
  ])
  const paged: Route = {
    path: paths.machineTypes,
    reply: ({ query }) => ({ json: pages.get(query.get('pageToken') ?? '') }),
  }
  return [paged, ...marketRoutes()]
}

/** The market with a list of zones that has no end. */
export const endlessRoutes = (): readonly Route[] => {
  const endless: Route = {
    path: paths.machineTypes,
    reply: ({ query }) => {
      const page = Number(query.get('pageToken') ?? 0)
      return { json: zonesPage(10 * page, 10, String(page + 1)) }
    },
  }
  return [endless, ...marketRoutes()]
}
