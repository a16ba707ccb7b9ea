import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import ts from 'typescript'
import { shown } from './workspace.ts'

/** One import, re-export or `import()` of a file. */
export interface SourceImport {
  /** Absolute path of the importing file. */
  readonly file: string
  /** What is imported, as written. */
  readonly specifier: string
  /** Where, as `file:line`. */
  readonly place: string
}

/** Reads a file into a syntax tree. */
export const parseFile = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true)

/** Where a position of a file is, as `file:line`. */
export const placeOf = (source: ts.SourceFile, position: number): string =>
  `${shown(source.fileName)}:${source.getLineAndCharacterOfPosition(position).line + 1}`

const isImportCall = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')

const specifierNode = (node: ts.Node): ts.Node | undefined => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  return isImportCall(node) ? node.arguments[0] : undefined
}

/** Every import of a file, those of types included. */
export const importsOf = (file: string): readonly SourceImport[] => {
  const source = parseFile(file)
  const found: SourceImport[] = []
  const visit = (node: ts.Node): void => {
    const specifier = specifierNode(node)
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      found.push({ file, specifier: specifier.text, place: placeOf(source, specifier.getStart()) })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Whether an import names a file of its own package. */
export const isRelative = ({ specifier }: SourceImport): boolean => specifier.startsWith('.')

/** The npm package that an import names, or `undefined` for a file or a part of Node. */
export const packageOf = (sourceImport: SourceImport): string | undefined => {
  const { specifier } = sourceImport
  if (isRelative(sourceImport) || isBuiltin(specifier)) return undefined
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}
