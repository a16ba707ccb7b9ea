import { embeddedCatalog } from '@aima/gpu-catalog'
import {
  decide,
  describeListError,
  describeWarning,
  explain,
  grantSite,
  type OfferSource,
  parseJob,
  parsePolicy,
  type Site,
} from '@aima/gpu-core'
import { localGpus } from '@aima/gpu-local'
import { createRunpod } from '@aima/gpu-runpod'
import { createVastai } from '@aima/gpu-vastai'
import { Result } from 'neverthrow'
import { house } from './house.ts'
import jobsFile from './jobs.json' with { type: 'json' }
import policiesFile from './policies.json' with { type: 'json' }

const nowMs = Date.now()

// What an administrator writes: jobs, and one policy for each strategy.
const jobs = Result.combine(jobsFile.map(parseJob))._unsafeUnwrap()
const policies = Result.combine(policiesFile.map(parsePolicy))._unsafeUnwrap()

/** Lists the offers of a source, grants them the site, and says how it went. */
const listAloud = async (source: OfferSource, site: Site) => {
  const listing = await source.listOffers({ diskGB: 100 }, { nowMs, signal: AbortSignal.timeout(60_000) })
  if (listing.isErr()) console.log(`${source.id}: failed: ${describeListError(listing.error)}`)
  const { offers, warnings } = listing.unwrapOr({ offers: [], warnings: [] })
  const days = (nowMs - Math.min(...offers.map(({ observedAtMs }) => observedAtMs))) / 86_400_000
  if (offers.length > 0)
    console.log(`${source.id}: ${offers.length} offers, up to ${days.toFixed(0)} days old`)
  for (const warning of warnings) console.log(`  note: ${describeWarning(warning)}`)
  return grantSite(offers, site)
}

// What the clouds ask: list prices with a date, and with `--live` also what RunPod and Vast.ai ask now.
const live = process.argv.includes('--live') ? [createRunpod(), createVastai()] : []
const rented = [embeddedCatalog(), ...live].map((source) => listAloud(source, 'cloud'))
const offers = (await Promise.all([listAloud(localGpus(house), 'local'), ...rented])).flat()

for (const job of jobs) {
  const outcomes = policies.map((policy) => decide(job, offers, policy, { nowMs }))
  const rows = outcomes.map((outcome) =>
    outcome.match(
      ({ strategy, chosen: { offer, estimate } }) => ({
        strategy: strategy.kind,
        gpu: `${offer.gpuCount} × ${offer.gpu.model ?? offer.gpu.name}, ${offer.purchase}`,
        at: `${offer.provider} ${offer.place.region}`,
        cost: `${estimate.totalUsd.toFixed(2)} USD, ${estimate.completionHours.toFixed(1)} h`,
      }),
      ({ kind }) => ({ strategy: kind }),
    ),
  )
  console.log(`\n${job.id} (${job.confidentiality})`)
  console.table(rows)
  console.log(outcomes[0]?.match(explain, explain))
}
