/** Tools that were killed and did not die, as happens to one that waits in a broken driver. */
export interface HangingTools {
  /** Whether a run of this tool hangs still. */
  readonly includes: (tool: string) => boolean
  /** Notes that a run hangs. Returns what to call when it ends after all. */
  readonly add: (tool: string) => () => void
}

/**
 * Keeps account of tools that hang, so that they do not pile up.
 *
 * @returns An empty account.
 * @example
 * createHangingTools().includes('/usr/bin/nvidia-smi') // => false
 */
export const createHangingTools = (): HangingTools => {
  const runs = new Map<symbol, string>()
  return {
    includes: (tool) => [...runs.values()].includes(tool),
    add: (tool) => {
      const run = Symbol(tool)
      runs.set(run, tool)
      return () => {
        runs.delete(run)
      }
    },
  }
}
