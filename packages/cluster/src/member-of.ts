/**
 * A member of its own of any value; undefined where it has none.
 *
 * @param value - Any value.
 * @param name - Name of the member.
 * @example
 * memberOf({ name: 'gpu-7' }, 'name') // => 'gpu-7'
 * memberOf(null, 'name') // => undefined
 * memberOf({}, 'constructor') // => undefined
 */
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
