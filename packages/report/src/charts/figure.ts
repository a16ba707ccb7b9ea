import { type Html, html } from '../html.ts'
import { type Table, tableHtml } from '../table.ts'
import { type Drawing, renderSvg } from './render-svg.ts'

/** A chart with all that belongs to it. */
export interface Figure extends Drawing {
  /** What the reader sees, what was left out, and of which simulations it is. */
  readonly caption: string
  /** What its colours and shapes mean; empty: it says so itself. */
  readonly legend: readonly LegendEntry[]
  /** Its numbers. */
  readonly table: Table
}

/** One entry of a legend. */
export interface LegendEntry {
  /** The sign. */
  readonly key: Html
  /** What it stands for. */
  readonly text: string
}

/**
 * Writes a legend.
 *
 * @param entries - Its entries.
 */
export const legendHtml = (entries: readonly LegendEntry[]): Html =>
  html`<ul class="legend">${entries.map(({ key, text }) => html`<li>${key}<span>${text}</span></li>`)}</ul>`

/**
 * Writes a chart with its legend, its caption and a table of its numbers.
 *
 * @param figure - The chart.
 */
export const figureHtml = (figure: Figure): Html => html`<figure>
${figure.legend.length === 0 ? '' : legendHtml(figure.legend)}
<div class="scroll" tabindex="0" role="region" aria-label="${`Chart: ${figure.title}`}">${renderSvg(figure)}</div>
<figcaption>${figure.caption}</figcaption>
</figure>
<details><summary>${`Numbers: ${figure.title}`}</summary>
${tableHtml(figure.table)}
</details>`
