import type { SimulationResult } from '@aima/gpu-simulator'
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { type ReportOptions, renderReport } from '../src/index.ts'
import {
  at,
  type BuiltResult,
  billLine,
  cloudStay,
  comparison,
  outcome,
  result,
  stay,
  violation,
} from './built.ts'
import { busyHouses } from './busy-house.ts'
import { cellsOf, sectionOf, shownText } from './page-text.ts'

/** A result with one job that cost so much and took so long. */
const one = (usd: number, hours: number, fields: BuiltResult = {}): SimulationResult =>
  result({
    jobs: [
      outcome({
        completionHours: hours,
        waitHours: hours / 2,
        endedAtMs: at(hours),
        bill: [billLine({ quantity: usd, atMs: at(hours) })],
      }),
    ],
    ...fields,
  })

/** Two strategies over two seeds: 10 and 12 USD in 4 h, 20 and 26 USD in 1 h. */
const two = () =>
  comparison({
    'cost-first': [one(10, 4), one(12, 4, { seed: 2 })],
    urgent: [one(20, 1), one(26, 1, { seed: 2 })],
  })

const pageOf = (input: Parameters<typeof renderReport>[0], options?: ReportOptions): string =>
  renderReport(input, options)

describe('the file', () => {
  const page = pageOf(comparison(busyHouses({ jobs: 40, seeds: 2 })))

  test('is the same for the same input', () => {
    expect(pageOf(comparison(busyHouses({ jobs: 40, seeds: 2 })))).toBe(page)
  })

  test('asks for nothing from anywhere', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)| (?:src|href|xlink:href)=/)
    expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;')
  })

  test('has no handlers and no styles of the chart library', () => {
    expect(page).not.toMatch(/ on\w+=|<!\[CDATA|zr\d+-|ecmeta|pointer-events|class="zr/)
    expect([...page.matchAll(/<style/g)]).toHaveLength(1)
  })

  test('takes every colour from the style sheet', () => {
    const charts = page.slice(page.indexOf('</style>'))
    const colours = [...charts.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour)
    expect(new Set(colours.filter((colour) => !colour?.startsWith('var(--')))).toEqual(
      new Set(['none', '#000']),
    )
    // Black is that of clip paths, which are not seen.
    expect(charts.replace(/<clipPath[\s\S]*?<\/clipPath>/g, '')).not.toContain('"#000"')
  })

  test('uses no colour that the style sheet does not define', () => {
    const used = new Set([...page.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name))
    for (const name of used) expect(page).toContain(`${name}:#`)
  })

  test('has unique ids, and refers to none that is not there', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
    const references = [...page.matchAll(/url\(#([^)]+)\)|aria-labelledby="([^"]+)"/g)].flatMap(
      ([, url, names]) => (url === undefined ? (names?.split(' ') ?? []) : [url]),
    )
    expect(references.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('has a language, one title, and headings in order', () => {
    expect(page).toContain('<html lang="en">')
    const depths = [...page.matchAll(/<h(\d)/g)].map(([, depth]) => Number(depth))
    expect(depths.filter((depth) => depth === 1)).toHaveLength(1)
    expect(depths.every((depth, index) => depth <= (depths[index - 1] ?? 0) + 1)).toBe(true)
  })

  test('tells of each chart what it shows, and has its numbers in a table', () => {
    const charts = [...page.matchAll(/<svg class="chart" role="img"[\s\S]*?<\/svg>/g)]
    expect(charts).toHaveLength(10)
    for (const [chart] of charts)
      expect(chart).toMatch(/<title id="[^"]+">[^<]+<\/title>\s*<desc id="[^"]+">[^<]+</)
    expect([...page.matchAll(/<figure>[\s\S]*?<\/figure>\s*<details>[\s\S]*?<table>/g)]).toHaveLength(10)
  })

  test('stays under 2 MB with 10 000 jobs under five strategies', () => {
    const large = pageOf(comparison(busyHouses({ jobs: 10_000, seeds: 1, gpus: 16, days: 30 })))
    expect(large.length).toBeLessThan(2_000_000)
  })
})

describe('what was simulated', () => {
  test('is told with market, time, work, hardware, seeds and rules', () => {
    const text = shownText(sectionOf(pageOf(two()), 'simulated'))
    expect(text).toContain('Market list prices of March 2026')
    expect(text).toContain('Time 2 Mar 2026, 00:00 UTC to 3 Mar 2026, 00:00 UTC (24 h)')
    expect(text).toContain('Work 1 jobs in each simulation')
    expect(text).toContain('Classes of work 1 video-analysis')
    expect(text).toContain('Own hardware 1 pieces')
    expect(text).toContain('Seeds 1, 2')
    expect(text).toContain('Baseline cost-first')
    expect(text).toContain('"kind": "cost-first"')
  })

  test('has no list of very many seeds', () => {
    const runs = Array.from({ length: 30 }, (_, index) => one(1, 1, { seed: index + 1 }))
    expect(shownText(sectionOf(pageOf(comparison({ a: runs })), 'simulated'))).toContain(
      'Seeds 30: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …',
    )
  })

  test('has the title and the sentence that it is given', () => {
    const page = pageOf(two(), { title: 'A & B', lead: 'Asked by <C>' })
    expect(page).toContain('<title>A &amp; B</title>')
    expect(page).toContain('<h1>A &amp; B</h1>\n<p class="lead">Asked by &lt;C&gt;</p>')
  })
})

describe('results', () => {
  test('are a row for each strategy', () => {
    const [head, first, second] = cellsOf(sectionOf(pageOf(two()), 'results'))
    expect(head).toEqual([
      'Strategy',
      'Cost USD',
      'Cost per job USD',
      'Completion h',
      'Wait h',
      'Late %',
      'Own GPUs in use %',
      'Interrupted times',
      'Done jobs',
      'Not done jobs',
      'Moved GB',
    ])
    expect(first).toEqual([
      'cost-first baseline, on the Pareto front',
      '11.00 ± 2.00',
      '11.00 ± 2.00',
      '4.00 ± 0.00',
      '2.00 ± 0.00',
      'none',
      '4.2 ± 0.0',
      '0.0 ± 0.0',
      '1 of 1',
      '0',
      '0 0 up',
    ])
    expect(second?.slice(0, 4)).toEqual([
      'urgent on the Pareto front',
      '23.00 ± 6.00',
      '23.00 ± 6.00',
      '1.00 ± 0.00',
    ])
  })

  test('say how much more than the baseline each has', () => {
    const rows = cellsOf(sectionOf(pageOf(two()), 'results'), 1)
    expect(rows[1]?.slice(0, 4)).toEqual([
      'urgent',
      '+12.00 +8.00 to +16.00',
      '+12.00 +8.00 to +16.00',
      '−3.00 −3.00 to −3.00',
    ])
    expect(rows).toHaveLength(2)
  })

  test('set in bold what chance does not explain', () => {
    const noisy = comparison({ a: [one(10, 1), one(20, 1)], b: [one(21, 2), one(10, 2)] })
    const table = sectionOf(pageOf(noisy), 'results')
    expect(table).toContain('<span class="sure">+1.00</span>')
    expect(table).toContain('<td class="number">+0.50<span class="below">−20.50 to +21.50</span></td>')
  })

  test('say which strategy is best in what', () => {
    const text = shownText(sectionOf(pageOf(two()), 'results'))
    expect(text).toContain('Cheapest: cost-first , 11.00 USD.')
    expect(text).toContain('Soonest: urgent , 1.00 h on average (−75.0 % against cost-first).')
  })

  test('name all that are best', () => {
    const page = pageOf(comparison({ a: [one(1, 1)], b: [one(1, 2)], c: [one(2, 2)] }))
    expect(shownText(sectionOf(page, 'results'))).toContain('Cheapest: a and b , 1.00 USD.')
  })

  test('warn of strategies that leave work undone', () => {
    const idle = result({ jobs: [outcome(), outcome({ jobId: 'b', end: 'refused', bill: [], stays: [] })] })
    const busy = result({ jobs: [outcome(), outcome({ jobId: 'b' })] })
    const page = pageOf(comparison({ busy: [busy], idle: [idle] }))
    expect(shownText(sectionOf(page, 'results'))).toContain(
      'Not all get as many jobs done as the best (100.0 %): idle (50.0 %).',
    )
    expect(cellsOf(sectionOf(page, 'results'))[2]?.slice(8, 10)).toEqual(['1 of 2', '1 1 refused'])
  })

  test('say of a strategy that did nothing that there is nothing to measure', () => {
    const idle = result({ jobs: [outcome({ end: 'gave-up', bill: [], stays: [] })] })
    const page = pageOf(comparison({ busy: [one(1, 1)], idle: [idle] }))
    expect(cellsOf(sectionOf(page, 'results'))[2]?.slice(0, 5)).toEqual([
      'idle',
      '0.00',
      'none',
      'none',
      'none',
    ])
    expect(shownText(sectionOf(page, 'front'))).toContain('Without any done job, and so not shown: idle.')
  })

  test('of one seed have no intervals, and say so', () => {
    const page = pageOf(comparison({ a: [one(1, 1)], b: [one(2, 2)] }))
    expect(cellsOf(sectionOf(page, 'results'))[1]?.[1]).toBe('1.00')
    expect(shownText(sectionOf(page, 'results'))).toContain('One seed cannot tell what is chance.')
  })
})

describe('cost against completion', () => {
  test('has the numbers of every strategy', () => {
    expect(cellsOf(sectionOf(pageOf(two()), 'front'))).toEqual([
      ['Strategy', 'Cost USD', '95 % interval USD', 'Mean completion h', '95 % interval h', 'On the front'],
      ['cost-first', '11.00', '9.00 to 13.00', '4.00', '4.00 to 4.00', 'yes'],
      ['urgent', '23.00', '17.00 to 29.00', '1.00', '1.00 to 1.00', 'yes'],
    ])
  })

  test('names the strategies on the front', () => {
    const page = pageOf(comparison({ good: [one(1, 1)], bad: [one(2, 2)], soon: [one(3, 0.5)] }))
    expect(sectionOf(page, 'front')).toContain('3 strategies. On the Pareto front: good, soon.')
  })

  test('is left out where there is one strategy', () => {
    expect(sectionOf(pageOf(one(1, 1)), 'front')).toBe('')
  })
})

describe('cost over time', () => {
  test('ends at the cost of the first seed', () => {
    const rows = cellsOf(sectionOf(pageOf(two()), 'over-time'))
    expect(rows[1]).toEqual(['2 Mar 2026, 00:00 UTC', '0.00', '0.00'])
    expect(rows.at(-1)).toEqual(['3 Mar 2026, 00:00 UTC', '10.00', '20.00'])
  })

  test('says that it cannot be drawn where jobs were not kept', () => {
    const page = pageOf(one(1, 1, { jobs: [] }))
    expect(shownText(sectionOf(page, 'over-time'))).toContain('did not keep their jobs')
    expect(shownText(sectionOf(page, 'timelines'))).toContain('did not keep their jobs')
  })
})

describe('timelines', () => {
  const jobs = [
    outcome({ jobId: 'own', confidentiality: 'confidential', stays: [stay({ untilMs: at(2) })] }),
    outcome({
      jobId: 'away',
      stays: [
        cloudStay({ untilMs: at(1), end: 'interrupted' }),
        cloudStay({ fromMs: at(2), untilMs: at(3) }),
      ],
    }),
  ]

  test('tell what ran where', () => {
    expect(cellsOf(sectionOf(pageOf(result({ jobs })), 'timelines'))).toEqual([
      [
        'Where',
        'Site',
        'Stays of jobs',
        'confidential stays',
        'internal stays',
        'public stays',
        'Interrupted stays',
        'Time on it h',
      ],
      ['rack-1/gpu-0', 'own', '1', '1', '0', '0', '0', '2.00'],
      ['runpod', 'cloud', '2', '0', '2', '0', '1', '2.00'],
    ])
  })

  test('show everything where there is room', () => {
    const text = shownText(sectionOf(pageOf(result({ jobs })), 'timelines'))
    expect(text).toContain('From 2 Mar 2026, 00:00 UTC until 3 Mar 2026, 00:00 UTC, seed 1. Own hardware')
    expect(text).toContain('Shows 2 of 2 jobs.')
  })

  test('show the stretch that they are told to', () => {
    const page = pageOf(result({ jobs }), { timeline: { fromMs: at(2), untilMs: at(4) } })
    const text = shownText(sectionOf(page, 'timelines'))
    expect(text).toContain(
      'From 2 Mar 2026, 02:00 UTC until 2 Mar 2026, 04:00 UTC, seed 1. This is 2 h of 24 h',
    )
    expect(text).toContain('Shows 1 of 2 jobs.')
  })

  test('show a part, and say so, where there are too many jobs', () => {
    const page = pageOf(comparison(busyHouses({ jobs: 2000, seeds: 1 })))
    expect(shownText(sectionOf(page, 'timelines'))).toMatch(
      /This is \d+ h of 10[.\d]* days, for all jobs would be too many/,
    )
  })

  test('add up hardware that has no room for rows', () => {
    const hardware = Array.from({ length: 30 }, (_, index) => `gpu-${index}`)
    const text = shownText(sectionOf(pageOf(result({ jobs, hardware })), 'timelines'))
    expect(text).toContain('There is too much own hardware for rows')
    expect(text).toContain('own (31)')
  })
})

describe('where the money went', () => {
  const jobs = [
    outcome({
      bill: [
        billLine({ quantity: 3 }),
        billLine({ provider: 'runpod', quantity: 5 }),
        billLine({ provider: 'runpod', item: 'egress', unit: 'GB', quantity: 2, usdPerUnit: 0.25 }),
      ],
    }),
  ]
  const section = sectionOf(pageOf(result({ jobs })), 'money')

  test('is told by provider, the dearest first', () => {
    expect(cellsOf(section)).toEqual([
      ['Strategy', 'runpod USD', 'local USD'],
      ['cost-first', '5.50', '3.00'],
    ])
  })

  test('is told by item', () => {
    expect(cellsOf(section, 1)).toEqual([
      ['Strategy', 'machine time USD', 'traffic out USD'],
      ['cost-first', '8.00', '0.50'],
    ])
  })

  test('adds up providers beyond the eighth, but not in the table', () => {
    const bill = Array.from({ length: 12 }, (_, index) =>
      billLine({ provider: `cloud-${index}`, quantity: index + 1 }),
    )
    const many = sectionOf(pageOf(result({ jobs: [outcome({ bill })] })), 'money')
    expect(shownText(many)).toContain('cloud-5 5 others')
    expect(cellsOf(many)[0]).toHaveLength(13)
  })

  test('is the mean over seeds', () => {
    expect(cellsOf(sectionOf(pageOf(two()), 'money'))[1]).toEqual(['cost-first', '11.00'])
  })

  test('is not drawn where nothing was paid', () => {
    const free = result({ jobs: [outcome({ bill: [] })] })
    expect(shownText(sectionOf(pageOf(free), 'money'))).toBe(
      'Where the money went By provider There is nothing to draw. By item There is nothing to draw.',
    )
  })
})

describe('why offers were refused', () => {
  test('is told in plain English, the most frequent reason first', () => {
    const page = pageOf(
      comparison({
        a: [one(1, 1, { refusals: { 'out-of-stock': 3, 'vram-too-small': 10 } })],
        b: [one(1, 1, { refusals: { 'vram-too-small': 20 } })],
      }),
    )
    expect(cellsOf(sectionOf(page, 'refused'))).toEqual([
      ['Reason', 'a times', 'b times'],
      ['too little GPU memory', '10', '20'],
      ['out of stock', '3', '0'],
    ])
  })

  test('is not drawn where none was', () => {
    expect(shownText(sectionOf(pageOf(one(1, 1)), 'refused'))).toContain('There is nothing to draw.')
  })
})

describe('assumptions', () => {
  const uplink = { name: 'uplinkMbps', value: 100, unit: 'Mbps', basis: 'assumption' }

  test('are listed once, whichever strategies made them', () => {
    const boot = { name: 'boot', value: 'slow', unit: '', basis: 'guess' }
    const page = pageOf(
      comparison({
        a: [one(1, 1, { assumptions: [uplink] })],
        b: [one(1, 1, { assumptions: [boot, uplink] })],
      }),
    )
    expect(shownText(sectionOf(page, 'assumed'))).toBe(
      'Assumptions Nobody stated these numbers, so defaults stood in for them. boot : slow (guess) uplinkMbps : 100 Mbps (assumption)',
    )
  })

  test('are said to be none where there are none', () => {
    const page = pageOf(one(1, 1, { assumptions: [] }))
    expect(shownText(sectionOf(page, 'assumed'))).toContain('No default entered a number')
  })
})

describe('broken rules', () => {
  test('stand before everything else', () => {
    const page = pageOf(comparison({ a: [one(1, 1), one(1, 1, { seed: 7, violations: [violation()] })] }))
    expect(page.indexOf('class="violations')).toBeLessThan(page.indexOf('id="simulated"'))
    expect(shownText(page)).toContain(
      'two jobs had the same hardware at the same time : rack-1/gpu-0 is also that of job-2 (a, seed 7, 2 Mar 2026, 03:00 UTC, job job-1)',
    )
  })

  test('are counted where there are too many to list', () => {
    const violations = Array.from({ length: 150 }, () => violation({ jobId: null }))
    const text = shownText(pageOf(result({ violations })))
    expect(text).toContain('Broken rules: 150')
    expect(text).toContain('and 50 more')
  })

  test('are not spoken of where there are none', () => {
    expect(pageOf(two())).not.toContain('class="violations')
  })
})

describe('text of the input', () => {
  const evil = `</title></svg><script>alert('"&{b|x}')</script>`
  const page = pageOf(
    comparison({
      [evil]: [
        result({
          market: evil,
          hardware: [evil],
          jobs: [
            outcome({
              jobId: evil,
              workload: evil,
              stays: [stay({ hardware: [evil], untilMs: at(24) }), cloudStay({ provider: evil })],
              bill: [billLine({ provider: evil })],
            }),
          ],
          violations: [violation({ detail: evil, jobId: evil })],
          assumptions: [{ name: evil, value: evil, unit: evil, basis: evil }],
        }),
      ],
      other: [one(1, 1)],
    }),
    { title: evil, lead: evil },
  )

  test('is never markup', () => {
    expect(page).not.toMatch(/<script|alert\('/)
    expect([...page.matchAll(/<\/svg>/g)]).toHaveLength([...page.matchAll(/<svg/g)].length)
    expect([...page.matchAll(/<\/title>/g)]).toHaveLength(
      1 + [...page.matchAll(/<svg class="chart"/g)].length,
    )
  })

  test('is shown as it is', () => {
    expect(shownText(page)).toContain(`Market ${evil} `)
    expect(shownText(sectionOf(page, 'assumed'))).toContain(`${evil} : ${evil} ${evil} (${evil})`)
  })

  property.prop([fc.string({ unit: 'binary', minLength: 1 })], { numRuns: 25 })(
    'never ends a tag, whatever it is',
    (name) => {
      const tags = (markup: string): readonly string[] =>
        [...markup.matchAll(/<\/?[a-z]+/gi)].map(([tag]) => tag).filter((tag) => !tag.endsWith('text'))
      const named = (id: string) =>
        pageOf(
          result({
            market: id,
            hardware: [id],
            jobs: [outcome({ jobId: id, workload: id, stays: [stay({ hardware: [id] })] })],
          }),
        )
      expect(tags(named(name))).toEqual(tags(named('plain')))
    },
  )
})

test('an empty comparison is an empty report', () => {
  const page = pageOf({ market: 'none', seeds: [], baseline: '', policies: [], violations: [] })
  expect(shownText(page)).toContain('0 jobs under 0 strategies and 0 seeds. Market: none.')
})
