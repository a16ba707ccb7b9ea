export { AzureOptions } from './options.ts'
export { createAzure } from './source.ts'
