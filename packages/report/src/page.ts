import { type Html, html, trustedHtml } from './html.ts'
import { styleSheet } from './style.ts'

/** A section of the page. */
export interface Section {
  /** Anchor, unique in the page. */
  readonly id: string
  /** Heading. */
  readonly heading: string
  /** Whether on paper it may follow the one before it on the same sheet. */
  readonly isJoined: boolean
  /** Content. */
  readonly content: readonly Html[]
}

/** A page. */
export interface Page {
  /** Title. */
  readonly title: string
  /** A sentence under the title. */
  readonly lead: string
  /** What comes before all sections; null: nothing. */
  readonly warning: Html | null
  /** Sections, in order. */
  readonly sections: readonly Section[]
}

/** The page loads nothing and runs nothing, whatever should ever get into it. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const sectionHtml = ({ id, heading, isJoined, content }: Section): Html => html`<section id="${id}"${
  isJoined ? html` class="joined"` : ''
} aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}
</section>`

/**
 * Writes the page: one file that needs no network and no script.
 *
 * @param page - The page.
 */
export const pageHtml = ({ title, lead, warning, sections }: Page): Html => html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trustedHtml(styleSheet())}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="lead">${lead}</p>
${warning ?? ''}
${sections.map(sectionHtml)}
<footer>Written by @aima/gpu-report. Money is in USD without tax, GB are 1e9 bytes, times are UTC.</footer>
</main>
</body>
</html>
`
