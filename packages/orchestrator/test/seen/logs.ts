import { createDecisionLog, type DecidedQuestion } from '../../src/seen/decision-log.ts'
import type { OrchestratorEvent } from '../../src/seen/events.ts'
import { createJobNames } from '../../src/seen/job-names.ts'
import { createHandClock } from '../lease/hand-clock.ts'
import { createMemoryFile } from './memory-file.ts'

/** A log on a disk in memory. */
export const openLog = () => {
  const clock = createHandClock()
  const file = createMemoryFile()
  const told: OrchestratorEvent[] = []
  const log = createDecisionLog({
    file,
    clock,
    tell: (event) => told.push(event),
    nameOf: createJobNames('key'),
  })
  return { clock, file, told, log }
}

/** The text of a log of some decisions. */
export const logOf = async (questions: readonly DecidedQuestion[]): Promise<string> => {
  const { file, log } = openLog()
  for (const question of questions) log.record(question)
  const closed = await log.close()
  return closed.isOk() ? file.text() : ''
}
