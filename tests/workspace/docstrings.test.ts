import { expect, test } from 'vitest'
import { publicNames } from './public-names.ts'
import { packages } from './workspace.ts'

test.each(packages)('every public name and field of $name has a docstring', (owner) => {
  const undocumented = publicNames(owner).filter(({ isDocumented }) => !isDocumented)
  expect(undocumented.map(({ place, name }) => `${place} ${name}`)).toEqual([])
})
