import { embeddedCatalog } from '@aima/gpu-catalog'
import {
  decide,
  describeListError,
  describeWarning,
  explain,
  grantSite,
  type OfferSource,
  parseJob,
  parseOffers,
  parsePolicy,
} from '@aima/gpu-core'
import { createRunpod } from '@aima/gpu-runpod'
import { createVastai } from '@aima/gpu-vastai'
import { Result } from 'neverthrow'
import jobsFile from './jobs.json' with { type: 'json' }
import policiesFile from './policies.json' with { type: 'json' }
import workstationFile from './workstation.json' with { type: 'json' }

const nowMs = Date.now()

// What an administrator writes: jobs, one policy for each strategy, and a machine of the house.
const jobs = Result.combine(jobsFile.map(parseJob))._unsafeUnwrap()
const policies = Result.combine(policiesFile.map(parsePolicy))._unsafeUnwrap()
const { offers: owned } = parseOffers(workstationFile, 'local')._unsafeUnwrap()

/** Lists the offers of a source and says how it went. */
const listAloud = async (source: OfferSource) => {
  const listing = await source.listOffers({ diskGB: 100 }, { nowMs, signal: AbortSignal.timeout(60_000) })
  if (listing.isErr()) console.log(`${source.id}: failed: ${describeListError(listing.error)}`)
  const { offers, warnings } = listing.unwrapOr({ offers: [], warnings: [] })
  const days = (nowMs - Math.min(...offers.map(({ observedAtMs }) => observedAtMs))) / 86_400_000
  if (offers.length > 0)
    console.log(`${source.id}: ${offers.length} offers, up to ${days.toFixed(0)} days old`)
  for (const warning of warnings) console.log(`  note: ${describeWarning(warning)}`)
  return grantSite(offers, 'cloud')
}

// What the clouds ask: list prices with a date, and with `--live` also what RunPod and Vast.ai ask now.
const live = process.argv.includes('--live') ? [createRunpod(), createVastai()] : []
const listed = (await Promise.all([embeddedCatalog(), ...live].map(listAloud))).flat()

for (const job of jobs) {
  const outcomes = policies.map((policy) => decide(job, [...listed, ...owned], policy, { nowMs }))
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
