export type { AwsCredentials } from './credentials.ts'
export type { AwsOptions } from './options.ts'
export type { Partition } from './regions.ts'
export { createAws } from './source.ts'
