import assert from 'node:assert/strict'
import { type Bench, holdersOf, holds, type LeaseCheck, takeOne, ttlMs } from './lease-check.ts'
import type { Lease } from './lease-store.ts'

/** Sends requests at once and gives the leases of each that got them. */
const race = async (
  { store }: Bench,
  requests: readonly (readonly string[])[],
): Promise<readonly (readonly Lease[])[]> => {
  const ends = await Promise.all(
    requests.map((resources, index) => store.acquire({ resources, holder: `racer ${index}`, ttlMs })),
  )
  return ends.flatMap((end) => {
    if (end.isOk()) return [end.value]
    assert.equal(end.error.kind, 'taken')
    return []
  })
}

const racers = (
  count: number,
  resources: (index: number) => readonly string[],
): readonly (readonly string[])[] => Array.from({ length: count }, (_, index) => resources(index))

/** Several who ask at once. */
export const raceChecks: readonly LeaseCheck[] = [
  {
    promise: 'has exactly one winner among those who ask at once',
    run: async (bench) => {
      const won = await race(
        bench,
        racers(50, () => ['a']),
      )
      assert.equal(won.length, 1)
      assert.equal((await holdersOf(bench, 'a')).length, 1)
    },
  },
  {
    promise: 'has exactly one winner when they ask for the same in another order',
    run: async (bench) => {
      const won = await race(
        bench,
        racers(20, (index) => (index % 2 === 0 ? ['a', 'b'] : ['b', 'a'])),
      )
      assert.equal(won.length, 1)
      const holders = new Set(won.flat().map(({ holder }) => holder))
      assert.equal(holders.size, 1)
    },
  },
  {
    promise: 'leases nothing twice and leaves nothing half taken when requests overlap',
    run: async (bench) => {
      const names = ['a', 'b', 'c', 'd', 'e']
      const won = await race(
        bench,
        racers(30, (index) => [names[index % 5] ?? 'a', names[(index + 1) % 5] ?? 'b']),
      )
      const taken = won.flat().map(({ resource }) => resource)
      assert.equal(new Set(taken).size, taken.length, 'a resource was leased twice')
      assert.ok(won.length >= 1)
      assert.equal((await holdersOf(bench, ...names)).length, taken.length)
    },
  },
  {
    promise: 'has one winner when a lease ends and everybody asks',
    run: async (bench) => {
      const late = await takeOne(bench, 'one')
      bench.pass(ttlMs)
      const [renewal, won] = await Promise.all([
        bench.store.renew(late, ttlMs),
        race(
          bench,
          racers(10, () => ['a']),
        ),
      ])
      assert.ok(renewal.isErr(), 'a lease that has ended was renewed')
      const [lease] = won[0] ?? []
      assert.ok(won.length === 1 && lease)
      assert.ok(lease.token > late.token)
      await holds(bench, lease)
    },
  },
]
