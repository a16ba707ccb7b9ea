import type { ParseIssue } from '@aima/gpu-core'
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
} from 'yaml'
import type { PolicyIssue } from './policy-fault.ts'

/** A parsed file, and what tells its lines. */
export interface ParsedFile {
  /** The document. */
  readonly document: Document.Parsed
  /** Its lines. */
  readonly lines: LineCounter
}

/** A node, and what is left of the path to what is looked for. */
interface Step {
  readonly node: Node
  readonly rest: string
}

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '')

/** What follows a key in a path; undefined: the path does not begin with this key. */
const restAfter = (path: string, key: string): string | undefined => {
  if (key === '' || !path.startsWith(key)) return undefined
  const rest = path.slice(key.length)
  if (rest.startsWith('.')) return rest.slice(1)
  return rest === '' || rest.startsWith('[') ? rest : undefined
}

const resolved = (node: unknown, document: Document.Parsed): Node | undefined => {
  if (isAlias(node)) return node.resolve(document)
  return isNode(node) ? node : undefined
}

const stepInto = (inner: unknown, rest: string, document: Document.Parsed): Step | undefined => {
  const node = resolved(inner, document)
  return node === undefined ? undefined : { node, rest }
}

/** Keys may have points in them: the longest that fits is meant. */
const stepByKey = (pairs: readonly Pair[], path: string, document: Document.Parsed): Step | undefined => {
  const [best] = pairs
    .map((pair) => ({ pair, key: keyOf(pair), rest: restAfter(path, keyOf(pair)) }))
    .filter(({ rest }) => rest !== undefined)
    .sort((one, other) => other.key.length - one.key.length)
  if (best === undefined) return undefined
  // A key without a value is pointed at itself.
  return stepInto(best.pair.value, best.rest ?? '', document) ?? stepInto(best.pair.key, '', document)
}

const step = ({ node, rest }: Step, document: Document.Parsed): Step | undefined => {
  if (rest === '') return undefined
  if (isMap(node)) return stepByKey(node.items, rest, document)
  const [whole, index] = /^\[(\d+)\]\.?/.exec(rest) ?? []
  if (!isSeq(node) || whole === undefined) return undefined
  return stepInto(node.items[Number(index)], rest.slice(whole.length), document)
}

/** The key that a fault complains of, which is where an editor should go. */
const unknownKey = (node: Node, expected: string): Node | undefined => {
  const [, name] = /^Unrecognized keys?: "((?:[^"\\]|\\.)*)"/.exec(expected) ?? []
  const pair = isMap(node) ? node.items.find((one) => keyOf(one) === name) : undefined
  return isNode(pair?.key) ? pair.key : undefined
}

const nodeOf = ({ path, expected }: ParseIssue, document: Document.Parsed): Node | undefined => {
  let at = stepInto(document.contents, path, document)
  for (let next = at; next !== undefined; next = step(next, document)) at = next
  return at === undefined ? undefined : (unknownKey(at.node, expected) ?? at.node)
}

/**
 * Finds the line and column of a place in a file.
 *
 * @param lines - The file's lines.
 * @param offset - The place (UTF-16 code units from the start).
 */
export const lineAndColumn = (
  lines: LineCounter,
  offset: number,
): { readonly line: number; readonly column: number } => {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

/**
 * Finds where in its file a fault is. What is missing is shown at what should have it; what came by an alias, at its anchor.
 *
 * @param issue - The fault.
 * @param file - The file.
 */
export const placeIssue = (issue: ParseIssue, { document, lines }: ParsedFile): PolicyIssue => {
  const [offset] = nodeOf(issue, document)?.range ?? []
  return offset === undefined ? issue : { ...lineAndColumn(lines, offset), ...issue }
}
