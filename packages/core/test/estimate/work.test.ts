import { expect, test } from 'vitest'
import { type Job, termsOf, type Work } from '../../src/index.ts'
import { cheapest, cloudOffer, jobOf } from '../builders.ts'

const workOf = (job: Job): Work | undefined => termsOf(job, cloudOffer(), cheapest)?.work

test('a job that states nothing is one hour of work that moves nothing and values nothing', () => {
  expect(workOf({ id: 'a', confidentiality: 'public' })).toEqual({
    refHours: 1,
    inputGB: 0,
    outputGB: 0,
    imageGB: 0,
    scratchGB: 0,
    sourceEgressUsdPerGB: 0,
    valueOfTimeUsdPerHour: 0,
    lateUsdPerHour: 0,
    lateUsdFixed: 0,
  })
})

test('what a job states is its work', () => {
  const work: Work = {
    refHours: 2,
    inputGB: 3,
    outputGB: 4,
    imageGB: 5,
    scratchGB: 6,
    uplinkMbps: 7,
    downlinkMbps: 8,
    sourceEgressUsdPerGB: 9,
    checkpoint: { everyHours: 10, writeHours: 11, onNotice: true },
    restartHours: 12,
    deadlineHours: 13,
    valueOfTimeUsdPerHour: 14,
    lateUsdPerHour: 15,
    lateUsdFixed: 16,
  }
  const { refHours, checkpoint, restartHours, deadlineHours, valueOfTimeUsdPerHour } = work
  const { lateUsdPerHour, lateUsdFixed, ...data } = work
  const { inputGB, outputGB, imageGB, scratchGB, uplinkMbps, downlinkMbps, sourceEgressUsdPerGB } = data
  const job = jobOf({
    run: { refHours, referenceGpu: 'RTX 4090', checkpoint, restartHours },
    data: { inputGB, outputGB, imageGB, scratchGB, uplinkMbps, downlinkMbps, sourceEgressUsdPerGB },
    deadlineHours,
    valueOfTimeUsdPerHour,
    lateUsdPerHour,
    lateUsdFixed,
  })
  expect(workOf(job)).toEqual(work)
})

test('a checkpoint that states no more than its interval takes the default to write and needs no notice', () => {
  expect(workOf(jobOf({ run: { refHours: 2, checkpoint: { everyHours: 'auto' } } }))?.checkpoint).toEqual({
    everyHours: 'auto',
    writeHours: 30 / 3600,
    onNotice: false,
  })
})

test('a checkpoint that takes as long as its interval is warned of', () => {
  const warnings = (writeHours: number) =>
    termsOf(
      jobOf({ run: { refHours: 1, checkpoint: { everyHours: 0.5, writeHours } } }),
      cloudOffer(),
      cheapest,
    )
      ?.assumptions.filter(({ basis }) => basis.startsWith('warning'))
      .map(({ name, value }) => [name, value])
  expect(warnings(0.5)).toEqual([['checkpointWriteHours', 0.5]])
  expect(warnings(0.49)).toEqual([])
})
