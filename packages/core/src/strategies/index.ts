import { match } from 'ts-pattern'
import type { Strategy } from '../strategy.ts'
import { balanced } from './balanced.ts'
import { carbon } from './carbon.ts'
import { costFirst } from './cost-first.ts'
import { deadline } from './deadline.ts'
import { decisionMatrix } from './decision-matrix.ts'
import { prepareLocalFirst } from './local-first.ts'
import type { Field, Preference } from './preference.ts'
import { providerPriority } from './provider-priority.ts'
import { urgent } from './urgent.ts'

/** How a strategy ranks a field of quotes. */
export const preferenceOf = (strategy: Strategy, field: Field): Preference =>
  match(strategy)
    .with({ kind: 'cost-first' }, (costs) => costFirst(costs, field))
    .with({ kind: 'local-first' }, (local) => prepareLocalFirst(preferenceOf)(local, field))
    .with({ kind: 'provider-priority' }, (priority) => providerPriority(priority, field))
    .with({ kind: 'balanced' }, (balance) => balanced(balance, field))
    .with({ kind: 'urgent' }, (urgency) => urgent(urgency, field))
    .with({ kind: 'deadline' }, (due) => deadline(due, field))
    .with({ kind: 'carbon' }, (grams) => carbon(grams, field))
    .with({ kind: 'decision-matrix' }, (matrix) => decisionMatrix(matrix, field))
    .exhaustive()
