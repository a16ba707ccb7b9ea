export type { HostClass, VastaiOptions } from './options.ts'
export { createVastai } from './source.ts'
