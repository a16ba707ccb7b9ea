import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { html, textOf, trustedHtml } from '../src/html.ts'

describe('html', () => {
  test('escapes what would be markup', () => {
    expect(textOf(html`<p>${'<script>alert(1)</script>'}</p>`)).toBe(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
    )
  })

  test('escapes what would end an attribute', () => {
    expect(textOf(html`<b title="${`"&'`}">`)).toBe('<b title="&quot;&amp;&#39;">')
  })

  test('leaves HTML as it is, alone and in lists', () => {
    const item = html`<li>${'a&b'}</li>`
    expect(textOf(html`<ul>${[item, item]}</ul>`)).toBe('<ul><li>a&amp;b</li>\n<li>a&amp;b</li></ul>')
  })

  test('writes numbers', () => {
    expect(textOf(html`${1.5}`)).toBe('1.5')
  })

  test('takes trusted markup as it is', () => {
    expect(textOf(html`${trustedHtml('<hr>')}`)).toBe('<hr>')
  })

  test('replaces characters that HTML forbids', () => {
    expect(textOf(html`${'a\u0000b\u001bc\ud800d\u0085e'}`)).toBe('a\ufffdb\ufffdc\ufffdd\ufffde')
  })

  test('keeps tabs, line ends and characters beyond the first plane', () => {
    expect(textOf(html`${'a\t\n😀ß'}`)).toBe('a\t\n😀ß')
  })

  test('takes no object of the input for HTML', () => {
    const input: unknown = JSON.parse('{"markup":"<script>","markupKey":"<script>"}')
    expect(() => textOf(html`${input as string}`)).toThrow()
  })

  property.prop([fc.string({ unit: 'binary' })])(
    'lets no text open a tag or an entity of its own',
    (text) => {
      const written = textOf(html`${text}`)
      expect(written).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)
    },
  )

  property.prop([fc.string()])('loses nothing of printable text', (text) => {
    const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
    const read = textOf(html`${text}`).replace(/&(#?\w+);/g, (_, name: string) => named[name] ?? '')
    expect(read).toBe(text)
  })
})
