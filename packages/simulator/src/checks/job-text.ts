import type { JobOutcome, RefusalCounts, Stay } from '../result/job-outcome.ts'

/**
 * Writes an amount with at most six significant digits.
 *
 * @param amount - In any unit.
 * @example
 * amountText(0.1 + 0.2) // => '0.3'
 */
export const amountText = (amount: number): string => String(Number(amount.toPrecision(6)))

const stayText = ({ offerId, provider, site, purchase, gpu, gpuCount, end }: Stay): string => {
  const machine = `${offerId} [${provider}, ${site}, ${purchase}, ${gpuCount} x ${gpu}]`
  return end === 'done' ? machine : `${machine} until ${end}`
}

const machinesText = ({ stays }: JobOutcome): string =>
  stays.length === 0 ? 'no machine' : `on ${stays.map(stayText).join(', then ')}`

const refusalsText = (refusals: RefusalCounts): string => {
  const counts = Object.entries(refusals).map(([kind, count]) => `${kind} of ${count} offers`)
  return counts.length === 0 ? '' : ` (${counts.join(', ')})`
}

/**
 * Writes what became of a job in one line: id, class, end with reasons, machines, money and time.
 *
 * @param job - The outcome.
 * @example
 * const job = { jobId: 'a', confidentiality: 'public', workload: null, end: 'refused', refusals: { 'out-of-stock': 2 }, stays: [], usd: 0 }
 * jobText({ ...job, waitHours: 0, completionHours: 0, lateHours: null }) // => 'a (public): refused (out-of-stock of 2 offers); no machine; 0 USD, waited 0 h, 0 h in all'
 */
export const jobText = (job: JobOutcome): string => {
  const { jobId, confidentiality, workload, end, refusals, usd, waitHours, completionHours, lateHours } = job
  const nature = workload === null ? confidentiality : `${confidentiality}, ${workload}`
  const late = lateHours === null || lateHours === 0 ? '' : `, ${amountText(lateHours)} h late`
  const times = `waited ${amountText(waitHours)} h, ${amountText(completionHours)} h in all${late}`
  return `${jobId} (${nature}): ${end}${refusalsText(refusals)}; ${machinesText(job)}; ${amountText(usd)} USD, ${times}`
}

/** How many offenders are written out. */
const mostShown = 5

/**
 * Writes a headline and under it the first five offenders.
 *
 * @param headline - What was expected and what was seen.
 * @param offenders - One line each.
 * @example
 * withOffenders('Two:', ['a', 'b']) // => 'Two:\n  a\n  b'
 */
export const withOffenders = (headline: string, offenders: readonly string[]): string => {
  const left = offenders.length - mostShown
  const shown = offenders.slice(0, mostShown).map((offender) => `  ${offender}`)
  return [headline, ...shown, ...(left > 0 ? [`  and ${left} more`] : [])].join('\n')
}
