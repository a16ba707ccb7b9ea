import { decide, grantSite, type Job, offerQuery, type Policy } from '@aima/gpu-core'
import { withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createAzure } from '../src/index.ts'
import { nowMs, subscriptionId } from './fixtures.ts'
import { marketRoutes } from './market.ts'

const policy: Policy = { strategy: { kind: 'cost-first' } }

const decideFor = (changes: Omit<Job, 'id' | 'confidentiality' | 'run'>, id = subscriptionId) =>
  withReplayServer(marketRoutes(), async ({ baseUrl }) => {
    const job: Job = { id: 'a', confidentiality: 'internal', run: { refHours: 2 }, ...changes }
    const source = createAzure({
      pricesBaseUrl: baseUrl,
      managementBaseUrl: baseUrl,
      subscriptionId: id,
      ...(id === '' ? {} : { accessToken: async () => 'a-token' }),
    })
    const { offers } = (await source.listOffers(offerQuery(job, policy), { nowMs }))._unsafeUnwrap()
    return decide(job, grantSite(offers, 'cloud'), policy, { nowMs })
  })

const euJob = { needs: { vramGiB: 80 }, clearance: { countries: ['EU'], leastTrust: 'certified' } } as const

test('a job for the EU gets the cheapest there, as far as prices alone can tell', async () => {
  const decision = (await decideFor(euJob, ''))._unsafeUnwrap()
  expect(decision.chosen.offer.id).toBe('azure/westeurope/Standard_NC24ads_A100_v4/spot')
})

test('with an account it gets what the quotas of the subscription leave', async () => {
  const decision = (await decideFor(euJob))._unsafeUnwrap()
  expect(decision.chosen.offer.id).toBe('azure/westeurope/Standard_NC24ads_A100_v4/on-demand')
})

test('what a subscription may not deploy is refused for want of stock, and the offer says why', async () => {
  const error = (await decideFor({ needs: { gpuCount: 8, allowedModels: ['H100-SXM5'] } }))._unsafeUnwrapErr()
  const rejections = error.kind === 'no-suitable-offer' ? error.rejections : []
  const ofH100 = rejections.filter(({ offerId }) => offerId.includes('ND96isr_H100_v5'))
  expect(new Set(ofH100.map(({ kind }) => kind))).toEqual(new Set(['out-of-stock']))
})
