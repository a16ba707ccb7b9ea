import { expect, test } from 'vitest'
import { type JobPreset, jobPresets, parseJob } from '../src/index.ts'

const names: readonly JobPreset[] = ['video', 'image', 'audio', 'llm-fusion']

test.each([
  ['video', 24],
  ['image', 16],
  ['audio', 8],
  ['llm-fusion', 24],
] as const)('%s needs %d GiB of GPU memory, CUDA 11.8 and 100 GB of disk', (name, vramGiB) => {
  expect(jobPresets[name]).toEqual({ vramGiB, cudaVersion: 11.8, diskGB: 100 })
})

test.each(names)('%s can be the needs of a job', (name) => {
  const job = { id: 'a', confidentiality: 'internal', needs: jobPresets[name] }
  expect(parseJob(job)._unsafeUnwrap()).toEqual(job)
})

test('there are no other presets', () => {
  expect(Object.keys(jobPresets)).toEqual(names)
})
