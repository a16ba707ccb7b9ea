import { decide, grantSite, type Job, offerQuery, type Policy } from '@aima/gpu-core'
import { withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createScaleway } from '../src/index.ts'
import { nowMs, usdPerEur } from './fixtures.ts'
import { marketRoutes } from './market.ts'

const policy: Policy = { strategy: { kind: 'cost-first' } }

const decideFor = (changes: Omit<Job, 'id' | 'confidentiality' | 'run'>) =>
  withReplayServer(marketRoutes(), async ({ baseUrl }) => {
    const job: Job = { id: 'a', confidentiality: 'internal', run: { refHours: 2 }, ...changes }
    const source = createScaleway({ baseUrl, usdPerEur })
    const { offers } = (await source.listOffers(offerQuery(job, policy), { nowMs }))._unsafeUnwrap()
    return decide(job, grantSite(offers, 'cloud'), policy, { nowMs })
  })

test('a job for the EU gets what does it for the least money, which is not the lowest hourly price', async () => {
  const decision = await decideFor({
    needs: { vramGiB: 24, cudaVersion: 12.4 },
    clearance: { countries: ['EU'], leastTrust: 'datacenter' },
  })
  expect(decision._unsafeUnwrap().chosen.offer.id).toBe('scaleway/fr-par-2/H100-1-80G')
})

test('a rule on audited certificates refuses all of it', async () => {
  const error = (await decideFor({ clearance: { leastTrust: 'certified' } }))._unsafeUnwrapErr()
  expect(error.kind).toBe('no-suitable-offer')
})

test('what is sold out is refused for that reason', async () => {
  const error = (await decideFor({ needs: { gpuCount: 8 } }))._unsafeUnwrapErr()
  const rejections = error.kind === 'no-suitable-offer' ? error.rejections : []
  const ofEight = rejections.filter(({ offerId }) => offerId.includes('SXM-8'))
  expect(new Set(ofEight.map(({ kind }) => kind))).toEqual(new Set(['out-of-stock']))
})
