import { err, ok } from 'neverthrow'
import { thenable } from '../place/thenable.ts'
import type { Random } from './random.ts'

const boom = (): never => {
  throw new Error('boom')
}

const selfContaining = (): unknown => {
  const list: unknown[] = []
  list.push(list)
  return list
}

/** Answers that are none, as a user's adapter may give. */
const answers: readonly [() => unknown, ...(() => unknown)[]] = [
  boom,
  () => Promise.reject(new Error('boom')),
  () => Promise.reject(undefined),
  () => undefined,
  () => null,
  () => 'offers',
  () => ({}),
  () => ({ isOk: boom }),
  () => ({ isOk: () => true, value: undefined }),
  () => ({ isOk: () => false, error: 'no' }),
  () => ok(null),
  () => ok({ offers: 'many', warnings: [], observedAtMs: 0 }),
  () => ok({ offers: [null, 5, 'x', {}, []], warnings: [], observedAtMs: 0 }),
  () => ok({ offers: selfContaining(), warnings: selfContaining(), observedAtMs: 0 }),
  () => ok({ offers: [], warnings: [], observedAtMs: Number.NaN }),
  () =>
    ok({
      get offers() {
        return boom()
      },
      warnings: [],
      observedAtMs: 0,
    }),
  () =>
    thenable((answer, reject) => [
      answer(err({ kind: 'unknown' })),
      reject(new Error('boom')),
      answer(ok('x')),
    ]),
  () => thenable(boom),
]

/** Gives one of them. */
export const nonsense = (random: Random): unknown => random.pick(answers)()
