import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { type Agenda, type Appointment, createAgenda } from '../../src/engine/agenda.ts'

const workOff = (agenda: Agenda): void => {
  while (agenda.nextMs() < Number.POSITIVE_INFINITY) agenda.doNext()
}

/** An agenda, and what was done in it. */
const begin = () => {
  const agenda = createAgenda()
  const done: string[] = []
  const plan = (atMs: number, name: string, then?: () => void): Appointment =>
    agenda.plan(atMs, () => {
      done.push(name)
      then?.()
    })
  return { agenda, done, plan }
}

test('an empty agenda has nothing ahead', () => {
  const { agenda, done } = begin()
  expect(agenda.nextMs()).toBe(Number.POSITIVE_INFINITY)
  agenda.doNext()
  expect(done).toEqual([])
})

test('what comes first is done first, and at the same time what was planned first', () => {
  const { agenda, done, plan } = begin()
  for (const [atMs, name] of [
    [5, 'b'],
    [3, 'a'],
    [5, 'c'],
    [9, 'e'],
    [5, 'd'],
  ] as const)
    plan(atMs, name)
  expect(agenda.nextMs()).toBe(3)
  workOff(agenda)
  expect(done.join('')).toBe('abcde')
})

test('what is cancelled is not done, also while its moment is worked off', () => {
  const { agenda, done, plan } = begin()
  const early = plan(1, 'early')
  const later: Appointment[] = []
  plan(2, 'first', () => later[0]?.cancel())
  later.push(plan(2, 'second'))
  plan(2, 'third')
  early.cancel()
  expect(agenda.nextMs()).toBe(2)
  workOff(agenda)
  expect(done).toEqual(['first', 'third'])
})

test('cancelling twice, or after it was done, does nothing', () => {
  const { agenda, done, plan } = begin()
  const one = plan(1, 'one')
  workOff(agenda)
  one.cancel()
  one.cancel()
  plan(1, 'two')
  workOff(agenda)
  expect(done).toEqual(['one', 'two'])
})

test('what is planned for the moment that is worked off comes after all that was planned for it', () => {
  const { agenda, done, plan } = begin()
  plan(2, 'a', () => plan(2, 'd', () => plan(2, 'e')))
  plan(2, 'b', () => plan(3, 'f'))
  plan(2, 'c')
  workOff(agenda)
  expect(done.join('')).toBe('abcdef')
})

test('looking ahead changes nothing: something earlier can still be planned', () => {
  const { agenda, done, plan } = begin()
  plan(5, 'c')
  plan(5, 'd')
  expect(agenda.nextMs()).toBe(5)
  plan(4, 'b')
  expect(agenda.nextMs()).toBe(4)
  plan(3, 'a')
  plan(5, 'e')
  workOff(agenda)
  expect(done.join('')).toBe('abcde')
})

test('a moment with very many things is worked off in time that grows with their number', () => {
  const { agenda, done, plan } = begin()
  const many = 50_000
  for (let index = 0; index < many; index += 1) plan(1, 'now', () => plan(2 + index, 'later'))
  workOff(agenda)
  // With its square it would take minutes, and the test would run out of time.
  expect(done.length).toBe(2 * many)
})

type Step = { readonly atMs: number; readonly cancels: number; readonly plans: readonly number[] }

const steps = fc.array(
  fc.record<Step>({
    atMs: fc.nat(6),
    cancels: fc.integer({ min: -5, max: 30 }),
    plans: fc.array(fc.nat(3), { maxLength: 2 }),
  }),
  { maxLength: 30 },
)

/** What a plain list that is sorted again for each look would do. */
const doneByList = (list: readonly Step[]): readonly number[] => {
  const open: { atMs: number; name: number; step: Step | undefined }[] = []
  const done: number[] = []
  let planned = 0
  const add = (atMs: number, step: Step | undefined): void => {
    open.push({ atMs, name: planned, step })
    planned += 1
  }
  for (const step of list) add(step.atMs, step)
  while (open.length > 0) {
    open.sort((one, other) => one.atMs - other.atMs || one.name - other.name)
    const entry = open.shift()
    if (entry === undefined) break
    done.push(entry.name)
    for (const delay of entry.step?.plans ?? []) add(entry.atMs + delay, undefined)
    const cancelled = open.findIndex(({ name }) => name === entry.step?.cancels)
    if (cancelled >= 0) open.splice(cancelled, 1)
  }
  return done
}

property.prop([steps], { numRuns: 300 })('it does what a sorted list would do', (list) => {
  const agenda = createAgenda()
  const appointments: Appointment[] = []
  const done: number[] = []
  const add = (atMs: number, step: Step | undefined): void => {
    const name = appointments.length
    appointments.push(
      agenda.plan(atMs, () => {
        done.push(name)
        for (const delay of step?.plans ?? []) add(atMs + delay, undefined)
        appointments[step?.cancels ?? -1]?.cancel()
      }),
    )
  }
  for (const step of list) add(step.atMs, step)
  workOff(agenda)
  expect(done).toEqual(doneByList(list))
})
