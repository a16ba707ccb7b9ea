/** One entry of a list of generic resources. */
export interface Gres {
  /** Name, such as `gpu` or `shard`. */
  readonly name: string
  /** Type, such as `a100` or `3g.40gb`; empty: none. */
  readonly type: string
  /** How many. */
  readonly count: number
}

const binary: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }

/** Cuts at commas that stand in no bracket: `gpu:a100:2(IDX:0,4),mps:0` has two parts. */
const partsOf = (text: string): readonly string[] => {
  const parts: string[] = ['']
  let depth = 0
  for (const character of text) {
    if (character === '(' || character === '[') depth += 1
    if (character === ')' || character === ']') depth = Math.max(0, depth - 1)
    if (character === ',' && depth === 0) parts.push('')
    else parts.push((parts.pop() ?? '') + character)
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** Sockets, indexes and shares behind an entry. A type `(null)` is no such thing: it has no colon in its brackets. */
const behind = /\([A-Z]+:[^()]*\)$|\(\d+\/[^()]*\)$/i

const countPattern = /^(\d{1,15})([KMGT]?)$/i

const countOf = (text: string | undefined): number | undefined => {
  const [, digits, suffix = ''] = countPattern.exec(text ?? '') ?? []
  return digits === undefined ? undefined : Number(digits) * (binary[suffix.toUpperCase()] ?? 1)
}

/** Longer than any real type. */
const longestType = 128

const isType = (word: string): boolean => word !== '' && word !== '(null)' && word !== 'no_consume'

const entryOf = (part: string): Gres => {
  const [name = '', ...words] = part.replace(behind, '').split(':')
  const count = countOf(words.at(-1))
  const types = (count === undefined ? words : words.slice(0, -1)).filter(isType)
  return { name, type: types.join(':').slice(0, longestType), count: count ?? 1 }
}

/**
 * Reads a list of generic resources: `gpu:a100:4(S:0-1),gpu:h100:2` or `gpu:(null):8(IDX:0,4)`.
 *
 * An entry without a number is one. Suffixes K, M, G and T are powers of 1024.
 *
 * @param text - The list; `(null)`, `N/A` and an empty text are no resources.
 * Source: gres.conf(5) and scontrol(1) of Slurm 22.05 to 25.05; recordings of 22.05, 24.05, 24.11 and 25.05.
 * @example
 * parseGres('gpu:a100:2(IDX:0,4),mps:0') // => [{ name: 'gpu', type: 'a100', count: 2 }, { name: 'mps', type: '', count: 0 }]
 */
export const parseGres = (text: string): readonly Gres[] =>
  /^(\(null\)|n\/a|none|)$/i.test(text.trim()) ? [] : partsOf(text).map(entryOf)

/**
 * Adds up the GPUs of a list by type. Shards and shares of MPS are parts of the same cards and count as none.
 *
 * @param entries - The list.
 * @example
 * gpusByType(parseGres('gpu:a100:2,gpu:a100:2,shard:a100:8')).get('a100') // => 4
 */
export const gpusByType = (entries: readonly Gres[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { name, type, count } of entries)
    if (name === 'gpu') counts.set(type, (counts.get(type) ?? 0) + count)
  return counts
}

/** Whether a list says of its GPUs how many, and not only that there are other resources. */
export const mentionsGpus = (entries: readonly Gres[]): boolean => entries.some(({ name }) => name === 'gpu')

/**
 * Most GPUs that running shares (shards, MPS) may sit on: each shard on a GPU of its own, shares of MPS anywhere.
 *
 * @param entries - What is in use.
 * @example
 * gpusUnderShares(parseGres('gpu:a100:0,shard:a100:3')) // => 3
 */
export const gpusUnderShares = (entries: readonly Gres[]): number =>
  entries.reduce((sum, { name, count }) => {
    if (name === 'shard') return sum + count
    return name === 'mps' && count > 0 ? Number.POSITIVE_INFINITY : sum
  }, 0)
