import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { type DecisionError, explain } from '../../src/index.ts'
import { strategy } from './arbitraries/strategies.ts'
import { competition, confidentialWorld, mergedWorld, untidyWorld, world } from './arbitraries/worlds.ts'
import { outcomeIn } from './outcomes.ts'
import './patience.ts'

/** What no reader must see: an empty place of a template, or a value that is none. */
const nonsense = /[{}]|undefined|\bNaN\b|\bnull\b|\[object|Infinity|∞|\(\)|: *$|, *$/m

/** Outcomes of every kind. */
const anyWorld = fc.oneof(world, world, mergedWorld, confidentialWorld, untidyWorld, competition(strategy))
const locale = fc.constantFrom('en', 'de')

const withoutHeadings = (text: string): string =>
  text
    .split('\n')
    .filter((line, index, lines) => !(line.endsWith(':') && (lines[index + 1] ?? '').startsWith('  ')))
    .join('\n')

describe('an explanation', () => {
  test.prop([anyWorld, locale, fc.constantFrom(undefined, 0, 1, 9)], { numRuns: 600 })(
    'is whole text in either language, for any outcome',
    (from, language, alternatives) => {
      const text = explain(outcomeIn(from), { locale: language, alternatives })
      expect(withoutHeadings(text)).not.toMatch(nonsense)
      expect(text.split('\n').every((line) => line.trim() !== '')).toBe(true)
    },
  )

  test.prop([competition(strategy), fc.nat({ max: 8 })], { numRuns: 200 })(
    'names the chosen offer first and lists as many of the next as it is asked for',
    (from, alternatives) => {
      const outcome = outcomeIn(from)
      fc.pre(outcome.kind === 'decision')
      const lines = explain(outcome, { alternatives }).split('\n')
      const { gpu, gpuCount } = outcome.chosen.offer
      expect(lines[0]).toContain(`${gpuCount} × ${gpu.model ?? gpu.name}`)
      const listed = lines.filter((line) => /^ {4}\d+\. /.test(line))
      expect(listed.length).toBe(Math.min(alternatives, outcome.alternatives.length))
    },
  )

  const written = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('{offer}', '{usd} {hours}', '$&', '$1', '%s'),
  )

  test.prop([competition(strategy), written, locale], { numRuns: 200 })(
    'repeats what a user wrote as it is, even when it looks like a place of a template',
    (from, name, language) => {
      const offers = from.offers.map((one) => ({
        ...one,
        provider: name,
        gpu: { ...one.gpu, model: undefined, name },
      }))
      const world = { ...from, job: { ...from.job, id: name }, offers }
      const [headline = ''] = explain(outcomeIn(world), { locale: language }).split(/\n {2}/)
      expect(headline).toContain(name)
    },
  )

  test.prop([fc.string({ minLength: 1 }), locale])('names an id that occurs twice', (offerId, language) => {
    const error: DecisionError = { kind: 'duplicate-offer-id', offerId }
    expect(explain(error, { locale: language })).toContain(offerId)
  })

  test.prop([fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), locale], {
    numRuns: 6,
  })('says what is wrong with a moment that is none', (nowMs, language) => {
    const outcome = outcomeIn({
      job: { id: 'a', confidentiality: 'public' },
      offers: [],
      policy: { strategy: { kind: 'cost-first' } },
      moment: { nowMs },
    })
    expect(outcome.kind).toBe('invalid-moment')
    expect(explain(outcome, { locale: language })).not.toMatch(nonsense)
  })
})
