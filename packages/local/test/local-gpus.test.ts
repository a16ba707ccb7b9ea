import { describe, expect, expectTypeOf, test } from 'vitest'
import { type HostInventory, localGpus, type Probe } from '../src/index.ts'
import { buildDevice, buildInventory, nowMs, uuidOf } from './offers/inventories.ts'

const found =
  (inventory: HostInventory): Probe =>
  () =>
    Promise.resolve(inventory)

const free = found(buildInventory([buildDevice(0), buildDevice(1)]))

const never: Probe = () => new Promise(() => undefined)

describe('the source', () => {
  test('says what it is, and does nothing at construction', () => {
    let probes = 0
    const source = localGpus({
      probe: (circumstances) => {
        probes += 1
        return free(circumstances)
      },
    })
    expect(source).toMatchObject({
      id: 'local',
      provider: 'local',
      providerKind: 'local',
      capabilities: { spot: false, stock: true, needsCredentials: 'never' },
    })
    expect(probes).toBe(0)
  })

  test('lists what the probe finds, in the order of ids, at the time of its caller', async () => {
    const { offers, observedAtMs } = (
      await localGpus({ probe: free }).listOffers({}, { nowMs: nowMs + 5 })
    )._unsafeUnwrap()
    expect(observedAtMs).toBe(nowMs + 5)
    expect(offers.map(({ id }) => id)).toEqual([...offers.map(({ id }) => id)].sort())
    expect(offers.map(({ observedAtMs: at }) => at)).toEqual([nowMs + 5, nowMs + 5, nowMs + 5])
  })

  test('has an id of its own in every id of an offer', async () => {
    const listing = await localGpus({ id: 'house', probe: free }).listOffers({}, { nowMs })
    for (const { id, source, exclusiveKeys = [] } of listing._unsafeUnwrap().offers) {
      expect([id.startsWith('house/box/'), source]).toEqual([true, 'house'])
      expect(exclusiveKeys.length).toBeGreaterThan(0)
      for (const key of exclusiveKeys) expect(key.startsWith('house/box/')).toBe(true)
    }
  })

  test('is not probed when the options are wrong', async () => {
    const probe: Probe = () => expect.fail('was probed')
    const listing = await localGpus({ probe, horizonDays: -1 }).listOffers({}, { nowMs })
    expect(listing._unsafeUnwrapErr().kind).toBe('invalid-options')
  })

  test('hands the signal to the probe', async () => {
    const { signal } = new AbortController()
    let seen: unknown
    const probe: Probe = (circumstances) => {
      seen = circumstances.signal
      return free(circumstances)
    }
    await localGpus({ probe }).listOffers({}, { nowMs, signal })
    expect(seen).toBe(signal)
  })

  test('finds at a present that no calendar holds everything closed', async () => {
    const openingHours = { timeZone: 'UTC', weekly: [] }
    const listing = await localGpus({ probe: free, openingHours }).listOffers({}, { nowMs: Number.NaN })
    expect(listing._unsafeUnwrap().offers.every(({ capacity }) => capacity?.stock === undefined)).toBe(true)
  })
})

describe('a probe that fails', () => {
  test.each<[string, Probe]>([
    ['rejects', () => Promise.reject(new Error('boom'))],
    ['rejects with nothing', () => Promise.reject(undefined)],
    ['throws', () => JSON.parse('{')],
    ['gives no inventory', () => Promise.resolve(JSON.parse('{}'))],
    ['gives nothing', () => Promise.resolve(JSON.parse('null'))],
  ])('%s: a warning, and static hosts all the same', async (_title, probe) => {
    const hosts = [{ host: 'rack', gpus: { name: 'NVIDIA L4' } }]
    const { offers, warnings } = (await localGpus({ probe, hosts }).listOffers({}, { nowMs }))._unsafeUnwrap()
    expect(offers).toHaveLength(1)
    expect(warnings).toMatchObject([
      { kind: 'part-missing', part: 'the GPUs of this machine', error: { kind: 'unexpected-shape' } },
    ])
  })
})

describe('a caller that cancels', () => {
  test('before it begins: nothing is probed', async () => {
    const probe: Probe = () => expect.fail('was probed')
    const listing = await localGpus({ probe }).listOffers({}, { nowMs, signal: AbortSignal.abort() })
    expect(listing._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
  })

  test('while a probe hangs: the listing ends at once and leaves no listener', async () => {
    const controller = new AbortController()
    const listeners = new Set<() => void>()
    const signal = {
      get aborted() {
        return controller.signal.aborted
      },
      reason: undefined,
      addEventListener: (_type: 'abort', listener: () => void) => {
        listeners.add(listener)
        controller.signal.addEventListener('abort', listener)
      },
      removeEventListener: (_type: 'abort', listener: () => void) => {
        listeners.delete(listener)
        controller.signal.removeEventListener('abort', listener)
      },
    }
    const listing = localGpus({ probe: never }).listOffers({}, { nowMs, signal })
    controller.abort()
    expect((await listing)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
    expect(listeners.size).toBe(0)
  })

  test('one of two: the other gets its listing', async () => {
    const controller = new AbortController()
    let answer: (inventory: HostInventory) => void = () => undefined
    const probe: Probe = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const source = localGpus({ probe })
    const cancelled = source.listOffers({}, { nowMs, signal: controller.signal })
    const patient = source.listOffers({}, { nowMs })
    controller.abort()
    expect((await cancelled).isErr()).toBe(true)
    answer(buildInventory([buildDevice(0)]))
    expect((await patient)._unsafeUnwrap().offers).toHaveLength(1)
  })
})

describe('hosts that are described by hand', () => {
  const rack = {
    host: 'rack-1',
    gpus: { name: 'NVIDIA L40S', count: 6, interconnect: 'pcie', powerW: 350, uuids: undefined },
    vcpus: 64,
    ramGiB: 512,
    diskGB: 2000,
    architecture: 'x86_64',
    driverVersion: '550.163.01',
    cudaVersion: 12.4,
    place: { region: 'hall-2', country: 'CH' },
  } as const

  const listStatic = async (options: Parameters<typeof localGpus>[0]) =>
    (await localGpus({ includeThisMachine: false, ...options }).listOffers({}, { nowMs }))._unsafeUnwrap()

  test('are listed in sizes that exclude each other, without a probe', async () => {
    const { offers, warnings } = await listStatic({ hosts: [rack], probe: () => expect.fail('was probed') })
    expect(warnings).toEqual([])
    expect(offers.map(({ gpuCount }) => gpuCount)).toEqual([1, 2, 4, 6])
    for (const { exclusiveKeys } of offers) expect(exclusiveKeys).toEqual(['local/rack-1/static'])
    expect(offers[3]).toMatchObject({
      gpu: { name: 'NVIDIA L40S', model: 'L40S', vendor: 'nvidia', vramGiB: 48, interconnect: 'pcie' },
      host: {
        vcpus: 64,
        ramGiB: 512,
        disk: { kind: 'fixed', sizeGB: 2000 },
        driver: { kind: 'installed', cudaVersion: 12.4, driverVersion: '550.163.01' },
      },
      place: { region: 'hall-2', country: 'CH' },
      energy: { powerKW: 2.1 },
      launch: { host: 'rack-1', gpuName: 'NVIDIA L40S' },
    })
    expect(offers[0]?.capacity).toBeUndefined()
    expect(offers[0]?.gpu.interconnect).toBeUndefined()
  })

  test.each([
    ['its GPUs by their model', ['L40S'], true],
    ['its GPUs by their name', ['NVIDIA L40S'], true],
    ['one of its GPUs by its UUID', ['GPU-b'], true],
    ['the host', ['rack-1'], true],
    ['nothing, and so all of it', undefined, true],
    ['another GPU', ['L4'], false],
  ])('are closed during a maintenance that names %s: %j', async (_title, gpus, isClosed) => {
    const maintenance = [{ from: '2026-09-01T08:00:00Z', until: '2026-09-01T18:00:00Z', gpus }]
    const described = {
      ...rack,
      maintenance,
      gpus: { name: 'NVIDIA L40S', count: 2, uuids: ['GPU-a', 'GPU-b'] },
    }
    const { offers } = await listStatic({ hosts: [described] })
    const windows = offers[0]?.capacity?.openWindows ?? []
    expect(windows.map(({ fromMs }) => fromMs)).toEqual(isClosed ? [0, Date.UTC(2026, 8, 1, 18)] : [])
  })

  test('are told of when they are probed as well', async () => {
    const probe: Probe = () => Promise.resolve(buildInventory([buildDevice(0)]))
    const { warnings } = await listStatic({
      includeThisMachine: true,
      probe,
      hosts: [{ ...rack, host: 'box' }],
    })
    expect(warnings).toMatchObject([{ kind: 'limited', reason: expect.stringContaining('listed twice') }])
  })

  test('take from the options what they leave open, but no disk', async () => {
    const { offers } = await listStatic({
      hosts: [{ host: 'rack-2', gpus: { name: 'L4' } }],
      place: { region: 'house', country: 'DE' },
      electricity: { usdPerKWh: 0.3 },
      ownership: { capexUsd: 3000 },
      diskGB: 500,
      access: { team: ['forensics'] },
    })
    expect(offers[0]).toMatchObject({
      place: { region: 'house', country: 'DE' },
      ownership: { capexUsd: 3000, usdPerKWh: 0.3 },
      host: { disk: undefined, driver: undefined },
      access: { team: ['forensics'] },
    })
  })

  test('are busy as long as they say', async () => {
    const stockOf = async (busy: 'unknown' | { readonly kind: 'hours'; readonly hours: number }) =>
      (await listStatic({ hosts: [{ host: 'a', gpus: { name: 'L4' }, busy }] })).offers[0]?.capacity
    expect(await stockOf('unknown')).toMatchObject({ stock: 'busy', allocHours: undefined })
    expect(await stockOf({ kind: 'hours', hours: 3 })).toMatchObject({ stock: 'busy', allocHours: 3 })
  })

  test('have opening hours and maintenance', async () => {
    const maintenance = [{ from: '2026-09-01T10:00:00Z', until: '2026-09-01T14:00:00Z' }]
    const { offers } = await listStatic({ hosts: [{ host: 'a', gpus: { name: 'L4' }, maintenance }] })
    expect(offers[0]?.capacity?.openWindows).toHaveLength(2)
  })

  test('of an unknown model are warned of', async () => {
    const { warnings } = await listStatic({ hosts: [{ host: 'a', gpus: { name: 'Voodoo 2', count: 2 } }] })
    expect(warnings).toEqual([{ kind: 'unknown-model', name: 'Voodoo 2', offers: 2 }])
  })
})

test('a wait is one of three kinds', () => {
  expectTypeOf<Parameters<typeof localGpus>[0]>().toMatchTypeOf<{ readonly waits?: unknown } | undefined>()
  // @ts-expect-error: a wait in days is no wait.
  localGpus({ waits: { [uuidOf(0)]: { kind: 'days', days: 1 } } })
})
