import ts from 'typescript'
import type { DocBlock } from './doc-blocks.ts'

/** Names that a module offers to an example. */
export interface Scope {
  /** Absolute path of the module. */
  readonly module: string
  /** The names. */
  readonly names: readonly string[]
}

/** A piece of an example's code and what takes its place in the module. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const marker = '// =>'

const lineOf = (source: ts.SourceFile, position: number): number =>
  source.getLineAndCharacterOfPosition(position).line

/** The value that the comment at the end of a statement's line promises. */
const promiseAfter = (source: ts.SourceFile, statement: ts.Statement): ts.CommentRange | undefined =>
  ts
    .getTrailingCommentRanges(source.text, statement.end)
    ?.find(({ pos, end }) => source.text.slice(pos, end).startsWith(marker))

/** What a promise is about: an expression, or the constant that a declaration names. */
const promisedValue = (statement: ts.Statement): string | undefined => {
  if (ts.isExpressionStatement(statement)) return statement.expression.getText()
  const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations : []
  return declared.length === 1 ? declared[0]?.name.getText() : undefined
}

/** Replaces an expression by its check; leaves a declaration and puts the check behind it. */
const checkEdit = (source: ts.SourceFile, statement: ts.Statement, firstLine: number): readonly Edit[] => {
  const promise = promiseAfter(source, statement)
  const value = promisedValue(statement)
  if (promise === undefined || value === undefined) return []
  const start = ts.isExpressionStatement(statement) ? statement.getStart() : statement.end
  const line = firstLine + lineOf(source, promise.pos)
  const expected = source.text.slice(promise.pos + marker.length, promise.end)
  const check = `;await check(${line}, async () => (${value}), () => (${expected}));`
  return [{ start, end: promise.end, text: check }]
}

/** Keeps the line breaks of what it removes, so that every line stays where it is. */
const removal = (statement: ts.Statement): Edit => ({
  start: statement.getStart(),
  end: statement.end,
  text: statement.getText().replace(/[^\n]/g, ''),
})

const applyEdits = (text: string, edits: readonly Edit[]): string =>
  edits.reduceRight(
    (whole, { start, end, text: put }) => whole.slice(0, start) + put + whole.slice(end),
    text,
  )

const importedNames = (statement: ts.ImportDeclaration): readonly string[] => {
  const bindings = statement.importClause?.namedBindings
  return bindings !== undefined && ts.isNamedImports(bindings)
    ? bindings.elements.map(({ name }) => name.text)
    : []
}

/** Of several modules with the same name, the first one gives it. */
const scopeImports = (scopes: readonly Scope[], ownImports: readonly string[]): readonly string[] => {
  const taken = new Set(ownImports)
  return scopes.map(({ module, names }) => {
    const free = names.filter((name) => !taken.has(name) && name !== 'default')
    for (const name of free) taken.add(name)
    return `import { ${free.join(', ')} } from ${JSON.stringify(module)}`
  })
}

/**
 * Writes the module that runs a block: it exports `run(check)`, which calls `check(line, value, expected)` for each
 * `expression // => literal`. Every line of the block stands on the line that it has in its own file, so that the
 * stack of an error tells the place.
 *
 * @param block - The code.
 * @param scopes - Modules whose names are known in the code without an import.
 * @returns The module, or `undefined` when a `// =>` does not follow a whole statement and so would check nothing.
 */
export const exampleModule = (block: DocBlock, scopes: readonly Scope[]): string | undefined => {
  const source = ts.createSourceFile('example.ts', block.code, ts.ScriptTarget.ES2023, true)
  const imports = source.statements.filter(ts.isImportDeclaration)
  const edits = source.statements.flatMap((statement) =>
    ts.isImportDeclaration(statement) ? [removal(statement)] : checkEdit(source, statement, block.line),
  )
  if (edits.length - imports.length !== block.code.split(marker).length - 1) return undefined
  const head = [
    ...scopeImports(scopes, imports.flatMap(importedNames)),
    ...imports.map((statement) => statement.getText().replaceAll('\n', ' ')),
    'export const run = async (check) => {',
  ].join('; ')
  return `${head}${'\n'.repeat(block.line - 1)}${applyEdits(block.code, edits)}\n}\n`
}
