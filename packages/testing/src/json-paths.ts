/** Where something is in a JSON value: keys of objects and indexes of lists, from the outside in. */
export type JsonPath = readonly (string | number)[]

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The members of a list or an object, with the step to each; none for other values. */
export const membersOf = (value: unknown): readonly (readonly [step: string | number, member: unknown])[] => {
  if (Array.isArray(value)) return [...value.entries()]
  return isRecord(value) ? Object.entries(value) : []
}

/** Every place in a value, the whole of it first. */
export const pathsIn = (value: unknown): readonly JsonPath[] => {
  const found: JsonPath[] = []
  const walk = (part: unknown, path: JsonPath): void => {
    found.push(path)
    for (const [step, member] of membersOf(part)) walk(member, [...path, step])
  }
  walk(value, [])
  return found
}

/** What is at a place of a value; undefined: nothing. */
export const valueAt = (value: unknown, path: JsonPath): unknown =>
  path.reduce<unknown>((part, step) => membersOf(part).find(([key]) => key === step)?.[1], value)

/** A copy of an object with a member set, even one named `__proto__`, which an assignment would swallow. */
const withMember = (record: object, key: string, member: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...Object.entries(record).filter(([name]) => name !== key), [key, member]])

/** A copy of a list or an object with one member changed. */
const changeMember = (
  value: unknown,
  step: string | number,
  change: (member: unknown) => unknown,
): unknown => {
  if (Array.isArray(value) && typeof step === 'number')
    return value.map((member, index) => (index === step ? change(member) : member))
  if (!isRecord(value) || typeof step !== 'string') return value
  return Object.hasOwn(value, step) ? withMember(value, step, change(value[step])) : value
}

/** A copy of a value in which what is at a place is changed; the value itself when nothing is there. */
export const changeAt = (value: unknown, path: JsonPath, change: (part: unknown) => unknown): unknown => {
  const [step, ...rest] = path
  return step === undefined
    ? change(value)
    : changeMember(value, step, (member) => changeAt(member, rest, change))
}

/**
 * Replaces one part of a recorded reply, for a row that is broken in one place.
 *
 * @param value - The recorded JSON. It stays as it is.
 * @param path - Where the part is.
 * @param replacement - What stands there instead.
 * @returns A changed copy; an equal one when nothing is at that place.
 * @example
 * replaceAt({ gpus: [{ usd: 1 }, { usd: 2 }] }, ['gpus', 1, 'usd'], 'free') // => { gpus: [{ usd: 1 }, { usd: 'free' }] }
 */
export const replaceAt = (value: unknown, path: JsonPath, replacement: unknown): unknown =>
  changeAt(value, path, () => replacement)

/** A copy of a value without what is at a place. */
export const removeAt = (value: unknown, path: JsonPath): unknown => {
  const last = path.at(-1)
  if (last === undefined) return null
  return changeAt(value, path.slice(0, -1), (parent) => {
    if (Array.isArray(parent)) return parent.filter((_, index) => index !== last)
    return isRecord(parent)
      ? Object.fromEntries(Object.entries(parent).filter(([key]) => key !== last))
      : parent
  })
}
