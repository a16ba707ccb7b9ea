import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import { GraphicComponent, GridComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { type Html, html, trustedHtml } from '../html.ts'

/** What is drawn. */
export interface Drawing {
  /** Unique in the page: letters, digits and dashes. */
  readonly id: string
  /** What it shows, for who does not see it. */
  readonly title: string
  /** What there is to see in it, in a sentence or two. */
  readonly description: string
  /** Height of the chart (px), which is {@link chartWidthPx} wide. */
  readonly heightPx: number
  /** The chart, in the library's terms. */
  readonly option: EChartsCoreOption
}

/**
 * Width of all charts (px); the page scales them to its own.
 *
 * @example
 * chartWidthPx // => 880
 */
export const chartWidthPx = 880

/** What only serves a mouse, and classes for it. */
const forMouse = / (?:class|pointer-events|ecmeta_[a-z_]+)="[^"]*"/g

/** The library numbers charts through, so ids would depend on what was drawn before. */
const libraryIds = /(id="|url\(#)zr\d+-/g

/** Size as attribute; the family is the style sheet's. */
const textStyle = /style="font-size:(\d+(?:\.\d+)?)px;font-family:[^"]*?(;font-weight:(\w+))?;?"/

const cleanTag = (tag: string, id: string): string =>
  tag
    .replace(forMouse, '')
    .replace(libraryIds, `$1${id}-`)
    .replace(textStyle, (_, size: string, __: unknown, weight: string | undefined) =>
      weight === undefined ? `font-size="${size}"` : `font-size="${size}" font-weight="${weight}"`,
    )

/** Texts and attribute values have no angle brackets: the library escapes them. */
const clean = (svg: string, id: string): string =>
  svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, (tag) => cleanTag(tag, id))
    .replace(/\n{2,}/g, '\n')

/** The chart without its outermost tags. */
const contentOf = (svg: string): string => svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')

/**
 * Draws a chart as SVG that takes its colours from the page, needs no script, and is the same for the same input.
 *
 * @param drawing - What is drawn.
 */
export const renderSvg = ({ id, title, description, heightPx, option }: Drawing): Html => {
  use([BarChart, CustomChart, LineChart, ScatterChart, GraphicComponent, GridComponent, SVGRenderer])
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: chartWidthPx, height: heightPx })
  chart.setOption({ animation: false, color: ['var(--text)'], ...option })
  const svg = clean(chart.renderToSVGString(), id)
  chart.dispose()
  return html`<svg class="chart" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${chartWidthPx} ${heightPx}">
<title id="${id}-title">${title}</title>
<desc id="${id}-desc">${description}</desc>${trustedHtml(contentOf(svg))}</svg>`
}
