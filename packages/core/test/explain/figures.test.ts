import { describe, expect, test } from 'vitest'
import { type Decision, explain, type Offer } from '../../src/index.ts'
import {
  after,
  cheapest,
  cloudOffer,
  decided,
  hourMs,
  jobOf,
  localOffer,
  nowMs,
  refused,
} from '../builders.ts'

describe('the refused offers', () => {
  const small = (id: string, vramGiB: number) => cloudOffer({ id, gpu: { name: 'x', vramGiB } })
  const offers = [
    cloudOffer(),
    cloudOffer({ id: 'unpriced-1', price: undefined }),
    small('small-1', 8),
    small('small-2', 16),
    small('small-3', 12),
    cloudOffer({ id: 'unpriced-2', price: undefined }),
    cloudOffer({ id: 'gone', capacity: { stock: 'none' } }),
  ]
  const lines = explain(decided(offers, { job: jobOf({ needs: { vramGiB: 24 } }) })).split('\n')
  const groups = lines.flatMap((line) => /^ {4}(\d+) × /.exec(line)?.[1] ?? [])

  test('are counted in the heading', () => {
    expect(lines).toContain('  Refused: 6 of 7 offers:')
  })

  test('are counted by rule, the largest groups first, and the counts add up', () => {
    expect(groups).toEqual(['3', '2', '1'])
  })

  test('are told with the one that came nearest', () => {
    expect(lines).toContain('    3 × technical: less GPU memory than 24 GiB (nearest 16 GiB)')
  })

  test('are not told when there are none', () => {
    expect(explain(decided([cloudOffer()]))).not.toContain('Refused')
  })

  test('that failed are grouped by the reason', () => {
    const failures = ['a', 'b', 'c'].map((offerId, index) => ({
      untilMs: nowMs + (index + 1) * hourMs,
      reason: offerId === 'c' ? 'no-quota' : 'no-capacity',
      offerId,
    }))
    const text = explain(
      decided([cloudOffer(), ...failures.map(({ offerId }) => cloudOffer({ id: offerId }))], { failures }),
    )
    expect(text).toContain('2 × availability: failed recently (no-capacity)')
  })
})

describe('the next best', () => {
  const offers = [1, 2, 3, 4, 5, 6].map((usd) => cloudOffer({ id: `usd-${usd}`, price: { usdPerHour: usd } }))
  const decision = decided(offers)
  const listed = (alternatives?: number): number =>
    explain(decision, { alternatives }).match(/^ {4}\d+\. /gm)?.length ?? 0

  test.each([
    [undefined, 3],
    [0, 0],
    [1, 1],
    [9, 5],
  ])('when asked for %s are %d', (alternatives, count) => {
    expect(listed(alternatives)).toBe(count)
  })

  test('are told with their rank, cost and time', () => {
    expect(explain(decision)).toContain('    2. 1 × RTX 4090, aws eu-1, on demand: 2.00 USD, 60 min')
  })
})

describe('the runner-up', () => {
  const against = (usd: number, waitHours: number): string => {
    const chosen = cloudOffer({ id: 'a', price: { usdPerHour: 2 }, ...after(1) })
    const other = cloudOffer({ id: 'b', price: { usdPerHour: usd }, ...after(waitHours) })
    const first = decided([chosen])
    const second = decided([other])
    const decision: Decision = { ...first, alternatives: [{ ...second.chosen, rank: 2 }] }
    return /Next is .*: (.*)\./.exec(explain(decision, { detail: 'brief' }))?.[1] ?? ''
  }

  test.each([
    [3, 2, '1.00 USD dearer, 60 min later'],
    [1, 0, '1.00 USD cheaper, 60 min sooner'],
    [2, 1, 'equally dear, at the same time'],
    [2.05, 1.005, '0.0500 USD dearer, 18 s later'],
  ])('at %d USD after %d h is %s', (usd, waitHours, told) => {
    expect(against(usd, waitHours)).toBe(told)
  })

  test('that differs by arithmetic only is told as equal', () => {
    expect(against(2 + 1e-12, 1 + 1e-13)).toBe('equally dear, at the same time')
  })

  test('is told to be nobody when nothing else fits', () => {
    expect(explain(decided([cloudOffer()]))).toContain('Nothing else fits.')
  })
})

test.each([
  [0.005, '18 s'],
  [1 / 60, '1 min'],
  [0.5, '30 min'],
  [1.5, '90 min'],
  [2, '2 h'],
  [2.5, '2.5 h'],
  [47, '47 h'],
  [48, '2 d'],
  [60, '2.5 d'],
])('a wait of %d h is told as %s', (waitHours, told) => {
  expect(explain(decided([cloudOffer(after(waitHours))]))).toContain(`Time: wait ${told},`)
})

describe('money', () => {
  const totalOf = (usdPerHour: number, locale: 'en' | 'de'): string =>
    explain(decided([cloudOffer({ price: { usdPerHour } })]), { locale }).split('\n')[1] ?? ''

  test.each([
    [1234.5, '1,234.50 USD (up to 1,481.40 USD)'],
    [0.5, '0.50 USD (up to 0.60 USD)'],
    [0.1, '0.10 USD (up to 0.12 USD)'],
    [0.05, '0.0500 USD (up to 0.0600 USD)'],
  ])('of %d USD is told in English as %s', (usd, told) => {
    expect(totalOf(usd, 'en')).toContain(told)
  })

  test('is told in German with a comma', () => {
    expect(totalOf(1234.5, 'de')).toContain('1.234,50 USD')
  })
})

const lacking = (needs: Parameters<typeof jobOf>[0], offer: Offer): string =>
  explain(refused([offer], { job: jobOf(needs) }))

describe('what would help', () => {
  test('tells what an offer has and what is missing', () => {
    const text = lacking({ needs: { vramGiB: 48 } }, localOffer())
    expect(text).toContain('less GPU memory than 48 GiB (has 24 GiB, 24 GiB missing)')
  })

  test('tells no missing amount where more would not help', () => {
    const text = lacking({ budget: { usdPerHour: 0.5 } }, cloudOffer())
    expect(text).toContain('dearer than 0.50 USD/h (has 1.00 USD/h)')
  })

  test('tells each rule that an offer breaks', () => {
    const text = lacking({ needs: { vramGiB: 48, ramGiB: 64 } }, localOffer({ host: { ramGiB: 32 } }))
    expect(text).toContain(
      '(has 24 GiB, 24 GiB missing); less main memory than 64 GiB (has 32 GiB, 32 GiB missing)',
    )
  })

  test('tells when a closed GPU opens', () => {
    const openWindows = [{ fromMs: nowMs + 3 * hourMs, untilMs: nowMs + 9 * hourMs }]
    const text = lacking({}, localOffer({ capacity: { bootHours: 0, openWindows } }))
    expect(text).toMatch(/outside its opening hours .*in 3 h/)
  })

  test('tells the age of a price in the unit that suits it', () => {
    const policy = { ...cheapest, maximumPriceAgeHours: { hyperscaler: 0.5 } }
    const text = explain(refused([cloudOffer({ observedAtMs: nowMs - 0.75 * hourMs })], { policy }))
    expect(text).toContain('price is older than 30 min (has 45 min)')
  })

  test('repeats a need as it was stated', () => {
    const disk = { kind: 'fixed', sizeGB: 1024 } as const
    expect(lacking({ needs: { diskGB: 2048 } }, cloudOffer({ host: { disk } }))).toContain('2048 GB')
  })
})

test('a large number is told without separators', () => {
  const own = { name: 'registryMbps', value: 2000, unit: 'Mbps', basis: 'measured' }
  expect(explain(decided([cloudOffer({ assumptions: [own] })]))).toContain(
    '    registryMbps 2000 Mbps (measured)',
  )
})

test('assumptions on the job and on the chosen offer are told with value, unit and basis', () => {
  const offer = cloudOffer({ capacity: { allocHours: 0 } })
  const text = explain(decided([offer], { job: jobOf({ data: { inputGB: 0, outputGB: 0, imageGB: 0 } }) }))
  expect(text).toContain(
    '    scratchGB 0 GB (not stated by the job)\n    bootHours 0.0667 h (default for hyperscaler offers)',
  )
})
