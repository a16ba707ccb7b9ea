/** Everything that core may import from outside itself. */
export const coreMayImport = ['neverthrow', 'ts-pattern', 'zod']

/** Which packages of this workspace those may import that are no adapter. Arrows point down only. */
const rooms: ReadonlyMap<string, readonly string[]> = new Map([
  ['core', []],
  ['deadline', []],
  ['http', ['core']],
  ['orchestrator', ['core', 'deadline']],
  ['report', ['core', 'simulator']],
  ['simulator', ['core', 'deadline']],
  ['testing', ['core']],
])

/** Whether a package is an adapter, which turns one provider's wire format into offers. Every package is that has no room of its own. */
export const isAdapter = (name: string): boolean => !rooms.has(name)

/** Which packages of this workspace a package may import. */
export const mayImport = (name: string): readonly string[] => rooms.get(name) ?? ['core', 'http']
