import { jobPresets } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { mediaAnalysis, mediaClasses } from '../../src/workload/media-analysis.ts'
import { expectSound, jobsOf } from './arrivals.ts'

const year = { startMs: Date.UTC(2026, 0, 5), days: 60, jobsPerHour: 4 }

test('media analysis has the needs of the presets', () => {
  expect(mediaClasses().map(({ workload, template }) => [workload, template.needs])).toEqual([
    ['video-analysis', jobPresets.video],
    ['image-analysis', jobPresets.image],
    ['audio-analysis', jobPresets.audio],
  ])
})

test('media analysis is sound', () => {
  expectSound(mediaAnalysis({ ...year, days: 5 })._unsafeUnwrap())
})

test('a fifth of media analysis is confidential unless told otherwise', () => {
  const shareOf = (confidentialShare?: number): number => {
    const jobs = jobsOf(mediaAnalysis({ ...year, confidentialShare })._unsafeUnwrap())
    return jobs.filter(({ confidentiality }) => confidentiality === 'confidential').length / jobs.length
  }
  expect(Math.abs(shareOf() - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / 5760))
  expect(shareOf(0)).toBe(0)
  expect(shareOf(1)).toBe(1)
})

test('video files have tens to hundreds of gigabytes', () => {
  const videos = jobsOf(mediaAnalysis({ ...year, weights: { video: 1, image: 0, audio: 0 } })._unsafeUnwrap())
  const sizes = videos.map(({ data }) => data?.inputGB ?? 0).sort((one, other) => one - other)
  expect(sizes[0]).toBeGreaterThanOrEqual(10)
  expect(sizes.at(-1)).toBeLessThanOrEqual(800)
  expect(sizes[Math.floor(sizes.length / 2)]).toBeGreaterThan(50)
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(70)
})

test('the lines of the house are in each job', () => {
  const [job] = jobsOf(mediaAnalysis({ ...year, uplinkMbps: 1000, downlinkMbps: 2000 })._unsafeUnwrap())
  expect(job?.data).toMatchObject({ uplinkMbps: 1000, downlinkMbps: 2000 })
})

test('shares that make no sense are refused', () => {
  const { issues } = mediaAnalysis({ ...year, confidentialShare: 2 })._unsafeUnwrapErr()
  expect(issues[0]).toMatch(/^classes\.0\.confidentiality\.public: /)
})
