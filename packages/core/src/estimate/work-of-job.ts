import type { Assumption } from '../assumption.ts'
import type { Defaults } from '../defaults.ts'
import type { Job } from '../job.ts'
import type { Work, WorkCheckpoint } from './work.ts'

/** The job's side of an estimate, and what had to be assumed for it. */
export interface AssumedWork {
  /** The numbers, complete. */
  readonly work: Work
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

const notStated = 'not stated by the job'

const checkpointOf = (job: Job, defaults: Defaults): WorkCheckpoint | undefined => {
  const checkpoint = job.run?.checkpoint
  return (
    checkpoint && {
      everyHours: checkpoint.everyHours,
      writeHours: checkpoint.writeHours ?? defaults.checkpointWriteHours,
      onNotice: checkpoint.onNotice ?? false,
    }
  )
}

/** What the place of the input charges for its leaving; of no input there is nothing to charge. */
const sourceEgressNote = ({ data = {} }: Job): readonly Assumption[] =>
  data.sourceEgressUsdPerGB === undefined && (data.inputGB ?? 0) > 0
    ? [{ name: 'sourceEgressUsdPerGB', value: 0, unit: 'USD/GB', basis: notStated }]
    : []

/** Legal, and hardly meant: the job would write for as long as it works. */
const slowCheckpointNote = (checkpoint: WorkCheckpoint | undefined): readonly Assumption[] => {
  if (checkpoint === undefined || checkpoint.everyHours === 'auto') return []
  const { everyHours, writeHours } = checkpoint
  const basis = `warning: writing one takes as long as the ${everyHours} h from one to the next`
  return writeHours < everyHours
    ? []
    : [{ name: 'checkpointWriteHours', value: writeHours, unit: 'h', basis }]
}

const assumedFor = (job: Job, defaults: Defaults): readonly Assumption[] => {
  const volumes = (['inputGB', 'outputGB', 'imageGB', 'scratchGB'] as const)
    .filter((name) => job.data?.[name] === undefined)
    .map((name) => ({ name, value: 0, unit: 'GB', basis: notStated }))
  const { checkpoint, restartHours } = job.run ?? {}
  return [
    ...volumes,
    ...sourceEgressNote(job),
    ...slowCheckpointNote(checkpointOf(job, defaults)),
    ...(checkpoint !== undefined && checkpoint.writeHours === undefined
      ? [{ name: 'checkpointWriteHours', value: defaults.checkpointWriteHours, unit: 'h', basis: 'default' }]
      : []),
    ...(restartHours === undefined
      ? [
          {
            name: 'restartHours',
            value: 'boot and image',
            unit: '',
            basis: `${notStated}; matters on spot offers only`,
          },
        ]
      : []),
  ]
}

/**
 * Completes a job's side of an estimate: volumes that it does not state are 0, and reported.
 *
 * @param job - The job.
 * @param refHours - Its hours on the reference device (h).
 * @param defaults - The defaults that hold.
 */
export const workOfJob = (job: Job, refHours: number, defaults: Defaults): AssumedWork => {
  const { data = {}, run = {} } = job
  const work: Work = {
    refHours,
    inputGB: data.inputGB ?? 0,
    outputGB: data.outputGB ?? 0,
    imageGB: data.imageGB ?? 0,
    scratchGB: data.scratchGB ?? 0,
    uplinkMbps: data.uplinkMbps,
    downlinkMbps: data.downlinkMbps,
    sourceEgressUsdPerGB: data.sourceEgressUsdPerGB ?? 0,
    checkpoint: checkpointOf(job, defaults),
    restartHours: run.restartHours,
    deadlineHours: job.deadlineHours,
    valueOfTimeUsdPerHour: job.valueOfTimeUsdPerHour ?? 0,
    lateUsdPerHour: job.lateUsdPerHour ?? 0,
    lateUsdFixed: job.lateUsdFixed ?? 0,
  }
  return { work, assumptions: assumedFor(job, defaults) }
}
