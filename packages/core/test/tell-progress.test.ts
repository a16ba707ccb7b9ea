import { expect, test } from 'vitest'
import { type ListingProgress, tellProgress } from '../src/index.ts'

const progress: ListingProgress = { source: 'aws', part: 'eu-central-1', rows: 12 }

test('who asked is told', () => {
  const told: ListingProgress[] = []
  tellProgress({ nowMs: 0, onProgress: (one) => told.push(one) }, progress)
  expect(told).toEqual([progress])
})

test('nobody needs to listen, and a listener that throws harms nobody', () => {
  const throwing = () => {
    throw new Error('on purpose')
  }
  expect(() => {
    tellProgress({ nowMs: 0 }, progress)
    tellProgress({ nowMs: 0, onProgress: throwing }, progress)
    tellProgress({ nowMs: 0, onProgress: async () => throwing() }, progress)
  }).not.toThrow()
})
