export { embeddedCatalog } from './embedded-catalog.ts'
export {
  EmbeddedCatalogOptions,
  SkypilotCatalogOptions,
  type SkypilotFolderOptions,
  type SkypilotUrlOptions,
} from './options.ts'
export { skypilotCatalog } from './skypilot-catalog.ts'
