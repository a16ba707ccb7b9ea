export {
  checkDeadlineJob,
  type DeadlineJob,
  type InvalidDeadlineJob,
  isFeasible,
} from './deadline-job.ts'
export type { ChooseMachine, DeadlinePolicy } from './deadline-policy.ts'
export { awsSpellLaw, endChance, type SpellLaw } from './lindy/spell-law.ts'
export type { Machine } from './machine.ts'
export { greedy } from './policies/greedy.ts'
export { createLindy, lindy } from './policies/lindy.ts'
export { onDemand } from './policies/on-demand.ts'
export { proportionalSlack } from './policies/proportional-slack.ts'
export { uniformProgress } from './policies/uniform-progress.ts'
export type { Sight } from './sight.ts'
export { hasTickToSpare, startIsOverBelowSeconds } from './time-needed.ts'
export { underSafetyNet } from './under-safety-net.ts'
