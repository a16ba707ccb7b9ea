import type { ChooseMachine, DeadlinePolicy } from '../deadline-policy.ts'

/** Chooses on-demand in every tick. */
const begin = (): ChooseMachine => () => 'on-demand'

/** Always on demand: what a job costs without spot. */
export const onDemand: DeadlinePolicy = { name: 'on-demand', begin }
