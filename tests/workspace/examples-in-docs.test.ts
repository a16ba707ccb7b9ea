import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { type DocBlock, examplesOf, readmeSnippetOf } from './doc-blocks.ts'
import type { Scope } from './example-module.ts'
import { runExample } from './run-example.ts'
import { type Package, packages, root, typescriptFiles } from './workspace.ts'

const scopeOf = async (module: string): Promise<Scope> => ({
  module,
  names: Object.keys(await import(module)),
})

/** Public names first; the file's own exports for what is not public. */
const scopesOf = ({ folder }: Package, { file }: DocBlock): Promise<readonly Scope[]> =>
  Promise.all([scopeOf(join(folder, 'src', 'index.ts')), scopeOf(file)])

/** Such as `core/src/money.ts usd`; a second example of the same name gets a number. */
const titled = (
  blocks: readonly DocBlock[],
): readonly { readonly title: string; readonly block: DocBlock }[] => {
  const seen = new Map<string, number>()
  return blocks.map((block) => {
    const name = `${relative(join(root, 'packages'), block.file)} ${block.title}`
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return { title: count === 1 ? name : `${name} (${count})`, block }
  })
}

for (const owner of packages) {
  for (const { title, block } of titled(typescriptFiles(owner, 'src').flatMap(examplesOf))) {
    test(title, async () => {
      await runExample(block, { folder: owner.folder, scopes: await scopesOf(owner, block) })
    })
  }
}

const readmes = [root, ...packages.map(({ folder }) => folder)]
  .flatMap((folder) => ['README.md', 'README.de.md'].map((name) => ({ folder, file: join(folder, name) })))
  .filter(({ file }) => existsSync(file))
  .map(({ folder, file }) => ({ folder, file, title: relative(root, file) }))

test.each(readmes)('first snippet of $title', async ({ folder, file }) => {
  const snippet = readmeSnippetOf(file)
  expect(snippet, `${relative(root, file)} has no \`\`\`ts block`).toBeDefined()
  if (snippet !== undefined) await runExample(snippet, { folder, scopes: [] })
})
