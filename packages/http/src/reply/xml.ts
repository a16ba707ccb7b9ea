import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { err, Result } from 'neverthrow'
import type { z } from 'zod'
import type { Call } from '../call.ts'
import type { HttpError } from '../http-error.ts'
import { checked, unexpectedShape } from './checked.ts'

/** What the reader of one reply needs. */
export interface XmlReading<T> {
  /** Checks the data. */
  readonly schema: z.ZodType<T>
  /** Tags that are read as lists. */
  readonly listTags: readonly string[]
}

// No API sends one, and it is what entity attacks are made of.
const documentType = /<!DOCTYPE/i

const parserOf = (listTags: ReadonlySet<string>): XMLParser =>
  new XMLParser({
    ignoreAttributes: false,
    // Text stays text: an id of digits is no number. The schema says what is one.
    parseTagValue: false,
    parseAttributeValue: false,
    removeNSPrefix: true,
    ignoreDeclaration: true,
    // Brings entities of characters, such as `&#13;`, and names of HTML. All of them stand for one character.
    htmlEntities: true,
    isArray: (name) => listTags.has(name),
  })

/**
 * Reads XML and checks it. Values are text; attributes are `@_name`; a document type, and with it entities of
 * its own, is refused.
 */
export const readXml = <T>(
  call: Call,
  { schema, listTags }: XmlReading<T>,
  text: string,
): Result<T, HttpError> => {
  const refused = (issue: string): Result<never, HttpError> => err(unexpectedShape(call, [issue]))
  if (documentType.test(text)) return refused('body: XML without a document type expected')
  const parse = Result.fromThrowable((): unknown => parserOf(new Set(listTags)).parse(text))
  return XMLValidator.validate(text) === true
    ? parse()
        .orElse(() => refused('body: XML expected'))
        .andThen((data) => checked(call, schema, data))
    : refused(`body: XML expected (${text.length} characters)`)
}
