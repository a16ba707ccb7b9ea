import { adapterContract, type Route } from '@aima/gpu-testing'
import { describe, it } from 'vitest'
import { embeddedCatalog, skypilotCatalog } from '../src/index.ts'
import { csv, writeFolder } from './catalog-folder.ts'

const entry = { url: new URL('../src/index.ts', import.meta.url), conditions: ['@aima/source'] }

/** Prices are as old as the list. */
const limits = { isLive: false, format: 'text' } as const

const aws = [
  'g5.xlarge,A10G,1,4,16,,1.006,0.4,us-east-1,use1-az1',
  'g5.2xlarge,A10G,1,8,32,,1.212,0.5,us-east-1,use1-az1',
]
const azure = 'Standard_NC4as_T4_v3,T4,1,4,28,T4,0.526,,eastus,'

const serve = (cloud: string, ...rows: readonly string[]): Route => ({
  path: `/v8/${cloud}/vms.csv`,
  reply: {
    text: csv(...rows),
    headers: { 'content-type': 'text/csv', 'last-modified': 'Sat, 01 Aug 2026 00:00:00 GMT' },
  },
})

describe('the embedded catalog', () => {
  adapterContract(it, {
    create: () => embeddedCatalog(),
    entry,
    limits,
  })
})

describe('a SkyPilot catalog in a folder', () => {
  adapterContract(it, {
    create: () =>
      skypilotCatalog({
        folder: writeFolder({ 'aws/vms.csv': csv(...aws), 'azure-vms.csv.gz': csv(azure) }),
        observedAt: '2026-08-01',
      }),
    entry,
    limits,
    ownFaults: [
      {
        name: 'a folder that is not there',
        expected: 'unreachable',
        create: () => skypilotCatalog({ folder: '/no/such/folder' }),
      },
      {
        name: 'a folder without a catalog',
        expected: 'unexpected-shape',
        create: () => skypilotCatalog({ folder: writeFolder({ 'notes.txt': 'hello' }) }),
      },
    ],
  })
})

describe('a SkyPilot catalog on a server', () => {
  adapterContract(it, {
    create: ({ baseUrl, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
      skypilotCatalog({
        baseUrl: `${baseUrl}/v8`,
        clouds: ['aws', 'azure'],
        http: {
          attemptTimeoutMs: timeoutMs,
          callTimeoutMs: timeoutMs,
          maximumBodyBytes: maximumBytes,
          maximumAttempts: attempts,
          firstRetryDelayMs: retryDelayMs,
        },
      }),
    entry,
    limits,
    replies: {
      happy: [serve('aws', ...aws), serve('azure', azure)],
      empty: [serve('aws'), serve('azure')],
      badRow: [serve('aws', ...aws.map((row) => row.replace('1.212', 'cheap'))), serve('azure', azure)],
      dispensable: ({ path }) => path === '/v8/azure/vms.csv',
    },
    ownFaults: [
      {
        name: 'a file without the columns of a catalog',
        expected: 'unexpected-shape',
        routes: [{ path: /^/, reply: { text: 'a,b\n1,2\n' } }],
      },
      { name: 'no files at all', expected: 'provider-failed', routes: [] },
    ],
  })
})
