/** Controls other than tab and line ends, halves of surrogate pairs, and what is no character. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu

/**
 * Replaces characters that may not stand in HTML or SVG.
 *
 * @param text - Any text.
 * Source: HTML Standard, section 13.2.3.5 (control and noncharacter in the input stream).
 * @example
 * allowedText('a\u0000b') // => 'a\uFFFDb'
 */
export const allowedText = (text: string): string => text.replace(forbidden, '\uFFFD')
