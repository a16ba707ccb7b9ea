import { JSONParser } from '@streamparser/json'
import { err, ok, type Result } from 'neverthrow'
import { type BadRow, checkedRow, type Reading, type UnexpectedShape, unexpected } from './reading.ts'
import { redactor } from './redact.ts'
import type { ResultStream } from './result-stream.ts'

/** How the items of a JSON document are read. */
export interface JsonReading<Item> extends Reading<Item> {
  /**
   * Keys that lead to the list, or to the object whose values are the items; none when the document is the
   * list.
   */
  readonly path?: readonly string[] | undefined
}

type Faults<E> = E | BadRow | UnexpectedShape

/** An item and its place. */
interface Found {
  readonly place: string
  readonly value: unknown
}

/** A parser, and what it has found since it was last asked. */
interface JsonParser {
  readonly write: (piece: Uint8Array) => void
  readonly end: () => void
  readonly take: () => readonly Found[]
  /** Whether what came is no JSON. */
  readonly isBroken: () => boolean
  /** What is wrong with the document as a whole, once it has ended. */
  readonly fault: () => UnexpectedShape | undefined
}

const placeIn = (path: readonly string[], key: string | number | undefined): string =>
  typeof key === 'number' ? `${path.join('.')}[${key}]` : [...path, String(key)].join('.')

const createParser = (path: readonly string[]): JsonParser => {
  const list = ['$', ...path].join('.')
  const parser = new JSONParser({ paths: [`${list}.*`, list], keepStack: false })
  let found: Found[] = []
  let hasList = false
  let isBroken = false
  parser.onValue = ({ key, value, stack }) => {
    // The list itself comes last, emptied; the stack tells it from an item.
    if (stack.length > path.length) found.push({ place: placeIn(path, key), value })
    else hasList = typeof value === 'object' && value !== null
  }
  parser.onError = () => {
    isBroken = true
  }
  return {
    write: (piece) => parser.write(piece),
    end: () => {
      if (!parser.isEnded) parser.end()
    },
    take: () => {
      const taken = found
      found = []
      return taken
    },
    isBroken: () => isBroken,
    fault: () => {
      if (isBroken) return unexpected('body: whole and valid JSON expected')
      return hasList ? undefined : unexpected(`${path.join('.') || 'body'}: a list or an object expected`)
    },
  }
}

async function* foundItems<E>(
  bytes: ResultStream<Uint8Array, E>,
  parser: JsonParser,
): AsyncGenerator<Result<Found, E | UnexpectedShape>> {
  for await (const piece of bytes) {
    if (piece.isErr()) {
      yield err(piece.error)
      return
    }
    parser.write(piece.value)
    for (const item of parser.take()) yield ok(item)
    if (parser.isBroken()) break
  }
  parser.end()
  for (const item of parser.take()) yield ok(item)
  const fault = parser.fault()
  if (fault !== undefined) yield err(fault)
}

/**
 * Reads the items of a large JSON document one by one, while it comes.
 *
 * An item that does not fit the schema is a `bad-row`, and those after it still come. In memory are the item
 * and whatever else stands beside the list in the document.
 *
 * @param bytes - The document, such as `bytes` of `http.stream`.
 * @param reading - Where the items are and how they are read.
 * @returns The items; `bad-row` errors between them; last, an error of the bytes, or `unexpected-shape` for a
 *   document that is cut, no JSON, or has nothing at the path.
 * @example
 * import { ok } from 'neverthrow'
 * import { z } from 'zod'
 * const document = async function* () {
 *   yield ok(Buffer.from('{"gpus":[{"id":"L4"},{"id":'))
 *   yield ok(Buffer.from('4}]}'))
 * }
 * const Gpu = z.object({ id: z.string('text expected') })
 * const { values, errors } = await collect(jsonItems(document(), { path: ['gpus'], schema: Gpu }))
 * values // => [{ id: 'L4' }]
 * errors // => [{ kind: 'bad-row', row: 'gpus[1]', issues: ['id: text expected'] }]
 */
export async function* jsonItems<Item, E>(
  bytes: ResultStream<Uint8Array, E>,
  { path = [], schema, secrets = [] }: JsonReading<Item>,
): AsyncGenerator<Result<Item, Faults<E>>, void, undefined> {
  const redact = redactor(secrets)
  for await (const found of foundItems(bytes, createParser(path))) {
    yield found.andThen(({ place, value }) => checkedRow(value, { schema, redact, row: place }))
  }
}
