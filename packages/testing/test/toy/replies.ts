import { type ContractReplies, type Reply, type Route, replaceAt } from '../../src/index.ts'

const rows = [
  {
    id: 'b-4090',
    gpu: 'NVIDIA GeForce RTX 4090',
    gpus: 1,
    memoryGiB: 24,
    vcpus: 16,
    ramGiB: 64,
    country: 'DE',
    usdPerGpuHour: 0.4,
    spotUsdPerGpuHour: 0.2,
  },
  {
    id: 'a-t4',
    gpu: 'Tesla T4',
    gpus: 4,
    memoryGiB: 16,
    vcpus: 32,
    ramGiB: 128,
    country: 'US',
    usdPerGpuHour: 0.25,
  },
]

const row = (id: string) => ({ ...rows[1], id })

const stock: Route = { path: '/v1/stock', reply: { json: { 'b-4090': 'low', 'a-t4': 'available' } } }

const routes = (reply: Reply): readonly Route[] => [{ method: 'GET', path: '/v1/gpus', reply }, stock]

const happyPage = { rows, next: null }

const page = (cursor: string, json: unknown): Route => ({
  path: '/v1/gpus',
  when: ({ query }) => query.get('cursor') === cursor,
  reply: { json },
})

/** Replies of the toy provider. */
export const toyReplies: ContractReplies = {
  happy: routes({ json: happyPage }),
  empty: routes({ json: { rows: [], next: null } }),
  badRow: routes({ json: replaceAt(happyPage, ['rows', 0, 'usdPerGpuHour'], 'free') }),
  paged: {
    routes: [
      page('', { rows: [row('a'), row('b')], next: '2' }),
      page('2', { rows: [row('c')], next: '3' }),
      page('3', { rows: [row('d')], next: null }),
      stock,
    ],
    offers: 4,
    endless: [
      {
        path: '/v1/gpus',
        reply: ({ query }) => {
          const cursor = Number(query.get('cursor'))
          return { json: { rows: [row(`m${cursor}`)], next: String(cursor + 1) } }
        },
      },
      stock,
    ],
  },
  dispensable: ({ path }) => path === '/v1/stock',
}
