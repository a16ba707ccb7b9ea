import { inspect } from 'node:util'
import { describeListError, describeWarning } from '@aima/gpu-core'
import { type Route, withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createGcp, type GcpOptions } from '../src/index.ts'
import { nowMs, replies, skuOf } from './fixtures.ts'
import { marketRoutes, paths } from './market.ts'

/** Credentials of every kind, each to be found in its plain form. */
const planted = {
  apiKey: 'AIzaPlantedKeyOfPrices0123',
  token: 'ya29.PlantedTokenOfCompute456',
  refresh: 'planted-refresh-token-789',
}

const secrets = Object.values(planted)

const echo = {
  error: { message: secrets.join(' '), errors: [{ reason: planted.apiKey }], [planted.token]: secrets },
}

const inRows = (secret: string): readonly Route[] =>
  marketRoutes({
    skus: {
      skus: [
        ...[replies.skus].flatMap((page) => Object(page).skus),
        { ...Object(skuOf('Nvidia L4 GPU running in Americas', { unit: secret })), skuId: secret },
        { description: 7, skuId: secret, [secret]: secret },
      ],
    },
    machineTypes: {
      items: {
        ...Object(replies.machineTypes).items,
        [`zones/${secret}`]: { machineTypes: [{ name: secret }] },
        'zones/us-east1-b': {
          machineTypes: [
            { name: secret, guestCpus: secret },
            { name: 'g2-standard-4', guestCpus: secret },
          ],
        },
      },
      unreachables: [secret],
    },
    regions: { items: [], [secret]: secret },
  })

const options: GcpOptions = {
  apiKey: planted.apiKey,
  accessToken: async () => planted.token,
  projectId: 'p',
  http: { maximumAttempts: 1 },
}

const cases: readonly (readonly [string, readonly Route[], GcpOptions])[] = [
  ...[400, 401, 403, 404, 429, 500].map(
    (status) => [`a reply ${status}`, [{ path: /^/, reply: { status, json: echo } }], options] as const,
  ),
  ...[paths.machineTypes, paths.regions, paths.project, paths.acceleratorTypes, paths.advice].map(
    (path) =>
      [
        `a refusal of ${path}`,
        [{ path, reply: { status: 403, json: echo } }, ...marketRoutes()],
        options,
      ] as const,
  ),
  ...secrets.map((secret) => ['rows that hold one', inRows(secret), options] as const),
  ...secrets.map(
    (secret) => ['a body that is one', [{ path: /^/, reply: { json: { skus: secret } } }], options] as const,
  ),
  ['a happy listing', marketRoutes(), options],
  [
    'a function that fails',
    marketRoutes(),
    { ...options, accessToken: () => Promise.reject(new Error(`refused ${planted.refresh}`)) },
  ],
]

test.each(cases)('%s shows no credential', async (_name, routes, given) => {
  const shown = await withReplayServer(routes, async ({ baseUrl }) => {
    const source = createGcp({ ...given, billingBaseUrl: baseUrl, computeBaseUrl: baseUrl })
    const progress: unknown[] = []
    const listed = await source.listOffers({}, { nowMs, onProgress: (one) => void progress.push(one) })
    const text = listed.match(
      ({ warnings, offers }) => [...warnings.map(describeWarning), JSON.stringify(offers)].join('\n'),
      describeListError,
    )
    return [
      text,
      JSON.stringify([listed, progress]),
      inspect(listed, { depth: 12 }),
      inspect(source, { depth: 12 }),
    ].join('\n')
  })
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([])
})
