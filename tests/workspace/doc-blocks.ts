import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { parseFile } from './source-imports.ts'

/** Code out of a comment or a README. */
export interface DocBlock {
  /** Absolute path of the file that it stands in. */
  readonly file: string
  /** What it is about: the documented name, or the place in the README. */
  readonly title: string
  /** Line of the file where `code` begins (1 is the first). */
  readonly line: number
  /** The code, each line where the file has it. */
  readonly code: string
  /** What it prints, where the file says so. */
  readonly output?: string
}

/** Text of a comment's line without its frame of stars. */
const commentText = (line: string): string =>
  line.replace(/\s*\*\/\s*$/, '').replace(/^\s*(?:\/\*\*|\*)? ?/, '')

/** Blanks what is no code: the tag itself, and fences around the code. */
const codeLine = (line: string): string => line.replace(/^@example\s*/, '').replace(/^```.*$/, '')

const isTag = (line: string): boolean => /^@\w/.test(line)

/** The `@example` blocks of a comment: each runs to the next tag. */
const examplesIn = (comment: string): readonly { readonly offset: number; readonly code: string }[] => {
  const lines = comment.split('\n').map(commentText)
  const starts = lines.flatMap((line, index) => (/^@example\b/.test(line) ? [index] : []))
  return starts.map((offset) => {
    const length = lines.slice(offset + 1).findIndex(isTag)
    const block = lines.slice(offset, length < 0 ? undefined : offset + 1 + length)
    return { offset, code: block.map(codeLine).join('\n') }
  })
}

const isNamed = (node: ts.Node) =>
  ts.isFunctionDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isClassLike(node) ||
  ts.isTypeElement(node) ||
  ts.isClassElement(node)

const ownName = (node: ts.Node): string | undefined => {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.name.getText()
  return isNamed(node) ? node.name?.getText() : undefined
}

/** Every `@example` in the comments of a source file, in the order of the file. */
export const examplesOf = (file: string): readonly DocBlock[] => {
  const source = parseFile(file)
  const blocks: DocBlock[] = []
  const collect = (doc: ts.JSDoc, title: string): void => {
    const firstLine = source.getLineAndCharacterOfPosition(doc.pos).line + 1
    for (const { offset, code } of examplesIn(source.text.slice(doc.pos, doc.end))) {
      blocks.push({ file, title, line: firstLine + offset, code })
    }
  }
  const visit = (node: ts.Node, path: string): void => {
    const name = ownName(node)
    const title = name === undefined ? path : [path, name].filter(Boolean).join('.')
    for (const child of node.getChildren()) {
      if (ts.isJSDoc(child)) collect(child, title)
      else visit(child, title)
    }
  }
  for (const statement of source.statements) visit(statement, '')
  return blocks
}

const fenced = (language: string): string => `\`\`\`${language}\\n([^]*?)\`\`\``
const firstSnippet = new RegExp(`^${fenced('ts')}(?:\\s*^${fenced('text')})?`, 'm')

/** The first ```ts block of a README, with the ```text block right after it as its output. */
export const readmeSnippetOf = (file: string): DocBlock | undefined => {
  const text = readFileSync(file, 'utf8')
  const match = firstSnippet.exec(text)
  if (match === null) return undefined
  const [, code = '', output] = match
  const line = text.slice(0, match.index).split('\n').length + 1
  return { file, title: 'first snippet', line, code, ...(output === undefined ? {} : { output }) }
}
