import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const packagesFolder = join(import.meta.dirname, 'packages')
const packages = readdirSync(packagesFolder)

// Examples in READMEs and comments import packages that their own folder does not depend on.
const packageSources = Object.fromEntries(
  packages.map((name) => [`@aima/gpu-${name}`, join(packagesFolder, name, 'src', 'index.ts')]),
)

export default defineConfig({
  // Workspace imports resolve to source, so tests need no build. (`resolve.conditions` does not do it.)
  ssr: { resolve: { conditions: ['@aima/source'] } },
  test: {
    restoreMocks: true,
    setupFiles: [join(import.meta.dirname, 'tests', 'workspace', 'seed.ts')],
    // Properties run hundreds of cases; on a busy machine that takes a while. It is no bound on speed.
    testTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: '.vitest/report.json' }]],
    projects: [
      ...packages.map((name) => ({
        extends: true as const,
        test: {
          name,
          root: `packages/${name}`,
          include: ['test/**/*.test.ts'],
          benchmark: { include: ['test/**/*.bench.ts'] },
        },
      })),
      {
        extends: true as const,
        resolve: { alias: packageSources },
        test: { name: 'workspace', root: 'tests/workspace', include: ['*.test.ts'] },
      },
      {
        extends: true as const,
        resolve: { alias: packageSources },
        test: { name: 'end-to-end', root: 'tests/end-to-end', include: ['*.test.ts'] },
      },
    ],
  },
})
