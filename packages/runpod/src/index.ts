export type { RunpodCloud, RunpodOptions } from './options.ts'
export { createRunpod } from './source.ts'
