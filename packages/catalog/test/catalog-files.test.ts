import { expect, test } from 'vitest'
import { chooseFiles } from '../src/skypilot/catalog-files.ts'

const namesOf = (...names: readonly string[]): readonly string[] => chooseFiles(names).map(({ name }) => name)

test('prefers the rows with a GPU to all rows, and plain text to packed', () => {
  const all = [
    'aws-all-vms.csv',
    'aws/vms.csv.gz',
    'aws/vms.csv',
    'aws-vms.csv',
    'aws-gpu.csv.gz',
    'aws-gpu.csv',
  ]
  const chosen = all.map((_, left) => namesOf(...all.slice(0, all.length - left)))
  expect(chosen.flat()).toEqual([
    'aws-gpu.csv',
    'aws-gpu.csv.gz',
    'aws-vms.csv',
    'aws/vms.csv',
    'aws/vms.csv.gz',
    'aws-all-vms.csv',
  ])
})

test('takes the clouds in order, whatever the order of the files', () => {
  expect(namesOf('vast-vms.csv', 'aws/vms.csv', 'gcp-gpu.csv.gz')).toEqual([
    'aws/vms.csv',
    'gcp-gpu.csv.gz',
    'vast-vms.csv',
  ])
})

test.each([
  'aws/images.csv',
  'common/metadata.csv',
  'vms.csv',
  'AWS-vms.csv',
  'aws-vms.csv.bak',
  'aws-vms.tsv',
  '../aws-vms.csv',
  'a/b/vms.csv',
])('does not take %s for a catalog', (name) => {
  expect(namesOf(name)).toEqual([])
})

test('knows folders by either slash', () => {
  expect(namesOf('aws\\vms.csv')).toEqual(['aws/vms.csv'])
})
