import { embeddedCatalog } from '@aima/gpu-catalog'
import {
  decide,
  describeWarning,
  explain,
  grantSite,
  parseJob,
  parseOffers,
  parsePolicy,
} from '@aima/gpu-core'
import { Result } from 'neverthrow'
import jobsFile from './jobs.json' with { type: 'json' }
import policiesFile from './policies.json' with { type: 'json' }
import workstationFile from './workstation.json' with { type: 'json' }

const nowMs = Date.now()

// What an administrator writes: jobs, one policy for each strategy, and a machine of the house.
const jobs = Result.combine(jobsFile.map(parseJob))._unsafeUnwrap()
const policies = Result.combine(policiesFile.map(parsePolicy))._unsafeUnwrap()
const { offers: owned } = parseOffers(workstationFile, 'local')._unsafeUnwrap()

// What the clouds ask: list prices with a date, which is why the policies allow them to be old.
const listing = (await embeddedCatalog().listOffers({}, { nowMs }))._unsafeUnwrap()
for (const warning of listing.warnings) console.log(`note: ${describeWarning(warning)}`)
const offers = [...grantSite(listing.offers, 'cloud'), ...owned]

for (const job of jobs) {
  const outcomes = policies.map((policy) => decide(job, offers, policy, { nowMs }))
  console.log(`\n${job.id} (${job.confidentiality})`)
  console.table(
    outcomes.map((outcome) =>
      outcome.match(
        ({ strategy, chosen: { offer, estimate } }) => ({
          strategy: strategy.kind,
          gpu: `${offer.gpuCount} × ${offer.gpu.model ?? offer.gpu.name}`,
          at: `${offer.provider} ${offer.place.region}`,
          bought: offer.purchase,
          USD: estimate.totalUsd.toFixed(2),
          hours: estimate.completionHours.toFixed(1),
        }),
        ({ kind }) => ({ strategy: kind }),
      ),
    ),
  )
  console.log(outcomes[0]?.match(explain, explain))
}
