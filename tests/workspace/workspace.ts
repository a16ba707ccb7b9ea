import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Absolute path of the repository. */
export const root = join(import.meta.dirname, '..', '..')

/** What these tests read of a package.json. */
export interface Manifest {
  /** npm name. */
  readonly name: string
  /** What can be imported, condition by condition. */
  readonly exports?: unknown
  /** Packages that a user of this one gets, with their version ranges. */
  readonly dependencies?: Readonly<Record<string, string>>
  /** Packages that the user brings along. */
  readonly peerDependencies?: Readonly<Record<string, string>>
  /** Packages for its own tests. */
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** One folder under `packages/` or `examples/`. */
export interface Package {
  /** Name of the folder, such as `core`. */
  readonly name: string
  /** Absolute path of the folder. */
  readonly folder: string
  /** Its package.json. */
  readonly manifest: Manifest
}

/** A path as messages show it: relative to the repository. */
export const shown = (path: string): string => relative(root, path)

/** Text of a file of the repository. */
export const readText = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8')

const packagesIn = (parent: string): readonly Package[] =>
  readdirSync(join(root, parent))
    .filter((name) => existsSync(join(root, parent, name, 'package.json')))
    .map((name) => ({
      name,
      folder: join(root, parent, name),
      manifest: JSON.parse(readText(parent, name, 'package.json')),
    }))

/** Every published package. */
export const packages = packagesIn('packages')

/** Every example. */
export const examples = packagesIn('examples')

/** Every TypeScript file under a folder of a package, as absolute paths. */
export const typescriptFiles = ({ folder }: Package, subfolder: string): readonly string[] => {
  const path = join(folder, subfolder)
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(path, file))
    .sort()
}
