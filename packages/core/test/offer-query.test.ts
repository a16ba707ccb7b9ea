import { expect, test } from 'vitest'
import { mergePolicies, offerQuery } from '../src/index.ts'
import { cheapest, jobOf, policyOf } from './builders.ts'

test('a query has the needs of the job and no country where none is asked for', () => {
  expect(offerQuery(jobOf({ needs: { gpuCount: 2, cudaVersion: 12.1 } }), cheapest)).toEqual({
    gpuCount: 2,
    cudaVersion: 12.1,
  })
})

test('a query names the countries that every circle allows', () => {
  const organisation = policyOf(cheapest.strategy, { residency: { countries: ['EEA', 'CH'] } })
  const team = policyOf(cheapest.strategy, {
    clearance: { internal: { countries: ['NO', 'CH', 'DE', 'US'] } },
  })
  const job = jobOf({ clearance: { countries: ['CH', 'NO', 'FR'] } })
  expect(offerQuery(job, mergePolicies(organisation, team)).countries).toEqual(['CH', 'NO'])
})

test('a query allows no country where the circles have none in common', () => {
  const job = jobOf({ clearance: { countries: ['US'] } })
  expect(
    offerQuery(job, policyOf(cheapest.strategy, { residency: { countries: ['EU'] } })).countries,
  ).toEqual([])
})
