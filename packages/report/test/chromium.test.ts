import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderReport } from '../src/index.ts'
import { darkTheme, lightTheme } from '../src/palette.ts'
import { chromiumVersion, openBrowser, type Page } from './browser.ts'
import { comparison, violation } from './built.ts'
import { busyHouses } from './busy-house.ts'

const version = chromiumVersion()
if (version === undefined) console.log('chromium is not installed, so reports are not opened in a browser')

const houses = busyHouses({ jobs: 300, seeds: 3 })
const [first, ...others] = Object.entries(houses)
const evil = '<script>document.title="broken"</script> & "quoted"'
const compared = comparison({
  ...Object.fromEntries(first === undefined ? [] : [first]),
  [evil]: (others[0]?.[1] ?? []).map((one) => ({ ...one, violations: [violation()] })),
  ...Object.fromEntries(others.slice(1)),
})

const rgb = (hex: string): string =>
  `rgb(${[1, 3, 5].map((place) => Number.parseInt(hex.slice(place, place + 2), 16)).join(', ')})`

const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

/** Elements that reach over the right edge of the page, except in what scrolls by itself. */
const overflowing = `[...document.querySelectorAll('body *')].filter((one) =>
  one.closest('.scroll') !== one && one.closest('.scroll') === null && one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5
).map((one) => one.outerHTML.slice(0, 80))`

/** Texts of charts that reach over the edge of their chart. */
const cutTexts = `[...document.querySelectorAll('svg.chart text')].filter((text) => {
  const [box, chart] = [text.getBoundingClientRect(), text.closest('svg').getBoundingClientRect()]
  return box.left < chart.left - 1 || box.right > chart.right + 1 || box.top < chart.top - 1 || box.bottom > chart.bottom + 1
}).map((text) => text.textContent)`

/** Pairs of texts of a chart that cover each other by more than two pixels both ways. */
const coveredTexts = `[...document.querySelectorAll('svg.chart')].flatMap((chart) => {
  const texts = [...chart.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
  return texts.flatMap((one, index) => texts.slice(index + 1).filter((other) =>
    Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left) > 2 &&
    Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top) > 2
  ).map((other) => one.text + ' / ' + other.text))
})`

const smallestText = `Math.min(...[...document.querySelectorAll('svg.chart text')].map((text) =>
  Number.parseFloat(getComputedStyle(text).fontSize) * text.closest('svg').getBoundingClientRect().width / 880))`

const colours = `({
  page: getComputedStyle(document.body).backgroundColor,
  text: getComputedStyle(document.body).color,
  danger: getComputedStyle(document.querySelector('.violations strong')).color,
  axis: getComputedStyle(document.querySelector('#front text')).fill,
  line: getComputedStyle(document.querySelector('#over-time svg.chart path[stroke="var(--series-1)"]')).stroke,
})`

const themeColours = ({ page, text, danger, muted, series }: typeof lightTheme): Record<string, string> => ({
  page: rgb(page),
  text: rgb(text),
  danger: rgb(danger),
  axis: rgb(muted),
  line: rgb(series[0] ?? ''),
})

describe.skipIf(version === undefined)('a report in chromium', () => {
  let folder: string
  let page: Page

  const show = async (width: number, media: string, theme: string): Promise<void> => {
    await page.call('Emulation.setDeviceMetricsOverride', {
      width,
      height: 900,
      deviceScaleFactor: 1,
      mobile: false,
    })
    await page.call('Emulation.setEmulatedMedia', {
      media,
      features: [{ name: 'prefers-color-scheme', value: theme }],
    })
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-'))
    const file = join(folder, 'report.html')
    writeFileSync(file, renderReport(compared))
    page = await openBrowser()
    await show(1100, 'screen', 'light')
    await page.open(pathToFileURL(file).href)
  })

  afterAll(async () => {
    await page.close()
    rmSync(folder, { recursive: true })
  })

  test('runs no script and keeps its title', async () => {
    expect(await page.evaluate('document.title')).toBe('Strategies compared')
    expect(await page.evaluate('document.scripts.length')).toBe(0)
  })

  test('shows the numbers of the comparison', async () => {
    const shown = await page.evaluate(
      `[...document.querySelector('#results table').tBodies[0].rows].map((row) => [row.cells[0].textContent, row.cells[1].firstChild.textContent, row.cells[3].firstChild.textContent])`,
    )
    const expected = compared.policies.map(({ name, means }) => [
      expect.stringContaining(name),
      means.totalUsd.mean?.toFixed(2),
      means.completionHours.mean?.toFixed(2),
    ])
    expect(shown).toEqual(expected)
  })

  test('shows names as they are', async () => {
    expect(await page.evaluate(`document.querySelectorAll('#timelines h3')[1].textContent`)).toBe(evil)
  })

  test('has no part that is wider than the page, on a screen and on a phone', async () => {
    for (const width of [1100, 375]) {
      await show(width, 'screen', 'light')
      expect(await page.evaluate(tooWide)).toBe(0)
      expect(await page.evaluate(overflowing)).toEqual([])
    }
  })

  test('has charts whose texts are whole, apart and large enough', async () => {
    await show(1100, 'screen', 'light')
    expect(await page.evaluate(cutTexts)).toEqual([])
    expect(await page.evaluate(coveredTexts)).toEqual([])
    expect(await page.evaluate(smallestText)).toBeGreaterThanOrEqual(11)
  })

  test('has text on a phone that is not smaller than 8 px', async () => {
    await show(375, 'screen', 'light')
    expect(await page.evaluate(smallestText)).toBeGreaterThanOrEqual(8)
  })

  test.each([
    ['light', lightTheme],
    ['dark', darkTheme],
  ] as const)('follows a %s system, charts too', async (theme, expected) => {
    await show(1100, 'screen', theme)
    expect(await page.evaluate(colours)).toEqual(themeColours(expected))
  })

  test('is light on paper, also where the system is dark', async () => {
    await show(718, 'print', 'dark')
    expect(await page.evaluate(colours)).toEqual(themeColours(lightTheme))
  })

  test('fits on A4, and no chart is cut', async () => {
    await show(718, 'print', 'light')
    expect(await page.evaluate(tooWide)).toBe(0)
    const cut = await page.evaluate(
      `[...document.querySelectorAll('.chart, table')].filter((one) => one.getBoundingClientRect().right > 718.5 && one.checkVisibility()).length`,
    )
    expect(cut).toBe(0)
    const { data } = await page.call('Page.printToPDF', { preferCSSPageSize: true })
    expect(Buffer.from(String(data), 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('asks nobody for anything, and the browser has nothing to complain about', () => {
    const requested = page.events
      .filter(({ method }) => method === 'Network.requestWillBeSent')
      .map(({ params }) => JSON.stringify(params))
    expect(requested.filter((request) => !request.includes(`"url":"file://`))).toEqual([])
    expect(requested).toHaveLength(1)
    const complaints = [
      'Log.entryAdded',
      'Runtime.exceptionThrown',
      'Runtime.consoleAPICalled',
      'Audits.issueAdded',
    ]
    expect(page.events.filter(({ method }) => complaints.includes(method))).toEqual([])
  })
})
