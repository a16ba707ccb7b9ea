import { allowedText } from './allowed-text.ts'

const markupKey: unique symbol = Symbol('markup')

/** A piece of HTML that is safe to put into a page. Only {@link html} and {@link trustedHtml} make one, so no input can pass for it. */
export interface Html {
  /** The markup. */
  readonly [markupKey]: string
}

/** What may stand in a template: text and numbers, which are escaped, and HTML, also in lists. */
export type HtmlValue = string | number | Html | readonly Html[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string =>
  allowedText(text).replace(/[&<>"']/g, (character) => entities[character] ?? character)

const isHtml = (value: HtmlValue): value is Html => typeof value === 'object' && markupKey in value

const markupOf = (value: HtmlValue): string => {
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return isHtml(value) ? value[markupKey] : value.map((part) => part[markupKey]).join('\n')
}

/**
 * Makes HTML of a template; every text in it is escaped, for content and for quoted attributes alike.
 *
 * Not for the inside of `<script>`, `<style>` and unquoted attributes, where other rules hold.
 *
 * @example
 * textOf(html`<b title="${'"'}">${'a < b'}</b>`) // => '<b title="&quot;">a &lt; b</b>'
 */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html => ({
  [markupKey]: strings.reduce((whole, part, index) => whole + markupOf(values[index - 1] ?? '') + part),
})

/**
 * Takes markup as it is. Only for what this package or its chart library has written itself.
 *
 * @param markup - HTML in which every text is escaped already.
 * @example
 * textOf(trustedHtml('<hr>')) // => '<hr>'
 */
export const trustedHtml = (markup: string): Html => ({ [markupKey]: markup })

/**
 * Gives the markup as text, to be written to a file.
 *
 * @param piece - The HTML.
 * @example
 * textOf(html`${1}`) // => '1'
 */
export const textOf = (piece: Html): string => piece[markupKey]
