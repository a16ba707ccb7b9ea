import { adapterContract } from '@aima/gpu-testing'
import { describe, it } from 'vitest'
import { localGpus } from '../src/index.ts'
import {
  buildBusyDevice,
  buildDevice,
  buildInstance,
  buildInventory,
  buildMigDevice,
} from './offers/inventories.ts'

const entry = { url: new URL('../src/index.ts', import.meta.url), conditions: ['@aima/source'] }

const host = buildInventory([
  buildDevice(0),
  buildDevice(1),
  buildBusyDevice(2),
  buildMigDevice(3, [buildInstance(0), buildInstance(1)]),
])

const rack = {
  host: 'rack-1',
  gpus: { name: 'NVIDIA L40S', count: 4 },
  place: { region: 'hall-2', country: 'CH' },
} as const

// The source talks to nobody over HTTP, so there are no replies: families about replies do not apply.
describe('a host that was probed, and one that is described by hand', () => {
  adapterContract(it, {
    create: () =>
      localGpus({
        probe: () => Promise.resolve(host),
        hosts: [rack],
        openingHours: {
          timeZone: 'Europe/Berlin',
          weekly: [{ days: ['monday', 'tuesday', 'wednesday'], from: '08:00', until: '20:00' }],
        },
        electricity: { usdPerKWh: 0.3 },
      }),
    entry,
    ownFaults: [
      {
        name: 'options that are wrong',
        expected: 'invalid-options',
        create: () => localGpus({ horizonDays: -1 }),
      },
    ],
  })
})

// Whatever this machine has: without GPUs `complete` and `capabilities` have nothing to look at.
describe('this machine', () => {
  adapterContract(it, {
    create: () => localGpus({ hosts: [{ ...rack, busy: 'unknown' }] }),
    entry,
  })
})
