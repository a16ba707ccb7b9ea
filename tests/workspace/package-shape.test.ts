import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { examples, type Manifest, type Package, packages, readText, typescriptFiles } from './workspace.ts'

const json = (...path: readonly string[]): unknown => JSON.parse(readText(...path))

const anyText: unknown = expect.any(String)
const anyObject: unknown = expect.any(Object)

/** An example may have further scripts, but this is how it is run. */
const startsWithMain: unknown = expect.objectContaining({ start: 'node src/main.ts' })

/** Fields that a package may have or not. */
const optionalFields = ['keywords', 'peerDependencies', 'peerDependenciesMeta', 'devDependencies']

/** Fields that are the same everywhere or nowhere. */
const sharedFields = ['version', 'author', 'bugs', 'homepage', 'publishConfig', 'repository']

/** A resolver takes the first condition that it knows, so the order counts: sources before builds, types before code. */
const expectedExports = {
  '.': {
    '@aima/source': './src/index.ts',
    import: { types: './dist/index.d.ts', default: './dist/index.js' },
    require: { types: './dist/index.d.cts', default: './dist/index.cjs' },
  },
  './package.json': './package.json',
}

const expectedManifest = (name: string): Record<string, unknown> => ({
  name: `@aima/gpu-${name}`,
  description: anyText,
  license: 'Apache-2.0',
  type: 'module',
  sideEffects: false,
  files: ['dist', 'src'],
  main: './dist/index.cjs',
  module: './dist/index.js',
  types: './dist/index.d.ts',
  exports: expectedExports,
  scripts: { build: 'tsup' },
  engines: { node: '>=22.19' },
  dependencies: anyObject,
})

const expectedTsup = `import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  sourcemap: true,
  clean: true,
  target: 'node22',
})
`

/** The other packages of this workspace that a package.json names, as tsconfig references. */
const references = (manifest: Manifest, toPackages: string): readonly unknown[] =>
  Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies })
    .filter((name) => name.startsWith('@aima/gpu-'))
    .map((name) => ({ path: `${toPackages}${name.slice('@aima/gpu-'.length)}` }))
    .sort((one, other) => one.path.localeCompare(other.path))

const expectedTsconfig = ({ name, manifest }: Package): Record<string, unknown> => {
  const siblings = references(manifest, '../')
  return {
    extends: '../../tsconfig.base.json',
    // Without ambient types, `process`, `console`, `fetch` and `setTimeout` do not compile in core.
    compilerOptions: {
      rootDir: '.',
      outDir: `../../.tsbuild/${name}`,
      ...(name === 'core' ? { types: [] } : {}),
    },
    include: ['src', 'test'],
    ...(siblings.length === 0 ? {} : { references: siblings }),
  }
}

const without = (record: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !names.includes(key)))

const only = (record: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => names.includes(key)))

describe.each(packages)('packages/$name', (owner) => {
  const { name, manifest } = owner

  test('has the fields of package.json that every package has', () => {
    expect(without(manifest, [...optionalFields, ...sharedFields])).toEqual(expectedManifest(name))
  })

  test('lists its exports in the order of every package', () => {
    expect(JSON.stringify(manifest.exports)).toBe(JSON.stringify(expectedExports))
  })

  test('has the version and the links of the other packages', () => {
    expect(only(manifest, sharedFields)).toEqual(only(packages[0]?.manifest ?? {}, sharedFields))
  })

  test('is built like every package', () => {
    expect(readText('packages', name, 'tsup.config.ts')).toBe(expectedTsup)
  })

  test('is compiled like every package', () => {
    expect(json('packages', name, 'tsconfig.json')).toEqual(expectedTsconfig(owner))
  })

  test('carries the licence of the repository', () => {
    expect(readText('packages', name, 'LICENSE')).toBe(readText('LICENSE'))
  })

  test('has a README that says how to install and how to use it', () => {
    const headings = readText('packages', name, 'README.md')
      .split('\n')
      .filter((line) => line.startsWith('#'))
    expect(headings).toEqual(expect.arrayContaining([`# @aima/gpu-${name}`, '## Install', '## Use']))
  })

  test('has a public list and tests', () => {
    expect(existsSync(`${owner.folder}/src/index.ts`)).toBe(true)
    expect(typescriptFiles(owner, 'test').filter((file) => file.endsWith('.test.ts'))).not.toEqual([])
  })
})

describe.each(examples)('examples/$name', ({ name, manifest }) => {
  test('has the fields of package.json that every example has', () => {
    expect(without(manifest, ['description'])).toEqual({
      name: `@aima/example-${name}`,
      version: '0.0.0',
      private: true,
      license: 'Apache-2.0',
      type: 'module',
      scripts: startsWithMain,
      engines: { node: '>=22.19' },
      dependencies: anyObject,
    })
  })

  test('is compiled like every example', () => {
    expect(json('examples', name, 'tsconfig.json')).toEqual({
      extends: '../../tsconfig.base.json',
      compilerOptions: { rootDir: '.', outDir: `../../.tsbuild/${name}` },
      include: ['src', 'src/*.json'],
      references: references(manifest, '../../packages/'),
    })
  })
})

test('tsconfig.json of the repository builds every package, every example, the benchmarks and these tests', () => {
  const paths = [
    ...packages.map(({ name }) => `packages/${name}`),
    ...examples.map(({ name }) => `examples/${name}`),
    'benchmarks',
    'tests/end-to-end',
    'tests/workspace',
  ]
  const { references: built }: { references: readonly { path: string }[] } = JSON.parse(
    readText('tsconfig.json'),
  )
  expect(built.map(({ path }) => path).sort()).toEqual(paths.sort())
})
