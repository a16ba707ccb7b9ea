import { fc, test } from '@fast-check/vitest'
import { double, drop, expectAllFound, mutantsAt, placesOf } from './mutants.ts'
import { soundEvents } from './sound-events.ts'

const wrongNumber = fc.oneof(
  fc
    .double({ min: 1.000001, max: 10, noNaN: true })
    .map((factor) => (value: number) => value * factor + 1e-6),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1).map((number) => () => number),
)

test.prop([
  soundEvents,
  wrongNumber,
  fc.constantFrom('quantity' as const, 'usdPerUnit' as const, 'usd' as const),
])('a changed number in a bill is always found', (events, wrong, field) => {
  const asBilled = mutantsAt(events, placesOf(events, 'billed'), (event) => ({
    ...event,
    line: { ...event.line, [field]: wrong(event.line[field]) },
  }))
  const asTold = mutantsAt(
    events,
    placesOf(events, 'ended').filter(({ event }) => event.outcome.bill.length > 0),
    (event) => ({
      ...event,
      outcome: {
        ...event.outcome,
        bill: event.outcome.bill.map((line, index) =>
          index === 0 ? { ...line, [field]: wrong(line[field]) } : line,
        ),
      },
    }),
  )
  expectAllFound([...asBilled, ...asTold], 'unexplained-dollar')
})

test.prop([soundEvents, wrongNumber])('a changed cost of a job is always found', (events, wrong) => {
  expectAllFound(
    mutantsAt(events, placesOf(events, 'ended'), (event) => ({
      ...event,
      outcome: { ...event.outcome, usd: wrong(event.outcome.usd) },
    })),
    'unexplained-dollar',
  )
})

test.prop([soundEvents])('a line that is lost, doubled or for another machine is always found', (events) => {
  const lines = placesOf(events, 'billed')
  expectAllFound(
    [
      ...lines.map((place) => drop(events, place)),
      ...lines.map((place) => double(events, place)),
      ...mutantsAt(
        events,
        lines.filter(({ event }) => event.line.item === 'compute'),
        (event) => ({ ...event, line: { ...event.line, offerId: 'never-had' } }),
      ),
    ],
    'unexplained-dollar',
  )
})
