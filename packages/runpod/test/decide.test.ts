import { decide, grantSite, type Job } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { createRunpod } from '../src/index.ts'
import { answeringHttp } from './answering-http.ts'
import { dataCentersReply, nowMs } from './fixtures.ts'
import { gpusReply } from './market.ts'

const { http } = answeringHttp(({ url, query = {} }) => {
  const { cloud, count } = query
  return String(url).endsWith('/datacenters') ? dataCentersReply : gpusReply(String(cloud), Number(count))
})

const decideFor = async (job: Omit<Job, 'id' | 'confidentiality'>) => {
  const source = createRunpod({ apiKey: 'rpa_not_a_real_key', counts: [1, 8], http })
  const { offers } = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
  const whole: Job = { id: 'a', confidentiality: 'internal', run: { refHours: 2 }, ...job }
  return decide(whole, grantSite(offers, 'cloud'), { strategy: { kind: 'cost-first' } }, { nowMs })
}

test('the cheapest stock of all is with the community', async () => {
  const decision = (
    await decideFor({ needs: { vramGiB: 24, cudaVersion: 11.8, diskGB: 100 } })
  )._unsafeUnwrap()
  expect(decision.chosen.offer.id).toBe('runpod/community/anywhere/NVIDIA GeForce RTX 4090/1')
})

test('rules on countries, trust and certificates lead to the one data centre that fulfils them', async () => {
  const clearance = {
    countries: ['EEA'],
    leastTrust: 'certified',
    certifications: ['GDPR', 'iso-27001'],
  } as const
  const decision = (await decideFor({ needs: { cudaVersion: 12.4 }, clearance }))._unsafeUnwrap()
  expect(decision.chosen.offer.id).toBe('runpod/secure/EU-RO-1/NVIDIA GeForce RTX 4090/1')
  expect(decision.alternatives.map(({ offer }) => offer.id)).toEqual([
    'runpod/secure/EU-RO-1/NVIDIA H200 NVL/1',
  ])
})

test('what is sold out is refused for that reason', async () => {
  const error = (await decideFor({ needs: { allowedModels: ['L4'] } }))._unsafeUnwrapErr()
  const rejections = error.kind === 'no-suitable-offer' ? error.rejections : []
  const kinds = rejections.filter(({ offerId }) => offerId.includes('L4')).map(({ kind }) => kind)
  expect(new Set(kinds)).toEqual(new Set(['out-of-stock']))
})
