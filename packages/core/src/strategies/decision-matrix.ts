import type { Job } from '../job.ts'
import type { Quote } from '../quote.ts'
import type { DecisionMatrix } from '../strategy.ts'
import { byCost, firstBy, preferring } from './order.ts'
import type { MatrixRule, StrategyRanking } from './preference.ts'

/** Numbers of AIMA's handbook; each can be set in the strategy. */
const handbook = {
  longLocalWaitHours: 1,
  largeInputGB: 10,
  slowUploadHours: 0.5,
  uploadCostFactor: 1.2,
  localCostFactor: 1.1,
} as const

/** The rules that send a job to a local GPU; all others send it to the cloud. */
const localRules: ReadonlySet<MatrixRule> = new Set([
  'confidential',
  'no-cloud-offer',
  'large-input-and-slow-upload',
  'local-cost-close-enough',
])

/** The best quote of each site. */
interface Best {
  readonly local: Quote
  readonly cloud: Quote
}

/** Rule 5: close enough is close enough, but a public job prefers the cloud on equal terms, so its local GPU must be cheaper. */
const isLocalCheapEnough = (job: Job, { local, cloud }: Best, localCostFactor: number): boolean =>
  job.confidentiality === 'public'
    ? local.totalUsd < cloud.totalUsd
    : local.totalUsd <= cloud.totalUsd * localCostFactor

/** Rules 3 to 5, when both sites have something. */
const ruleBetween = (job: Job, best: Best, matrix: Limits): MatrixRule => {
  const { local, cloud } = best
  if (job.urgency === 'high' && local.waitHours > matrix.longLocalWaitHours)
    return 'urgent-and-long-local-queue'
  if (
    (job.data?.inputGB ?? 0) > matrix.largeInputGB &&
    cloud.totalUsd < local.totalUsd * matrix.uploadCostFactor &&
    cloud.uploadHours > matrix.slowUploadHours
  )
    return 'large-input-and-slow-upload'
  return isLocalCheapEnough(job, best, matrix.localCostFactor) ? 'local-cost-close-enough' : 'cloud-cheaper'
}

/** The strategy's numbers, complete. */
type Limits = { readonly [Name in keyof typeof handbook]: number }

/** The hybrid rule of AIMA's handbook: it chooses a site; within a site cost decides. */
export const decisionMatrix: StrategyRanking<DecisionMatrix> = (strategy, { quotes, job }) => {
  const limits: Limits = {
    longLocalWaitHours: strategy.longLocalWaitHours ?? handbook.longLocalWaitHours,
    largeInputGB: strategy.largeInputGB ?? handbook.largeInputGB,
    slowUploadHours: strategy.slowUploadHours ?? handbook.slowUploadHours,
    uploadCostFactor: strategy.uploadCostFactor ?? handbook.uploadCostFactor,
    localCostFactor: strategy.localCostFactor ?? handbook.localCostFactor,
  }
  const isLocal = ({ site }: Quote): boolean => site === 'local'
  const local = firstBy(quotes.filter(isLocal), byCost)
  const cloud = firstBy(
    quotes.filter((quote) => !isLocal(quote)),
    byCost,
  )
  const decide = (): MatrixRule => {
    if (job.confidentiality === 'confidential') return 'confidential'
    if (local === undefined) return 'no-local-gpu'
    return cloud === undefined ? 'no-cloud-offer' : ruleBetween(job, { local, cloud }, limits)
  }
  const rule = decide()
  const prefersLocal = localRules.has(rule)
  return {
    compare: preferring((quote) => isLocal(quote) === prefersLocal, byCost, byCost),
    reasonFor: () => ({ kind: 'matrix', rule }),
  }
}
