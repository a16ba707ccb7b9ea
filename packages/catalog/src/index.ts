export { embeddedCatalog } from './embedded-catalog.ts'
export { EmbeddedCatalogOptions, SkypilotCatalogOptions } from './options.ts'
export { skypilotCatalog } from './skypilot-catalog.ts'
