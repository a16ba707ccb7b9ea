import { checkOptions } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { LocalGpusOptions } from '../../src/options.ts'

const full: LocalGpusOptions = {
  id: 'house',
  place: { region: 'basement', country: 'DE' },
  trust: 'owned',
  certifications: ['ISO 27001'],
  access: { team: ['forensics'] },
  network: { dataPath: 'local' },
  diskGB: 500,
  electricity: { usdPerKWh: 0.3, pue: 1.1, gridGPerKWh: 380 },
  ownership: { capexUsd: 2500, lifeYears: 4, utilisation: 0.5 },
  openingHours: { timeZone: 'Europe/Berlin', weekly: [{ days: ['monday'], from: '18:00', until: '08:00' }] },
  maintenance: [{ from: '2026-12-01T08:00:00+01:00', until: '2026-12-01T10:00:00+01:00' }],
  reservations: [{ gpus: ['GPU-1'], reason: 'a demo' }],
  gpus: [{ gpu: 'RTX 4090', powerW: 400, benchmarks: { tokens: 90 }, shares: 2 }],
  freeLimits: { usedMiB: 300, ignoredPrograms: ['Xorg'] },
  sickWhen: ['uncorrected-errors', 'hot'],
  groupSizes: [2, 3],
  waits: { 'GPU-1': { kind: 'hours', hours: 2 } },
  hosts: [{ host: 'rack', gpus: { name: 'NVIDIA L40S', count: 4 }, busy: 'unknown' }],
  probing: { deadlineMs: 2000, vendors: ['nvidia'] },
  horizonDays: 14,
}

describe('options', () => {
  test('all of them together are accepted', () => {
    expect(checkOptions(LocalGpusOptions, full)._unsafeUnwrap()).toEqual(full)
    expect(checkOptions(LocalGpusOptions, {}).isOk()).toBe(true)
  })

  test.each<[unknown, string]>([
    [{ idd: 'a' }, 'options: '],
    [{ id: '' }, 'id: '],
    [{ place: { region: 'a', country: 'Germany' } }, 'place.country: '],
    [{ place: { region: 'a', contry: 'DE' } }, 'place.contry: Unrecognized key'],
    [{ network: { ingresMbps: 5 } }, 'network.ingresMbps: Unrecognized key'],
    [{ ownership: { capexUSD: 5 } }, 'ownership.capexUSD: Unrecognized key'],
    [{ ownership: { capexUsd: -5 } }, 'ownership.capexUsd: '],
    [{ access: { constructor: ['a'] } }, 'access.constructor: '],
    [{ gpus: [{ gpu: 'L4', benchmarks: { toString: 1 } }] }, 'gpus.0.benchmarks.toString: '],
    [{ electricity: { pue: 0.9 } }, 'electricity.pue: '],
    [{ electricity: { usdPerKwh: 0.3 } }, 'electricity: '],
    [{ openingHours: { timeZone: 'Mars', weekly: [] } }, 'openingHours.timeZone: '],
    [{ maintenance: [{ from: '2026-12-01', until: '2026-12-02' }] }, 'maintenance.0.from: '],
    [
      { maintenance: [{ from: '2026-12-01T08:00:00Z', until: '2026-12-01T08:00:00Z' }] },
      'maintenance.0.until: expected a moment after from',
    ],
    [{ reservations: [{ gpus: [] }] }, 'reservations.0.gpus: '],
    [
      { reservations: [{ gpus: ['a'], from: '2026-12-02T00:00:00Z', until: '2026-12-01T00:00:00Z' }] },
      'reservations.0.until: ',
    ],
    [{ gpus: [{ gpu: 'L4', shares: 1 }] }, 'gpus.0.shares: '],
    [{ gpus: [{ powerW: 5 }] }, 'gpus.0.gpu: '],
    [{ freeLimits: { usedShare: 50 } }, 'freeLimits.usedShare: '],
    [{ sickWhen: ['cold'] }, 'sickWhen.0: '],
    [{ groupSizes: [1] }, 'groupSizes.0: '],
    [{ waits: 'soon' }, 'waits: '],
    [{ hosts: [{ host: 'a' }] }, 'hosts.0.gpus: '],
    [{ hosts: [{ host: 'a', gpus: { name: 'L4', count: 2, uuids: ['GPU-1'] } }] }, 'hosts.0.gpus.uuids: '],
    [{ hosts: [{ host: 'a', gpus: { name: 'L4' }, driverVersion: 'new' }] }, 'hosts.0.driverVersion: '],
    [
      {
        hosts: [
          { host: 'a', gpus: { name: 'L4' } },
          { host: 'a', gpus: { name: 'L4' } },
        ],
      },
      'hosts: expected each host once',
    ],
    [{ horizonDays: 0 }, 'horizonDays: '],
    [{ probing: { deadlineMs: 0 } }, 'probing.deadlineMs: '],
    [{ probing: { toolPaths: { 'nvidia-smi': 'nvidia-smi' } } }, 'probing.toolPaths.nvidia-smi: '],
    [{ probe: 'nvidia-smi' }, 'probe: expected a function'],
    [null, 'options: '],
  ])('%j is refused', (input, beginning) => {
    const error = checkOptions(LocalGpusOptions, input)._unsafeUnwrapErr()
    if (error.kind !== 'invalid-options') expect.fail(error.kind)
    expect(
      error.issues.some((issue) => issue.startsWith(beginning)),
      error.issues.join('\n'),
    ).toBe(true)
  })

  test('a fault never repeats the value', () => {
    const error = checkOptions(LocalGpusOptions, { trust: 'hunter2', id: 7 })._unsafeUnwrapErr()
    expect(JSON.stringify(error)).not.toContain('hunter2')
  })
})
