import { redacted, revealed, type Secret } from './secret.ts'

/** Replaces the secrets of a text. */
export type Redact = (text: string) => string

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

/** A shorter part of a secret is no secret, and would be found everywhere. */
const shortestPart = 4

/** User and password of basic authentication, together and each by itself. */
const basicCredentials = (text: string): readonly string[] => {
  const [, packed] = /^basic\s+(\S+)$/i.exec(text) ?? []
  if (packed === undefined) return []
  const pair = Buffer.from(packed, 'base64').toString()
  const colon = pair.indexOf(':')
  return [pair, pair.slice(0, Math.max(0, colon)), pair.slice(colon + 1)]
}

/** `Bearer abcd` is secret as a whole and in its last part, `Basic …` in what is packed in it, too. */
const parts = (text: string): readonly string[] => {
  const whole = text.trim()
  const inner = [whole.split(/\s+/).at(-1) ?? '', ...basicCredentials(whole)]
  return [whole, ...inner.filter(({ length }) => length >= shortestPart)]
}

const hexadecimal = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/**
 * Patterns of a character as it is, percent-encoded (once or more often) and escaped as in JSON. No two of them
 * fit the same text, or a text that nearly holds a secret would be tried in very many ways.
 */
const characterPatterns = (character: string): readonly string[] => {
  const inJson = JSON.stringify(character).slice(1, -1)
  return [
    `\\\\?${escaped(character)}`,
    // Such as `\n`.
    ...(inJson.length === 2 && !inJson.endsWith(character) ? [escaped(inJson)] : []),
    [...Buffer.from(character)].map((byte) => `%(?:25)*${hexadecimal(byte, 2)}`).join(''),
    character
      .split('')
      .map((unit) => `\\\\u${hexadecimal(unit.charCodeAt(0), 4)}`)
      .join(''),
  ]
}

/** What may stand for a character besides its own patterns. */
type StandIns = Readonly<Record<string, string>>

const inForms: StandIns = { ' ': '\\+' }
const inAddresses: StandIns = { '+': '-', '/': '_' }

const textPattern = (text: string, standIns: StandIns): string =>
  [...text]
    .map((character) => {
      if (/[a-z0-9]/i.test(character)) return character
      const standIn = standIns[character] ?? []
      return `(?:${characterPatterns(character).concat(standIn).join('|')})`
    })
    .join('')

/** How many bytes may stand before a text in its first group of three, which base64 makes four characters of. */
const offsets = [0, 1, 2]

/**
 * Patterns of a text within base64, whatever stands before and behind it. A character of base64 holds 6 bits:
 * the one that the text shares with what follows may be any.
 */
const base64Patterns = (text: string): readonly string[] =>
  offsets.flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)])
    const own = bytes
      .toString('base64')
      .slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6))
    // Without such a character the next one is wholly of what follows, which may be the next piece of the secret.
    const shared = (bytes.length * 8) % 6 === 0 ? '' : '[\\w+/-]?'
    return own.length < shortestPart ? [] : [`${textPattern(own, inAddresses)}${shared}=*`]
  })

const patterns = (text: string): readonly string[] => [
  textPattern(text, inForms),
  ...base64Patterns(text),
  ...(text.length < shortestPart ? [] : [Buffer.from(text).toString('hex')]),
]

const longestFirst = (one: string, other: string): number => other.length - one.length

/** Most characters of one expression: every character can become a pattern of 50, and expressions have a limit. */
const mostAtOnce = 512

/** A long secret in pieces of about the same length, each of which is found by itself. */
const pieces = (text: string): readonly string[] => {
  const characters = [...text]
  const count = Math.ceil(characters.length / mostAtOnce)
  const length = Math.ceil(characters.length / Math.max(1, count))
  return Array.from({ length: count }, (_piece, index) =>
    characters.slice(index * length, (index + 1) * length).join(''),
  )
}

/** As few expressions as their limit allows; a text that one has replaced is not searched by the same one again. */
const grouped = (texts: readonly string[]): readonly (readonly string[])[] => {
  const groups: string[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const text of texts) {
    length += text.length
    if (length > mostAtOnce) {
      groups.push([])
      length = text.length
    }
    groups.at(-1)?.push(text)
  }
  return groups
}

/** Prepares the removal of secrets from texts; see {@link redact}. Empty secrets are ignored. */
export const redactor = (secrets: readonly (string | Secret)[]): Redact => {
  const texts = new Set(secrets.map(revealed).flatMap(parts).flatMap(pieces))
  const hidden = [...texts].filter((text) => text !== '').sort(longestFirst)
  const expressions = grouped(hidden).map((texts) => new RegExp(texts.flatMap(patterns).join('|'), 'gi'))
  const repeated = `${redacted}${redacted}`
  return (text) => {
    let clean = text
    for (const expression of expressions) clean = clean.replace(expression, redacted)
    while (clean.includes(repeated)) clean = clean.replaceAll(repeated, redacted)
    return clean
  }
}

/**
 * Replaces secrets in a text by `[redacted]`.
 *
 * Each secret is found in upper and lower case as it is, percent-encoded, as JSON, in base64 and in hexadecimal
 * digits. Of `Bearer abcd`, `abcd` is found too; of `Basic …`, user and password.
 *
 * @param text - The text.
 * @param secrets - What must not be seen. Empty texts are ignored.
 * @example
 * redact('key rpa_1+2 or rpa_1%2B2', ['rpa_1+2']) // => 'key [redacted] or [redacted]'
 */
export const redact = (text: string, secrets: readonly (string | Secret)[]): string => redactor(secrets)(text)
