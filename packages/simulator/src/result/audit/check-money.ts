import type { BillItem, BillLine } from '../bill-line.ts'
import type { JobOutcome } from '../job-outcome.ts'
import { type Breach, breach, type OpenJob } from './open-job.ts'

/** Two amounts are the same when they differ by no more than this share of the larger one. Source: cost-model.md, tolerance for tests. */
const tolerance = 1e-9

const unitOf: Readonly<Record<BillItem, BillLine['unit']>> = {
  compute: 'h',
  ingress: 'GB',
  'source-egress': 'GB',
  egress: 'GB',
  storage: 'GB-month',
}

const isMoney = (value: number): boolean => Number.isFinite(value) && value >= 0

const isSame = (one: number, other: number): boolean =>
  Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other))

const sumUsd = (lines: readonly BillLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0)

/** What a line does wrong by itself; empty: nothing. */
const faultsOf = ({ quantity, usdPerUnit, usd, unit, item }: BillLine): readonly string[] => [
  ...([quantity, usdPerUnit, usd].every(isMoney) ? [] : ['holds numbers that are no money']),
  ...(isSame(usd, quantity * usdPerUnit) ? [] : ['does not multiply out']),
  ...(unit === unitOf[item] ? [] : ['is in a unit that its item is not paid by']),
]

const lineText = ({ item, offerId, quantity, unit, usdPerUnit, usd }: BillLine): string =>
  `${item} on ${offerId}: ${quantity} ${unit} × ${usdPerUnit} USD = ${usd} USD`

const lineBreaches = (open: OpenJob, line: BillLine): readonly Breach[] =>
  faultsOf(line).map((fault) =>
    breach('unexplained-dollar', open.job.id, `a line ${fault}: ${lineText(line)}`),
  )

const hadMachine = ({ openStays, stays }: OpenJob, offerId: string): boolean =>
  [...openStays, ...stays].some((stay) => stay.offerId === offerId)

/**
 * Takes in a line of a job's bill.
 *
 * @returns Breaches of `unexplained-dollar` when it does not multiply out, is no money or pays for a machine that the job never had; of `time-went-back` when it is due before the job came, or after now.
 */
export const takeLine = (
  open: OpenJob,
  { line, atMs }: { readonly line: BillLine; readonly atMs: number },
): readonly Breach[] => {
  const { id } = open.job
  open.billedUsd += line.usd
  open.billedLines += 1
  const isEarned = line.item !== 'compute' || hadMachine(open, line.offerId)
  const isInTime = open.arrivedAtMs <= line.atMs && line.atMs <= atMs
  return [
    ...lineBreaches(open, line),
    ...(isEarned ? [] : [breach('unexplained-dollar', id, `paid for ${line.offerId}, which it never had`)]),
    ...(isInTime ? [] : [breach('time-went-back', id, `a line that is due at ${line.atMs} ms`)]),
  ]
}

/**
 * Compares what a job's outcome says that it cost with its own lines, and with those that were billed.
 *
 * @returns Breaches of `unexplained-dollar`.
 */
export const settleMoney = (open: OpenJob, { usd, bill }: JobOutcome): readonly Breach[] => {
  const { id } = open.job
  const foreign = bill.filter(({ jobId }) => jobId !== id)
  const sums = { billed: open.billedUsd, 'in the bill': sumUsd(bill) }
  return [
    ...bill.flatMap((line) => lineBreaches(open, line)),
    ...foreign.map((line) => breach('unexplained-dollar', id, `${line.jobId}'s line in its bill`)),
    // Money alone does not tell of a line that is tiny beside the others.
    ...(bill.length === open.billedLines
      ? []
      : [breach('unexplained-dollar', id, `billed ${open.billedLines} lines, ${bill.length} in the bill`)]),
    ...(isMoney(usd) ? [] : [breach('unexplained-dollar', id, `cost ${usd} USD`)]),
    ...Object.entries(sums)
      .filter(([, sum]) => !isSame(sum, usd))
      .map(([where, sum]) => breach('unexplained-dollar', id, `cost ${usd} USD, ${where} ${sum} USD`)),
  ]
}
