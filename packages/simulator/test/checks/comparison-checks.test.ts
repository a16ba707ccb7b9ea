import { describe, expect, test } from 'vitest'
import { expectCheaper, expectNoWorse } from '../../src/checks/comparison-checks.ts'
import { buildComparison } from '../compare/built-comparison.ts'
import { costing } from '../compare/fake-simulate.ts'
import { buildDistribution } from './built-results.ts'
import { messageOf } from './message-of.ts'

const spotAgainst = { than: 'on-demand' }

describe('expectCheaper', () => {
  test('passes when the paired interval is below 0, although the costs themselves overlap', async () => {
    const comparison = await buildComparison({ spot: [10, 50, 90], 'on-demand': [12, 53, 92] })
    expectCheaper(comparison, 'spot', spotAgainst)
  })

  test('needs no baseline among the two', async () => {
    const comparison = await buildComparison({ base: [1, 1], spot: [10, 50], 'on-demand': [12, 52] })
    expectCheaper(comparison, 'spot', spotAgainst)
  })

  test('fails when the policy is dearer, and tells both costs', async () => {
    const comparison = await buildComparison({ spot: [12, 52], 'on-demand': [10, 50] })
    expect(messageOf(() => expectCheaper(comparison, 'spot', spotAgainst))).toBe(
      '"spot" cheaper than "on-demand": it is dearer: cost 32 and 30 USD, difference 2 (95 % interval 2 to 2, 2 seeds)',
    )
  })

  test('fails when chance may explain the difference, and tells the interval', async () => {
    const comparison = await buildComparison({ spot: [9, 19, 32], 'on-demand': [10, 20, 31] })
    expect(messageOf(() => expectCheaper(comparison, 'spot', spotAgainst))).toBe(
      '"spot" cheaper than "on-demand": chance may explain it, because the interval does not exclude 0: ' +
        'cost 20 and 20.3333 USD, difference -0.333333 (95 % interval -3.202 to 2.53533, 3 seeds)',
    )
  })

  test('fails when both cost the same', async () => {
    const comparison = await buildComparison({ spot: [0.3, 0.3], 'on-demand': [0.1 + 0.2, 0.1 + 0.2] })
    expect(messageOf(() => expectCheaper(comparison, 'spot', spotAgainst))).toContain('does not exclude 0')
  })

  test('cannot tell with one seed', async () => {
    const comparison = await buildComparison({ spot: [1], 'on-demand': [100] })
    expect(messageOf(() => expectCheaper(comparison, 'spot', spotAgainst))).toBe(
      '"spot" cheaper than "on-demand": cannot be told from chance with one seed, in which it is 1 and 100 USD; compare with more seeds',
    )
  })

  test('fails when the policy is cheaper because it does less, unless it is compared per job', async () => {
    const comparison = await buildComparison({ spot: [4, 4.5], 'on-demand': [10, 11] }, (name, usd) =>
      costing(usd, { jobs: 10, done: name === 'spot' ? 5 : 10 }),
    )
    expect(messageOf(() => expectCheaper(comparison, 'spot', spotAgainst))).toBe(
      '"spot" cheaper than "on-demand": cannot be told, because it does less: a share of 0.5 of the jobs, not 1; compare the cost per done job',
    )
    expectCheaper(comparison, 'spot', { than: 'on-demand', per: 'job' })
  })

  test('fails when no job is done of which there is a cost', async () => {
    const comparison = await buildComparison({ spot: [4, 5], 'on-demand': [10, 11] }, (_, usd) =>
      costing(usd, { done: 0 }),
    )
    expect(messageOf(() => expectCheaper(comparison, 'spot', { ...spotAgainst, per: 'job' }))).toContain(
      'looked at nothing, so it could not have failed: no seed has a cost per done job of both',
    )
  })

  test('names the policies when one is unknown', async () => {
    const comparison = await buildComparison({ spot: [1, 2], 'on-demand': [1, 2] })
    expect(messageOf(() => expectCheaper(comparison, 'spott', spotAgainst))).toContain(
      'expected one of "spot", "on-demand", got "spott"',
    )
    expect(messageOf(() => expectCheaper(comparison, 'spot', { than: 'owned' }))).toContain('got "owned"')
  })
})

describe('expectNoWorse', () => {
  const waiting = (hours: Readonly<Record<string, readonly number[]>>): ReturnType<typeof buildComparison> =>
    buildComparison(hours, (_, wait) => costing(1, { waitHours: buildDistribution(wait) }))
  const inWait = { than: 'on-demand', measure: 'waitHours' } as const

  test('passes when the policy is better, or exactly the same', async () => {
    expectNoWorse(await waiting({ spot: [1, 2], 'on-demand': [2, 3] }), 'spot', inWait)
    expectNoWorse(await waiting({ spot: [1, 2], 'on-demand': [1, 2] }), 'spot', inWait)
  })

  test('passes when it is worse by less than the margin', async () => {
    const comparison = await waiting({ spot: [1.2, 2.2], 'on-demand': [1, 2] })
    expectNoWorse(comparison, 'spot', { ...inWait, by: 0.25 })
    expect(messageOf(() => expectNoWorse(comparison, 'spot', { ...inWait, by: 0.1 }))).toBe(
      '"spot" no worse than "on-demand" in wait by more than 0.1 h: by up to 0.2 h it may be: ' +
        'wait 1.7 and 1.5 h, difference 0.2 (95 % interval 0.2 to 0.2, 2 seeds)',
    )
  })

  test('fails when the seeds are too few to tell, although the mean is better', async () => {
    const comparison = await waiting({ spot: [1, 2.3], 'on-demand': [2, 2.2] })
    expect(messageOf(() => expectNoWorse(comparison, 'spot', inWait))).toContain('it may be')
  })

  test('knows that a greater share of done jobs is better', async () => {
    const comparison = await buildComparison({ half: [5, 5], all: [10, 10] }, (_, done) =>
      costing(1, { jobs: 10, done }),
    )
    expectNoWorse(comparison, 'all', { than: 'half', measure: 'doneShare' })
    expect(
      messageOf(() => expectNoWorse(comparison, 'half', { than: 'all', measure: 'doneShare', by: 0.1 })),
    ).toContain('by up to 0.5 share it may be')
  })

  test('fails on cost when the policy does less', async () => {
    const comparison = await buildComparison({ half: [5, 5], all: [10, 10] }, (_, done) =>
      costing(done, { jobs: 10, done }),
    )
    expect(
      messageOf(() => expectNoWorse(comparison, 'half', { than: 'all', measure: 'totalUsd' })),
    ).toContain('it does less')
  })

  test('cannot tell with one seed', async () => {
    const comparison = await waiting({ spot: [1], 'on-demand': [2] })
    expect(messageOf(() => expectNoWorse(comparison, 'spot', inWait))).toContain('with one seed')
  })

  test('fails when no job came', async () => {
    const comparison = await buildComparison({ spot: [0, 0], 'on-demand': [0, 0] }, (_, usd) =>
      costing(usd, { jobs: 0, done: 0 }),
    )
    expect(
      messageOf(() => expectNoWorse(comparison, 'spot', { than: 'on-demand', measure: 'totalUsd' })),
    ).toContain('looked at nothing, so it could not have failed: no job came')
  })

  test('refuses to hold a policy against itself', async () => {
    const comparison = await waiting({ spot: [1, 2] })
    expect(
      messageOf(() => expectNoWorse(comparison, 'spot', { than: 'spot', measure: 'waitHours' })),
    ).toContain('expected two policies, because one always equals itself')
  })
})
