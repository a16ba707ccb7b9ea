import { test as nodeTest } from 'node:test'
import { describe, expect, expectTypeOf, it, test } from 'vitest'
import {
  type CreateLeaseStore,
  type DefineLeaseTest,
  leaseStoreContract,
} from '../../src/lease/lease-store-contract.ts'
import { createMemoryLeases } from '../../src/lease/memory-leases.ts'
import { brokenStores, carefulStore } from './broken-stores.ts'

const brokenPromises = async (create: CreateLeaseStore): Promise<readonly string[]> => {
  const runs: { readonly promise: string; readonly run: () => Promise<void> }[] = []
  leaseStoreContract((promise, run) => runs.push({ promise, run }), create)
  const ends = await Promise.all(
    runs.map(({ promise, run }) =>
      run().then(
        () => [],
        () => [promise],
      ),
    ),
  )
  return ends.flat()
}

describe('the contract of a store', () => {
  test('can be registered with vitest, node:test and anything like them', () => {
    expectTypeOf(it).toExtend<DefineLeaseTest>()
    expectTypeOf(nodeTest).toExtend<DefineLeaseTest>()
  })

  test('has promises that differ', () => {
    const promises: string[] = []
    leaseStoreContract((promise) => promises.push(promise), createMemoryLeases)
    expect(new Set(promises).size).toBe(promises.length)
    expect(promises.length).toBeGreaterThan(25)
  })

  test('is kept by a store that is made in its time', async () => {
    expect(await brokenPromises(async (context) => createMemoryLeases(context))).toEqual([])
  })

  test('is kept by the store of which the broken ones are made', async () => {
    expect(await brokenPromises(carefulStore)).toEqual([])
  })

  test.each(brokenStores)('notices a store that $flaw', async ({ create, notices }) => {
    expect(await brokenPromises(create)).toContainEqual(expect.stringMatching(notices))
  })
})
