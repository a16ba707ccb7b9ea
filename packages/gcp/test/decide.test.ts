import { decide, grantSite, type Job, offerQuery, type Policy } from '@aima/gpu-core'
import { withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createGcp } from '../src/index.ts'
import { nowMs } from './fixtures.ts'
import { marketRoutes } from './market.ts'
import { fullAccess } from './visit.ts'

const policy: Policy = { strategy: { kind: 'cost-first' } }

const decideFor = (changes: Partial<Job>) =>
  withReplayServer(marketRoutes(), async ({ baseUrl }) => {
    const job: Job = { id: 'a', confidentiality: 'internal', run: { refHours: 2 }, ...changes }
    const source = createGcp({ ...fullAccess, billingBaseUrl: baseUrl, computeBaseUrl: baseUrl })
    const { offers } = (await source.listOffers(offerQuery(job, policy), { nowMs }))._unsafeUnwrap()
    return decide(job, grantSite(offers, 'cloud'), policy, { nowMs })
  })

test('the cheapest GPU of a country is chosen over what is cheaper elsewhere', async () => {
  const decision = await decideFor({
    needs: { vramGiB: 24 },
    clearance: { countries: ['EU'], leastTrust: 'certified' },
  })
  expect(decision._unsafeUnwrap().chosen.offer.place.country).toBe('NL')
})

test('what no plain order brings is refused for that reason, and Spot of it is not', async () => {
  const decision = await decideFor({ needs: { allowedModels: ['H100-SXM5'] } })
  const { chosen, rejections } = decision._unsafeUnwrap()
  expect(chosen.offer.purchase).toBe('spot')
  const kinds = rejections.flatMap(({ offerId, kind }) =>
    offerId.includes('a3-highgpu-1g/on-demand') ? [kind] : [],
  )
  expect(kinds).toContain('out-of-stock')
})

test('what the quota forbids is refused for that reason', async () => {
  const decision = await decideFor({ needs: { vramGiB: 24, gpuCount: 2 } })
  const kinds = decision
    ._unsafeUnwrap()
    .rejections.flatMap(({ offerId, kind }) => (offerId.includes('g2-standard-24/on-demand') ? [kind] : []))
  expect(kinds).toContain('out-of-stock')
})
