import { createAws } from '@aima/gpu-aws'
import { createAzure } from '@aima/gpu-azure'
import { embeddedCatalog } from '@aima/gpu-catalog'
import { decide, explain, parseJob, parsePolicy } from '@aima/gpu-core'
import { createGcp } from '@aima/gpu-gcp'
import { localGpus } from '@aima/gpu-local'
import { createRunpod } from '@aima/gpu-runpod'
import { createVastai } from '@aima/gpu-vastai'
import { Result } from 'neverthrow'
import { house } from './house.ts'
import jobsFile from './jobs.json' with { type: 'json' }
import { listAloud } from './list-aloud.ts'
import policiesFile from './policies.json' with { type: 'json' }

const nowMs = Date.now()

// What an administrator writes: jobs, and one policy for each strategy.
const jobs = Result.combine(jobsFile.map(parseJob))._unsafeUnwrap()
const policies = Result.combine(policiesFile.map(parsePolicy))._unsafeUnwrap()

// What the clouds ask: list prices with a date, and with `--live` also what each asks now, as far as this machine has accounts.
const clouds = [createRunpod(), createVastai(), createAws(), createGcp(), createAzure()]
const live = process.argv.includes('--live') ? clouds : []
if (live.length === 0)
  console.log(`not asked: ${clouds.map(({ id }) => id).join(', ')} (npm start -- --live asks them)`)
const rented = [embeddedCatalog(), ...live].map((source) => listAloud(source, 'cloud', nowMs))
const offers = (await Promise.all([listAloud(localGpus(house), 'local', nowMs), ...rented])).flat()

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
