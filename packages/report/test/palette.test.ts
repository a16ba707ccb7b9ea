import { describe, expect, test } from 'vitest'
import { darkTheme, inkOn, lightTheme, luminanceOf } from '../src/palette.ts'
import { styleSheet } from '../src/style.ts'
import { leastDifference } from './colour-vision.ts'

/** Contrast of two colours. Source: WCAG 2.2, definition of contrast ratio. */
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

describe.each([
  ['light', lightTheme],
  ['dark', darkTheme],
])('%s theme', (_, theme) => {
  test.each(['text', 'muted', 'danger'] as const)(
    '%s is readable on the page and on panels (4.5:1)',
    (name) => {
      expect(contrast(theme[name], theme.page)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(theme[name], theme.panel)).toBeGreaterThanOrEqual(4.5)
    },
  )

  test.each(theme.series)('%s is seen on the page (3:1), and text is readable on it (4.5:1)', (colour) => {
    expect(contrast(colour, theme.page)).toBeGreaterThanOrEqual(3)
    expect(contrast(colour, inkOn(colour))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(['everybody', 'protanopia', 'deuteranopia', 'tritanopia'] as const)(
    'colours of series differ for %s',
    (vision) => {
      expect(leastDifference(theme.series, vision)).toBeGreaterThanOrEqual(0.09)
    },
  )
})

test('luminance is that of the standard', () => {
  expect(luminanceOf('#000000')).toBe(0)
  expect(luminanceOf('#ffffff')).toBeCloseTo(1, 12)
  expect(luminanceOf('#767676')).toBeCloseTo(0.1812, 4)
})

test('ink is black on light colours and white on dark ones', () => {
  expect([inkOn('#fce335'), inkOn('#09558c')]).toEqual(['#000000', '#ffffff'])
})

test('the style sheet defines every colour for both themes, and loads nothing', () => {
  const sheet = styleSheet()
  for (const name of ['page', 'panel', 'line', 'text', 'muted', 'danger', 'series-8', 'on-series-8'])
    expect(sheet.match(new RegExp(`--${name}:#`, 'g'))).toHaveLength(2)
  expect(sheet).not.toMatch(/url\(|@import/)
})

test('paper is white also for readers whose system is dark', () => {
  const [, dark = ''] = /@media ([^{]+)\{:root\{--page:#16191f/.exec(styleSheet()) ?? []
  expect(dark).toBe('screen and (prefers-color-scheme:dark)')
})
