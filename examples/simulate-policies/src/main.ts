import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Policy, parsePolicy } from '@aima/gpu-core'
import { renderReport } from '@aima/gpu-report'
import { compare, comparisonCsv, comparisonTable, mediaAnalysis, officeHours } from '@aima/gpu-simulator'
import { house } from './house.ts'
import { cloudMarket } from './market.ts'
import policiesFile from './policies.json' with { type: 'json' }

const startMs = Date.UTC(2026, 10, 2)
const days = 30
const seeds = 5

// What an administrator writes.
const policies: Record<string, Policy> = Object.fromEntries(
  Object.entries(policiesFile).map(([name, policy]) => [name, parsePolicy(policy)._unsafeUnwrap()]),
)

/** A month of video, image and audio analysis, of which a fifth must not leave the house. */
const jobs = (seed: number) =>
  mediaAnalysis({
    seed,
    startMs,
    days,
    jobsPerHour: 1.2,
    dayProfile: officeHours(1),
    confidentialShare: 0.2,
    uplinkMbps: 500,
    downlinkMbps: 500,
  })._unsafeUnwrap()

console.log(`${Object.keys(policies).length} policies, each over ${seeds} months that differ by luck.\n`)
const market = await cloudMarket(startMs, days + 10) // the last jobs end after the month
const compared = await compare({ policies, jobs, market, localGpus: house, seeds, reconsiderHours: 4 })
const comparison = compared._unsafeUnwrap()
console.log(comparisonTable(comparison))

const front = comparison.policies.filter(({ isOnFront }) => isOnFront).map(({ name }) => name)
console.log(`
On the front of cost and completion: ${front.join(', ')}.
Each other policy is beaten by one of these in both. Which of these is right depends on what an hour is worth.
${comparison.violations.length} broken rules: confidential jobs stayed in the house, and every dollar is explained.`)

const files = {
  'report.html': renderReport(comparison, { title: 'A month of media analysis' }),
  'comparison.csv': comparisonCsv(comparison),
  'comparison.json': JSON.stringify(comparison),
}
console.log()
for (const [name, text] of Object.entries(files)) {
  const path = join(import.meta.dirname, '..', name)
  writeFileSync(path, text)
  console.log(`wrote ${path} (${(text.length / 1000).toFixed(0)} kB)`)
}
