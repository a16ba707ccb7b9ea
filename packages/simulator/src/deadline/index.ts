export {
  checkDeadlineJob,
  type DeadlineJob,
  type InvalidDeadlineJob,
  isFeasible,
} from './deadline-job.ts'
export type { DeadlinePolicy, Decide } from './deadline-policy.ts'
export { awsSpellLaw, endChance, type SpellLaw } from './lindy/spell-law.ts'
export type { Machine } from './machine.ts'
export {
  type InfeasibleDeadline,
  type OptimumCase,
  type OptimumError,
  optimalCost,
  type TooFineWork,
} from './optimum.ts'
export { greedy } from './policies/greedy.ts'
export { createLindy, lindy } from './policies/lindy.ts'
export { onDemand } from './policies/on-demand.ts'
export { proportionalSlack } from './policies/proportional-slack.ts'
export { uniformProgress } from './policies/uniform-progress.ts'
export { type DeadlineCase, type DeadlineRun, runOnTrace } from './run-on-trace.ts'
export type { Sight } from './sight.ts'
export { type SpotZone, zoneAtOnePrice } from './spot-zone.ts'
