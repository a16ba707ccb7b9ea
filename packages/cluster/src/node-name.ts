import { z } from 'zod'

/** Name of a node: that of a host. */
export const NodeName: z.ZodType<string> = z.string().regex(/^[\w.-]{1,253}$/, 'expected the name of a node')

/**
 * What a row about a node is called in a warning: its name where it has a proper one, else its number.
 *
 * @param name - Any value.
 * @param index - Its place in the reply, from 0.
 * @example
 * nodeRow('gpu-7', 0) // => 'node gpu-7'
 * nodeRow(42, 0) // => 'node 1'
 */
export const nodeRow = (name: unknown, index: number): string => {
  const read = NodeName.safeParse(name)
  return `node ${read.success ? read.data : index + 1}`
}
