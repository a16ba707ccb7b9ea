import { join, sep } from 'node:path'
import ts from 'typescript'
import { placeOf } from './source-imports.ts'
import { type Package, packages, root } from './workspace.ts'

/** One exported name, or one member of it, that a reader of the docs meets. */
export interface PublicName {
  /** Such as `Offer` or `Offer.price`. */
  readonly name: string
  /** Where it is declared, as `file:line`. */
  readonly place: string
  /** Whether it has a docstring with words in it, not only with tags. */
  readonly isDocumented: boolean
}

const indexOf = ({ folder }: Package): string => join(folder, 'src', 'index.ts')

const compilerOptions = (): ts.CompilerOptions => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile)
  return ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options
}

const program = ts.createProgram(packages.map(indexOf), compilerOptions())
const checker = program.getTypeChecker()

const isDocumented = (node: ts.Node): boolean =>
  ts
    .getJSDocCommentsAndTags(node)
    .some((doc) => ts.isJSDoc(doc) && (ts.getTextOfJSDocComment(doc.comment) ?? '').trim() !== '')

const publicName = (node: ts.Node, name: string): PublicName => ({
  name,
  place: placeOf(node.getSourceFile(), node.getStart()),
  isDocumented: isDocumented(node),
})

const isHidden = (node: ts.ClassElement): boolean =>
  (node.name !== undefined && ts.isPrivateIdentifier(node.name)) ||
  (ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0

/** A field or method of an interface, a class or an object type. Constructors and index signatures have no name. */
const isMember = (node: ts.Node): node is ts.TypeElement | ts.ClassElement =>
  ts.isTypeElement(node) || (ts.isClassElement(node) && !isHidden(node))

/** What a value holds or a function does is not part of its type. */
const isOpaque = (node: ts.Node): boolean => ts.isBlock(node) || ts.isExpression(node)

const membersIn = (parent: ts.Node, parentName: string): readonly PublicName[] => {
  const found: PublicName[] = []
  ts.forEachChild(parent, (node) => {
    if (isOpaque(node)) return
    const memberName = isMember(node) ? node.name?.getText() : undefined
    if (memberName === undefined) found.push(...membersIn(node, parentName))
    else {
      const name = `${parentName}.${memberName}`
      found.push(publicName(node, name), ...membersIn(node, name))
    }
  })
  return found
}

/** Functions are documented by `@param`, so only types, classes and annotated values have members. */
const hasMembers = (node: ts.Declaration): boolean =>
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isClassDeclaration(node) ||
  ts.isVariableDeclaration(node)

/** The declarations behind an exported symbol; of overloads the first documented one stands for all. */
const declarationsOf = (exported: ts.Symbol): readonly ts.Declaration[] => {
  const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0
  const declarations = (isAlias ? checker.getAliasedSymbol(exported) : exported).declarations ?? []
  const overloads = declarations.filter(ts.isFunctionDeclaration)
  const overload = overloads.find(isDocumented) ?? overloads[0]
  const others = declarations.filter((node) => !ts.isFunctionDeclaration(node))
  return overload === undefined ? others : [...others, overload]
}

const namesOf = (owner: Package, exported: ts.Symbol): readonly PublicName[] =>
  declarationsOf(exported)
    .filter((node) => node.getSourceFile().fileName.startsWith(`${owner.folder}${sep}`))
    .flatMap((node) => [
      publicName(node, exported.name),
      ...(hasMembers(node) ? membersIn(node, exported.name) : []),
    ])

/** Every name that a package exports, with the fields and methods of its types, however they are nested. */
export const publicNames = (owner: Package): readonly PublicName[] => {
  const index = program.getSourceFile(indexOf(owner))
  const module = index === undefined ? undefined : checker.getSymbolAtLocation(index)
  return module === undefined
    ? []
    : checker.getExportsOfModule(module).flatMap((name) => namesOf(owner, name))
}
