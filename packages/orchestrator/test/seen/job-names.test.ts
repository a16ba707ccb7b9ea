import { buildJob } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createJobNames } from '../../src/seen/job-names.ts'

test('jobs that are not confidential go by their id', () => {
  expect(createJobNames()(buildJob({ id: 'case-7' }))).toBe('case-7')
  expect(createJobNames()(buildJob({ id: 'case-7', confidentiality: 'public' }))).toBe('case-7')
})

test('a confidential job has one pseudonym for each key, without its id', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 3 }), fc.string(), (id, key) => {
      const job = buildJob({ id, confidentiality: 'confidential' })
      const name = createJobNames(key)(job)
      expect(name).toMatch(/^confidential-[0-9a-f]{16}$/)
      expect(createJobNames(key)(job)).toBe(name)
      expect(createJobNames(`${key}.`)(job)).not.toBe(name)
      expect(createJobNames()(job)).not.toBe(createJobNames()(job))
    }),
  )
})
