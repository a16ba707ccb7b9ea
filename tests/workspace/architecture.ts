/** The adapters: each turns one provider's wire format into offers. */
export const adapters = ['aws', 'gcp', 'azure', 'runpod', 'vastai', 'local', 'cluster', 'catalog']

/** Everything that core may import from outside itself. */
export const coreMayImport = ['neverthrow', 'ts-pattern', 'zod']

/** Which packages of this workspace each package may import. Arrows point down only. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  http: ['core'],
  aws: ['core', 'http'],
  gcp: ['core', 'http'],
  azure: ['core', 'http'],
  runpod: ['core', 'http'],
  vastai: ['core', 'http'],
  local: ['core'],
  cluster: ['core', 'http'],
  catalog: ['core', 'http'],
  orchestrator: ['core'],
  simulator: ['core'],
  testing: ['core'],
}
