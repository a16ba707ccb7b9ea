/** What a browser shows of markup, near enough for tests: tags become blanks, entities characters. */
export const shownText = (markup: string): string =>
  markup
    .replace(/<(style|head)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('\u00AD', '')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()

/** The part of a page from a section's begin to its end. */
export const sectionOf = (page: string, id: string): string =>
  new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(page)?.[0] ?? ''

/** Texts of a table's cells, row by row, of the n-th table in some markup. */
export const cellsOf = (markup: string, index = 0): readonly (readonly string[])[] => {
  const table = [...markup.matchAll(/<table>[\s\S]*?<\/table>/g)][index]?.[0] ?? ''
  return [...table.matchAll(/<tr>[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][ >][\s\S]*?<\/t[hd]>/g)].map(([cell]) => shownText(cell)),
  )
}
