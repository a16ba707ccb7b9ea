import { describe, expect, test } from 'vitest'
import { costAgainstCompletion } from '../../src/charts/cost-against-completion.ts'
import { placedOf, projection, scaleOf } from '../../src/charts/cost-time-plane.ts'
import { cumulativeCost } from '../../src/charts/cumulative-cost.ts'
import { figureHtml } from '../../src/charts/figure.ts'
import { refusalReasons } from '../../src/charts/refusals.ts'
import { type Drawing, renderSvg } from '../../src/charts/render-svg.ts'
import { spendingByItem, spendingByProvider } from '../../src/charts/spending.ts'
import { html, textOf } from '../../src/html.ts'
import { lineKey, markOf, pointKey, symbolOf } from '../../src/marks.ts'
import { meanOver, type Subject, subjectOf } from '../../src/subject.ts'
import { numberColumn, tableHtml, textColumn } from '../../src/table.ts'
import { at, billLine, comparison, outcome, result } from '../built.ts'

const paid = (usd: number, hours: number, seed = 1) =>
  result({
    seed,
    jobs: [outcome({ completionHours: hours, bill: [billLine({ quantity: usd, atMs: at(hours) })] })],
  })

const subject = (names: readonly string[] = ['first', 'second']): Subject =>
  subjectOf(comparison(Object.fromEntries(names.map((name, index) => [name, [paid(index + 1, index + 1)]]))))

/** Texts of a chart, in the order in which they are drawn. */
const textsOf = (drawing: Drawing | null): readonly string[] =>
  drawing === null
    ? []
    : [...textOf(renderSvg(drawing)).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '')

const bare: Drawing = {
  id: 'bare',
  title: 'A "title" & <more>',
  description: 'Nothing',
  heightPx: 100,
  option: {
    grid: {},
    xAxis: { type: 'value' },
    yAxis: { type: 'value' },
    series: [
      { type: 'line', data: [[0, 1]], areaStyle: {} },
      { type: 'line', data: [[0, 2]] },
    ],
    graphic: { elements: [{ type: 'text', style: { text: '<b>zr0-c1 url(#x)', fill: 'var(--text)' } }] },
  },
}

describe('renderSvg', () => {
  const svg = textOf(renderSvg(bare))

  test('gives the same for the same drawing, however many were drawn before', () => {
    renderSvg({ ...bare, id: 'other' })
    expect(textOf(renderSvg(bare))).toBe(svg)
  })

  test('gives ids of its own', () => {
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toContain('bare-title')
    expect(ids.every((id) => id?.startsWith('bare-'))).toBe(true)
    expect([...svg.matchAll(/clip-path="url\(#([^)]+)\)"/g)].every(([, id]) => ids.includes(id))).toBe(true)
  })

  test('has its title and its description, escaped', () => {
    expect(svg).toContain('<title id="bare-title">A &quot;title&quot; &amp; &lt;more&gt;</title>')
    expect(svg).toContain('aria-labelledby="bare-title bare-desc"')
  })

  test('leaves texts as they are', () => {
    expect(svg).toContain('&lt;b&gt;zr0-c1 url(#x)')
  })

  test('has the size of its drawing, and scales', () => {
    expect(svg).toContain('viewBox="0 0 880 100"')
    expect(svg).not.toMatch(/<svg[^>]* width=/)
  })

  test('leaves fonts to the page', () => {
    expect(svg).not.toContain('font-family')
    expect(svg).toMatch(/<text[^>]* font-size="12"/)
  })
})

describe('figureHtml', () => {
  const figure = {
    ...bare,
    caption: 'A & B',
    legend: [{ key: html`<i></i>`, text: '<x>' }],
    table: {
      caption: 'Numbers',
      columns: [textColumn('a'), numberColumn('b', 'USD')],
      rows: [['x', '1']] as const,
    },
  }

  test('sets legend, chart, caption and table under each other', () => {
    const written = textOf(figureHtml(figure))
    const places = [
      '<ul class="legend">',
      '<svg class="chart"',
      '<figcaption>A &amp; B',
      '<details>',
      '<table>',
    ].map((part) => written.indexOf(part))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(written).toContain('<li><i></i><span>&lt;x&gt;</span></li>')
  })

  test('has no legend where there is nothing to tell apart', () => {
    expect(textOf(figureHtml({ ...figure, legend: [] }))).not.toContain('legend')
  })
})

test('a table has heads of columns and rows, and units', () => {
  const written = textOf(
    tableHtml({ caption: 'c', columns: [textColumn('a'), numberColumn('b', 'USD')], rows: [['x', '1']] }),
  )
  expect(written).toContain('<th scope="col" class="number">b<span class="unit">USD</span></th>')
  expect(written).toContain('<tr><th scope="row" class="text">x</th><td class="number">1</td></tr>')
  expect(written).toContain('<caption>c</caption>')
})

describe('marks', () => {
  test('differ for 40 series by shape, dash and colour', () => {
    const marks = Array.from({ length: 40 }, (_, index) => JSON.stringify(markOf(index)))
    expect(new Set(marks).size).toBe(40)
  })

  test('of neighbours differ without colour', () => {
    for (let index = 0; index < 20; index++) {
      const [one, other] = [markOf(index), markOf(index + 1)]
      expect([one.shape, one.dash]).not.toEqual([other.shape, other.dash])
    }
  })

  test('look the same in the text as in charts', () => {
    const mark = markOf(1)
    for (const key of [lineKey(mark), pointKey(mark)]) expect(textOf(key)).toContain(`d="${mark.shape}"`)
    expect(textOf(lineKey(mark))).toContain('stroke-dasharray="8 4"')
    expect(symbolOf(mark)).toBe(`path://${mark.shape}`)
  })
})

describe('subjects', () => {
  test('of one result have one strategy, named by its kind, and nothing to compare', () => {
    const { strategies, baseline, seeds } = subjectOf(paid(3, 2, 7))
    expect([strategies.map(({ name }) => name), baseline, seeds]).toEqual([['cost-first'], null, [7]])
    expect(strategies[0]?.means.totalUsd).toEqual({ count: 1, mean: 3, interval: null })
    expect(strategies[0]?.means.lateShare).toEqual({ count: 0, mean: null, interval: null })
  })

  test('tell long names apart that begin and end alike', () => {
    const long = (middle: string) => `a strategy with ${middle} in its middle and a long end`
    const { strategies } = subject([long('one'), long('two')])
    const labels = strategies.map(({ label }) => label)
    expect(new Set(labels).size).toBe(2)
    expect(labels.every((label) => label.length <= 24)).toBe(true)
  })

  test('have means over all seeds', () => {
    const [first] = subjectOf(comparison({ a: [paid(1, 1), paid(4, 1, 2)] })).strategies
    expect(first === undefined ? null : meanOver(first, ({ spending }) => spending.totalUsd)).toBe(2.5)
  })
})

describe('the plane of cost and completion', () => {
  test('cuts intervals at 0, where neither cost nor time can be', () => {
    const [strategy] = subjectOf(comparison({ a: [paid(1, 1), paid(100, 1, 2)] })).strategies
    const [placed] = strategy === undefined ? [] : placedOf(strategy)
    expect(strategy?.means.totalUsd.interval?.low).toBeLessThan(0)
    expect(placed?.usdInterval.low).toBe(0)
  })

  test('has room around what it shows', () => {
    const { min, max } = scaleOf([
      { low: 10, high: 12 },
      { low: 20, high: 20 },
    ])
    expect([min < 10, max > 20]).toEqual([true, true])
  })

  test('has less cost further down and more time further right', () => {
    const axis = { min: 0, max: 10, interval: 1 }
    const at = projection(axis, axis)
    expect([at(0, 0), at(10, 10)]).toEqual([
      { x: 80, y: 380 },
      { x: 850, y: 20 },
    ])
  })
})

describe('charts', () => {
  test('of cost against completion name every strategy and both axes', () => {
    expect(textsOf(costAgainstCompletion(subject()))).toEqual(
      expect.arrayContaining(['first', 'second', 'Cost (USD)', 'Mean time from arrival to result (h)']),
    )
  })

  test('of cost over time name every line at its end', () => {
    expect(textsOf(cumulativeCost(subject()))).toEqual(
      expect.arrayContaining(['first', 'second', 'Cost so far (USD)']),
    )
  })

  test('of spending write totals at the ends, and parts where there is room', () => {
    const texts = textsOf(spendingByProvider(subject()))
    expect(texts).toEqual(expect.arrayContaining(['local 1.00', 'local 2.00', '1.00', '2.00', 'Cost (USD)']))
    expect(textsOf(spendingByItem(subject()))).toEqual(expect.arrayContaining(['machine time 2.00']))
  })

  test('of spending have no text in parts that have no room for it', () => {
    const bill = [billLine({ quantity: 1000 }), billLine({ provider: 'a cloud', quantity: 1 })]
    const texts = textsOf(spendingByProvider(subjectOf(result({ jobs: [outcome({ bill })] }))))
    expect(texts.filter((text) => text.includes('a cloud'))).toEqual([])
  })

  test('of refusals write each number, also 0', () => {
    const refusing = subjectOf(
      comparison({
        a: [result({ refusals: { 'out-of-stock': 1200 } })],
        b: [result({ refusals: { closed: 3 } })],
      }),
    )
    expect(textsOf(refusalReasons(refusing))).toEqual(
      expect.arrayContaining(['a', 'b', 'out of stock', 'outside its opening hours', '1,200', '3', '0']),
    )
  })

  test('of refusals keep rare reasons for the table where there are many', () => {
    const kinds = [
      'closed',
      'out-of-stock',
      'vram-too-small',
      'cuda-too-old',
      'driver-too-old',
      'disk-too-small',
      'ram-too-small',
    ] as const
    const more = [
      'price-unknown',
      'price-too-old',
      'spot-not-allowed',
      'takes-too-long',
      'speed-unknown',
      'never-finishes',
    ] as const
    const most = ['model-denied', 'too-few-gpus', 'too-few-vcpus'] as const
    const refusals = Object.fromEntries(
      [...kinds, ...more, ...most].map((kind, index) => [kind, 100 - index]),
    )
    const figure = refusalReasons(subjectOf(result({ refusals })))
    expect(figure?.caption).toContain('2 rarer reasons are in the table only.')
    expect(figure?.table.rows).toHaveLength(16)
  })
})
