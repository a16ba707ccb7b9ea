import type { HostAccess } from '../host/host-access.ts'
import { parseJsonOutput } from '../host/json-output.ts'
import { oneLine, oneOfEachKind } from '../host/run-fault.ts'
import type { ToolRun } from '../host/tool-run.ts'
import type { VendorFindings } from '../host/vendor-findings.ts'
import type { Device } from '../inventory.ts'
import type { ProbeFault } from '../probe-fault.ts'
import { amdFaultOf } from './amd-fault.ts'
import { toAmdSmiDevice } from './amd-smi-device.ts'
import { type AmdSmiCard, amdSmiCards, amdSmiError, amdSmiProcesses, amdSmiRows } from './amd-smi-wire.ts'

/** What one sub-command gave. */
interface Answer {
  readonly rows: readonly unknown[]
  readonly fault?: ProbeFault | undefined
}

const readAnswer = (run: ToolRun): Answer => {
  const json = run.end.kind === 'exited' ? parseJsonOutput(run.stdout) : undefined
  const rows = amdSmiRows(json)
  if (rows !== undefined) return { rows }
  const error = amdSmiError(json)
  return { rows: [], fault: amdFaultOf(error === undefined ? run : { ...run, stdout: error }) }
}

const isTold = (value: unknown): boolean => value !== undefined

/** Later sub-commands add what earlier ones did not tell. */
const merge = (cards: readonly AmdSmiCard[]): ReadonlyMap<number, AmdSmiCard> => {
  const merged = new Map<number, AmdSmiCard>()
  for (const card of cards) {
    if (card.gpu === undefined) continue
    const told = Object.fromEntries(Object.entries(card).filter(([, value]) => isTold(value)))
    merged.set(card.gpu, { ...card, ...merged.get(card.gpu), ...told })
  }
  return merged
}

const toDevices = (answers: Answers): readonly Device[] => {
  const known = amdSmiCards(answers.cards.rows)
  const indexes = new Set(known.map(({ gpu }) => gpu))
  const more = amdSmiCards([...answers.list.rows, ...answers.metrics.rows]).filter(({ gpu }) =>
    indexes.has(gpu),
  )
  const processes = new Map(amdSmiProcesses(answers.processes.rows).map((one) => [one.gpu, one]))
  return [...merge([...more, ...known])].map(([index, card]) => toAmdSmiDevice(card, processes.get(index)))
}

interface Answers {
  readonly cards: Answer
  readonly metrics: Answer
  readonly processes: Answer
  readonly list: Answer
}

const noCards = (run: ToolRun): ProbeFault => ({
  kind: 'no-gpu',
  tool: 'amd-smi',
  text: oneLine(run.stdout) || 'no card',
  hint: 'No AMD GPU is visible here.',
})

/** Faults of sub-commands that only add to the cards; one of each kind, since they mostly fail together. */
const faultsOf = ({ metrics, processes, list }: Answers): readonly ProbeFault[] =>
  oneOfEachKind([metrics, processes, list].flatMap(({ fault }) => fault ?? []))

/**
 * Asks `amd-smi` for its cards, what they do now and who uses them.
 *
 * @param host - The host.
 * @returns Its findings: no device without a fault that says why. Undefined: the tool is not installed.
 */
export const askAmdSmi = async (host: HostAccess): Promise<VendorFindings | undefined> => {
  const [cards, metrics, processes, list] = await Promise.all(
    ['static', 'metric', 'process', 'list'].map((command) => host.run('amd-smi', [command, '--json'])),
  )
  if (cards === undefined || metrics === undefined || processes === undefined || list === undefined)
    return undefined
  const answers: Answers = {
    cards: readAnswer(cards),
    metrics: readAnswer(metrics),
    processes: readAnswer(processes),
    list: readAnswer(list),
  }
  const devices = toDevices(answers)
  if (devices.length > 0) return { devices, unusable: [], faults: faultsOf(answers) }
  const fault = answers.cards.fault ?? (answers.cards.rows.length === 0 ? noCards(cards) : amdFaultOf(cards))
  return { devices, unusable: [], faults: [fault] }
}
