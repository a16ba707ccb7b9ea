export type { AccessToken, GcpOptions } from './options.ts'
export { createGcp } from './source.ts'
