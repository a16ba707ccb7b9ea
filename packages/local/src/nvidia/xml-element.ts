import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element of a `<gpu>` block. Only direct children are reached, so that a part of the same name deeper inside is never taken. */
export interface XmlElement {
  /** Text of the first element at each step of this path; undefined: there is none, or it has children. */
  readonly text: (...path: readonly string[]) => string | undefined
  /** The elements at this path. */
  readonly all: (...path: readonly string[]) => readonly XmlElement[]
}

/** Entities are neither resolved nor expanded: declared ones could grow without bound or name files. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  isArray: () => true,
})

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const childrenOf = (node: unknown, name: string): readonly unknown[] => {
  if (!isRecord(node) || !Object.hasOwn(node, name)) return []
  const children = node[name]
  return Array.isArray(children) ? children : []
}

const at = (node: unknown, path: readonly string[]): readonly unknown[] =>
  path.reduce<readonly unknown[]>(
    (nodes, name) => nodes.flatMap((parent) => childrenOf(parent, name)),
    [node],
  )

const toElement = (node: unknown): XmlElement => ({
  text: (...path) => {
    const first = path.reduce<unknown>((parent, name) => childrenOf(parent, name)[0], node)
    return typeof first === 'string' ? first : undefined
  },
  all: (...path) => at(node, path).map(toElement),
})

/** An ampersand that a program has in its name is none of our business. */
const isWellFormed = (xml: string): boolean => XMLValidator.validate(xml.replaceAll('&', '_')) === true

const parse = (xml: string): unknown => {
  try {
    return isWellFormed(xml) ? parser.parse(xml) : undefined
  } catch {
    return undefined
  }
}

/**
 * Reads one whole element.
 *
 * @param xml - From its opening to its closing tag, without document type.
 * @param name - Its name.
 * @returns The element; undefined where it is not well-formed.
 * @example
 * readElement('<gpu><uuid>GPU-1</uuid></gpu>', 'gpu')?.text('uuid') // => 'GPU-1'
 */
export const readElement = (xml: string, name: string): XmlElement | undefined => {
  const [root] = childrenOf(parse(xml), name)
  return root === undefined ? undefined : toElement(root)
}
