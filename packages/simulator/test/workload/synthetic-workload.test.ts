import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { officeHours } from '../../src/workload/day-profile.ts'
import { takeFirst } from '../../src/workload/part-of-workload.ts'
import { type SyntheticOptions, syntheticWorkload } from '../../src/workload/synthetic-workload.ts'
import { buildClass, expectSound, hourMs, idsOf, jobsOf, timesOf } from './arrivals.ts'

const build = (changes: Partial<SyntheticOptions> = {}) =>
  syntheticWorkload({ startMs: 0, days: 10, jobsPerHour: 5, classes: [buildClass()], ...changes })

const made = (changes: Partial<SyntheticOptions> = {}) => build(changes)._unsafeUnwrap()

/** Four standard deviations of a Poisson count. */
const tolerance = (expected: number): number => 4 * Math.sqrt(expected)

const monday = Date.UTC(2026, 5, 1)

describe('arrivals', () => {
  test('come at their mean rate', () => {
    expect(Math.abs([...made({ days: 100 })].length - 12_000)).toBeLessThan(tolerance(12_000))
  })

  test('have exponential gaps', () => {
    const times = timesOf(made({ days: 100 }))
    const gaps = times.slice(1).map((atMs, index) => (atMs - (times[index] ?? 0)) / hourMs)
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length
    expect(Math.abs(Math.sqrt(variance) / mean - 1)).toBeLessThan(4 / Math.sqrt(gaps.length / 2))
  })

  test('keep their mean rate under a profile, and follow its hours in local time', () => {
    const workload = made({ startMs: monday, days: 364, jobsPerHour: 2, dayProfile: officeHours(2) })
    const times = timesOf(workload)
    const expected = 364 * 24 * 2
    expect(Math.abs(times.length - expected)).toBeLessThan(tolerance(expected))
    const isOffice = (atMs: number): boolean => {
      const local = new Date(atMs + 2 * hourMs)
      const hour = local.getUTCHours()
      return hour >= 8 && hour < 18 && ![0, 6].includes(local.getUTCDay())
    }
    // Of a week 50 h count 1, 70 h count 0.1, and at the weekend 20 h 0.1 and 28 h 0.01.
    const share = 50 / (50 + 7 + 2 + 0.28)
    const office = times.filter(isOffice).length
    expect(Math.abs(office - share * times.length)).toBeLessThan(tolerance(times.length * (1 - share)))
  })

  test('never come in an hour without any', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => (hour === 3 ? 1 : 0))
    for (const atMs of timesOf(made({ dayProfile: { hours } }))) expect(new Date(atMs).getUTCHours()).toBe(3)
  })

  test('before 1970 follow the same week', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => (hour === 23 ? 1 : 0))
    const startMs = Date.UTC(1969, 11, 1)
    for (const atMs of timesOf(made({ startMs, dayProfile: { hours } })))
      expect(new Date(atMs).getUTCHours()).toBe(23)
  })

  test('end with the days or with the number of jobs, whichever is first', () => {
    expect([...made({ days: undefined, jobs: 7 })]).toHaveLength(7)
    expect([...made({ days: 1, jobs: 0 })]).toEqual([])
    expect(Math.max(...timesOf(made({ days: 2, jobs: 1_000_000 })))).toBeLessThan(48 * hourMs)
  })

  test('are made when they are asked for, so that an endless workload can be begun', () => {
    const endless = made({ days: undefined, jobs: Number.MAX_SAFE_INTEGER })
    expect([...takeFirst(endless, 3)]).toHaveLength(3)
  })
})

describe('jobs', () => {
  test('carry what their class draws and what it fixes', () => {
    const [job] = jobsOf(made())
    expect(job).toMatchObject({
      workload: 'video',
      needs: { vramGiB: 24 },
      run: { referenceGpu: 'RTX 4090' },
    })
    const { refHours = 0 } = job?.run ?? {}
    expect(job?.deadlineHours).toBeCloseTo(2 * refHours + 1, 12)
    expect(job?.data?.outputGB).toBeCloseTo((job?.data?.inputGB ?? 0) / 10, 12)
  })

  test('without spreads of data, urgency and deadline have none', () => {
    const plain = buildClass({ inputGB: undefined, urgency: undefined, deadline: undefined })
    const [job] = jobsOf(made({ classes: [plain] }))
    expect(job?.data).toEqual({ inputGB: 0, outputGB: 0 })
    expect([job?.urgency, job?.deadlineHours]).toEqual([undefined, undefined])
  })

  test('come as often as the weight of their class says', () => {
    const classes = [buildClass({ weight: 3 }), buildClass({ workload: 'audio', weight: 1 })]
    const ids = idsOf(made({ days: 100, classes }))
    const audio = ids.filter((id) => id.startsWith('audio-')).length
    expect(Math.abs(audio / ids.length - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / ids.length))
  })

  test('are confidential as often as the shares say', () => {
    const levels = jobsOf(made({ days: 100 })).map(({ confidentiality }) => confidentiality)
    const share = levels.filter((level) => level === 'confidential').length / levels.length
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / levels.length))
  })

  test('do not change when another class gets another weight or is added', () => {
    const audio = buildClass({ workload: 'audio' })
    const before = new Map(jobsOf(made({ classes: [buildClass(), audio] })).map((job) => [job.id, job]))
    const changed = { classes: [buildClass(), { ...audio, weight: 5 }, buildClass({ workload: 'image' })] }
    const after = jobsOf(made(changed)).filter(({ id }) => before.has(id))
    expect(after.length).toBeGreaterThan(100)
    for (const job of after) expect(job).toEqual(before.get(job.id))
    expect(timesOf(made(changed))).toEqual(timesOf(made()))
  })

  test('keep everything else when one spread changes', () => {
    const changed = made({ classes: [buildClass({ refHours: { kind: 'fixed', value: 1 } })] })
    const inputs = (workload: Iterable<{ job: { data?: { inputGB?: number | undefined } | undefined } }>) =>
      Array.from(workload, ({ job }) => job.data?.inputGB)
    expect(inputs(changed)).toEqual(inputs(made()))
  })

  test('of two classes of one name differ, and are numbered through', () => {
    const jobs = jobsOf(made({ classes: [buildClass(), buildClass()] }))
    expect(new Set(jobs.map(({ run }) => run?.refHours)).size).toBe(jobs.length)
    expectSound(made({ classes: [buildClass(), buildClass()] }))
  })

  test('have ids with the prefix', () => {
    expect(idsOf(made({ idPrefix: 'night/', jobs: 1 }))).toEqual(['night/video-1'])
  })
})

const classes = fc.array(
  fc.record({
    weight: fc.nat(3),
    workload: fc.constantFrom('a', 'a-1', 'b'),
    hours: fc.constantFrom<SyntheticOptions['classes'][number]['refHours']>(
      { kind: 'fixed', value: 0 },
      { kind: 'exponential', mean: 1, least: 0.1 },
      { kind: 'lognormal', median: 1, percentile90: 1e6, most: 100 },
    ),
  }),
  { minLength: 1, maxLength: 4 },
)

property.prop([classes, fc.integer(), fc.integer({ min: 0, max: 60 })], { numRuns: 50 })(
  'any workload is in order, sound, with ids of their own, and the same each time',
  (drawn, seed, jobs) => {
    const all = drawn.map(({ hours, ...one }) => buildClass({ ...one, refHours: hours }))
    const first = buildClass({ workload: 'first' })
    const workload = made({ seed, days: undefined, jobs, classes: [first, ...all] })
    expectSound(workload)
    expect([...workload]).toHaveLength(jobs)
  },
)

test('another seed gives other jobs', () => {
  expect(timesOf(made({ seed: 2 }))).not.toEqual(timesOf(made({ seed: 1 })))
})

test.each<[string, Partial<SyntheticOptions>, string]>([
  ['neither days nor jobs', { days: undefined }, 'days: expected days or jobs'],
  ['no rate', { jobsPerHour: 0 }, 'jobsPerHour: '],
  ['no classes', { classes: [] }, 'classes: expected a class with a weight above 0'],
  ['no weight', { classes: [buildClass({ weight: 0 })] }, 'classes: expected a class with a weight above 0'],
  ['23 hours', { dayProfile: { hours: Array(23).fill(1) } }, 'dayProfile.hours: expected 24 factors'],
  [
    'no open hour',
    { dayProfile: { hours: Array(24).fill(0) } },
    'dayProfile.hours: expected a factor above 0',
  ],
  [
    'no shares',
    { classes: [buildClass({ confidentiality: {} })] },
    'classes.0.confidentiality: expected a share',
  ],
  [
    'a template that core refuses',
    { classes: [buildClass({ template: { needs: { vramGiB: -1 } } })] },
    'classes.0.template.needs.vramGiB: ',
  ],
  [
    'a deadline at the arrival',
    { classes: [buildClass({ deadline: { timesWork: 0, plusHours: 0 } })] },
    'classes.0.deadline: expected a deadline after the arrival',
  ],
])('%s is refused with its place', (_name, changes, issue) => {
  const [first] = build(changes)._unsafeUnwrapErr().issues
  expect(first?.startsWith(issue)).toBe(true)
})
