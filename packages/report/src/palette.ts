/** Colours of one theme. */
export interface Theme {
  /** The page. */
  readonly page: string
  /** Heads of tables and what is set apart. */
  readonly panel: string
  /** Lines of tables, axes and grids. */
  readonly line: string
  /** Text. */
  readonly text: string
  /** Text of less weight, such as that of axes. */
  readonly muted: string
  /** What is wrong. */
  readonly danger: string
  /** Series of charts, in order. */
  readonly series: readonly string[]
}

/**
 * The hues of Okabe and Ito's palette, "Color Universal Design" (2008, jfly.uni-koeln.de/color), with yellow as olive and grey for black, moved in
 * lightness so that each colour has 3:1 against the page (WCAG 2.2, 1.4.11) and all differ to everybody: by 0.09 and more in OKLab (Ottosson 2020),
 * also as people without red, green or blue cones see them (simulated as in Machado, Oliveira and Fernandes 2009). A test computes both.
 *
 * @example
 * lightTheme.series.length // => 8
 */
export const lightTheme: Theme = {
  page: '#ffffff',
  panel: '#f3f4f6',
  line: '#d5d9de',
  text: '#1b1f24',
  muted: '#545d68',
  danger: '#b3261e',
  series: ['#09558c', '#cd8213', '#5da087', '#541100', '#955d70', '#1a73b4', '#616b08', '#424242'],
}

/**
 * The same hues as in {@link lightTheme}, for a dark page.
 *
 * @example
 * darkTheme.series.length === lightTheme.series.length // => true
 */
export const darkTheme: Theme = {
  page: '#16191f',
  panel: '#22262e',
  line: '#3a404a',
  text: '#e8eaed',
  muted: '#a9b1bb',
  danger: '#ff9a8f',
  series: ['#267fcd', '#f29415', '#a9f8c9', '#d15a14', '#974c77', '#79c2f9', '#fce335', '#9b9b9b'],
}

const channel = (hex: string, at: number): number => {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

/**
 * Computes the relative luminance of a colour (0 to 1).
 *
 * @param hex - The colour, such as `#ffffff`.
 * Source: WCAG 2.2, definition of relative luminance.
 * @example
 * luminanceOf('#ffffff') // => 1
 */
export const luminanceOf = (hex: string): number =>
  0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5)

/**
 * Chooses black or white for text on a colour, whichever stands out more: always at least 4.58:1.
 *
 * @param hex - The colour, such as `#ffffff`.
 * Source: with luminance L, white has 1.05 / (L + 0.05) and black (L + 0.05) / 0.05; they are equal at L + 0.05 = √0.0525.
 * @example
 * inkOn('#ffffff') // => '#000000'
 */
export const inkOn = (hex: string): string =>
  luminanceOf(hex) + 0.05 > Math.sqrt(1.05 * 0.05) ? '#000000' : '#ffffff'
