import { dirname, resolve, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { coreMayImport, isAdapter, mayImport } from './architecture.ts'
import { findCycles } from './cycles.ts'
import { importsOf, isRelative, packageOf, parseFile, placeOf, type SourceImport } from './source-imports.ts'
import { type Package, packages, shown, typescriptFiles } from './workspace.ts'

const scope = '@aima/gpu-'

const sourceImports = (owner: Package): readonly SourceImport[] =>
  typescriptFiles(owner, 'src').flatMap(importsOf)

const listed = (imports: readonly SourceImport[]): readonly string[] =>
  imports.map(({ place, specifier }) => `${place} imports ${specifier}`)

/** Folder name of the workspace package that an import names, such as `core`. */
const siblingOf = (sourceImport: SourceImport): string | undefined => {
  const name = packageOf(sourceImport)
  return name?.startsWith(scope) ? name.slice(scope.length) : undefined
}

const targetOf = ({ file, specifier }: SourceImport): string => resolve(dirname(file), specifier)

const fileGraph = (owner: Package): ReadonlyMap<string, readonly string[]> =>
  new Map(
    typescriptFiles(owner, 'src').map((file) => [file, importsOf(file).filter(isRelative).map(targetOf)]),
  )

const isNamedReExport = (statement: ts.Statement): boolean =>
  ts.isExportDeclaration(statement) &&
  statement.moduleSpecifier !== undefined &&
  statement.exportClause !== undefined &&
  ts.isNamedExports(statement.exportClause)

describe.each(packages)('$name', (owner) => {
  test('imports from this workspace only what its place in the architecture allows', () => {
    const allowed = mayImport(owner.name)
    const siblings = sourceImports(owner).filter((one) => siblingOf(one) !== undefined)
    expect(listed(siblings.filter((one) => !allowed.includes(siblingOf(one) ?? '')))).toEqual([])
  })

  test('reaches no file outside its src folder', () => {
    const inside = `${owner.folder}${sep}src${sep}`
    const outside = sourceImports(owner).filter((one) => isRelative(one) && !targetOf(one).startsWith(inside))
    expect(listed(outside)).toEqual([])
  })

  test('has in package.json exactly the packages that it imports', () => {
    const { dependencies = {}, peerDependencies = {} } = owner.manifest
    const imported = new Set(sourceImports(owner).map(packageOf))
    const declared = (name: string | undefined): name is string =>
      name !== undefined && !(name in peerDependencies)
    expect(Object.keys(dependencies).sort()).toEqual([...imported].filter(declared).sort())
  })

  test('takes versions from the workspace and the catalog', () => {
    const { dependencies, peerDependencies = {}, devDependencies } = owner.manifest
    const ranges = Object.entries({ ...dependencies, ...devDependencies })
    const expected = ranges.map(([name]) => [name, name.startsWith(scope) ? 'workspace:^' : 'catalog:'])
    expect(ranges).toEqual(expected)
    expect(Object.values(peerDependencies).filter((range) => range !== 'catalog:peers')).toEqual([])
  })

  test('has no circular imports', () => {
    const cycles = findCycles(fileGraph(owner)).map((cycle) => cycle.map(shown).join(' -> '))
    expect(cycles).toEqual([])
  })

  test('only re-exports in src/index.ts, by name', () => {
    const index = parseFile(resolve(owner.folder, 'src/index.ts'))
    const other = index.statements.filter((statement) => !isNamedReExport(statement))
    expect(other.map((statement) => placeOf(index, statement.getStart()))).toEqual([])
  })
})

test(`core imports only ${coreMayImport.join(', ')} and its own files`, () => {
  const core = packages.filter(({ name }) => name === 'core')
  const foreign = core
    .flatMap(sourceImports)
    .filter((one) => !isRelative(one) && !coreMayImport.includes(one.specifier))
  expect(listed(foreign)).toEqual([])
})

test('no adapter imports another adapter, and the orchestrator imports none', () => {
  const importers = packages.filter(({ name }) => isAdapter(name) || name === 'orchestrator')
  const names = new Set(packages.map(({ name }) => name).filter(isAdapter))
  const crossing = importers.flatMap(sourceImports).filter((one) => names.has(siblingOf(one) ?? ''))
  expect(listed(crossing)).toEqual([])
})
