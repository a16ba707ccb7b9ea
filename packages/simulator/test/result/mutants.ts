import { expect } from 'vitest'
import type { SimulationEvent } from '../../src/events/simulation-event.ts'
import { createAuditor } from '../../src/result/auditor.ts'
import type { Invariant, Violation } from '../../src/result/violation.ts'

export type Events = readonly SimulationEvent[]

/** An event, and where in its sequence it stands. */
export interface Place<Event extends SimulationEvent = SimulationEvent> {
  readonly index: number
  readonly event: Event
}

type EventOf<Kind extends SimulationEvent['kind']> = Extract<SimulationEvent, { readonly kind: Kind }>

export const placesOf = <Kind extends SimulationEvent['kind']>(
  events: Events,
  kind: Kind,
): readonly Place<EventOf<Kind>>[] =>
  events.flatMap((event, index) => (event.kind === kind ? [{ index, event: event as EventOf<Kind> }] : []))

export const drop = (events: Events, { index }: Place): Events => events.toSpliced(index, 1)

export const double = (events: Events, { index, event }: Place): Events => events.toSpliced(index, 0, event)

export const replace = (events: Events, { index }: Place, event: SimulationEvent): Events =>
  events.with(index, event)

/** Exchanges an event and the next. */
export const swap = (events: Events, { index, event }: Place): Events => {
  const next = events[index + 1]
  return next === undefined ? events : events.with(index, next).with(index + 1, event)
}

/** All that an auditor says of events, to the end. */
export const audit = (events: Events): readonly Violation[] => {
  const auditor = createAuditor()
  const found = events.flatMap((event) => auditor.take(event))
  return [...found, ...auditor.finish(events.at(-1)?.atMs ?? 0)]
}

const auditedInvariants = (events: Events): readonly Invariant[] =>
  audit(events).map(({ invariant }) => invariant)

/** Every mutant must be found, and as the rule that it breaks. */
export const expectAllFound = (mutants: readonly Events[], invariant: Invariant): void => {
  for (const mutant of mutants) expect(auditedInvariants(mutant)).toContain(invariant)
}

/** A mutant for each place, with the event there changed. */
export const mutantsAt = <Event extends SimulationEvent>(
  events: Events,
  places: readonly Place<Event>[],
  change: (event: Event) => SimulationEvent,
): readonly Events[] => places.map((place) => replace(events, place, change(place.event)))
