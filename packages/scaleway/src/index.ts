export type { ScalewayOptions } from './options.ts'
export { createScaleway } from './source.ts'
