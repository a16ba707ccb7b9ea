import { type ListError, type ListingContext, tellProgress } from '@aima/gpu-core'
import { err, ok, Result } from 'neverthrow'
import { findProgram } from '../command/find-program.ts'
import { type ProgramEnd, runProgram } from '../command/run-program.ts'
import { issuesOf } from '../issues-of.ts'
import { readNodes, type SlurmNodes } from './nodes.ts'
import type { SlurmCommands } from './options.ts'
import { parseNodeText } from './text.ts'
import { WireNodes } from './wire.ts'

/** One listing by commands. */
export interface CommandTask {
  /** How they are run. */
  readonly commands: SlurmCommands
  /** Cancellation. */
  readonly context: ListingContext
  /** Id of the source, which is told with progress. */
  readonly source: string
}

/** One command, and how its output is read. */
interface Attempt {
  readonly program: 'scontrol' | 'sinfo'
  readonly args: readonly string[]
  readonly read: (stdout: string) => Result<SlurmNodes, ListError>
}

const defaultTimeoutMs = 20_000
const defaultMaximumBytes = 64 * 2 ** 20

const notJson = (): ListError => ({ kind: 'unexpected-shape', issues: ['body: JSON expected'] })

const shapeError = (paths: readonly string[]): ListError => ({ kind: 'unexpected-shape', issues: paths })

const parseJson = Result.fromThrowable((text: string): unknown => JSON.parse(text), notJson)

const readJson = (stdout: string): Result<SlurmNodes, ListError> =>
  parseJson(stdout)
    .andThen((json) => {
      const read = WireNodes.safeParse(json)
      return read.success ? ok(read.data) : err(shapeError(issuesOf(read.error, 'body')))
    })
    .andThen(readNodes)

const readText = (stdout: string): Result<SlurmNodes, ListError> => {
  const nodes = parseNodeText(stdout)
  const isEmpty = stdout.trim() === '' || /^No nodes in the system/m.test(stdout)
  return nodes.length > 0 || isEmpty ? ok({ nodes, warnings: [] }) : err(shapeError(['body: nodes expected']))
}

/** From the newest to what every version has. Before 23.02 `scontrol` has no JSON, before 21.08 `sinfo` has none. */
const attempts: readonly Attempt[] = [
  { program: 'scontrol', args: ['show', 'nodes', '--json'], read: readJson },
  { program: 'sinfo', args: ['--json'], read: readJson },
  { program: 'scontrol', args: ['-d', 'show', 'nodes'], read: readText },
]

/** The option is not known, or the plugin that writes JSON is not installed. */
const lacksJson = /(unrecognized|unknown|invalid|illegal) option|--json|serializer|unable to load.*plugin/i
const lacksController =
  /unable to contact slurm controller|connection refused|communication connection failure/i

const unreachable = (target: string, code: string): ListError => ({ kind: 'unreachable', target, code })

/** What a run failed with; `unknown-command`: another one may do. */
const failureOf = (
  { program }: Attempt,
  end: ProgramEnd,
  timeoutMs: number,
  maximumBytes: number,
): ListError | 'unknown-command' => {
  if (end.kind === 'cancelled') return { kind: 'cancelled' }
  if (end.kind === 'timed-out') return { kind: 'timed-out', afterMs: timeoutMs }
  if (end.kind === 'too-large') return { kind: 'too-large', limitBytes: maximumBytes }
  if (end.kind === 'not-started') return unreachable(program, end.code)
  if (lacksController.test(end.stderr)) return unreachable('slurmctld', 'SLURM_NO_CONTROLLER')
  if (lacksJson.test(end.stderr)) return 'unknown-command'
  return unreachable(program, end.code === null ? 'SIGNALLED' : `EXIT_${end.code}`)
}

/** Exit 1 with a reply in JSON: since 23.02 `scontrol` prints its errors so. */
const hasReply = (end: ProgramEnd): end is Extract<ProgramEnd, { readonly kind: 'exited' }> =>
  end.kind === 'exited' && (end.code === 0 || end.stdout.trimStart().startsWith('{'))

const run = async (
  attempt: Attempt,
  { commands, context }: CommandTask,
): Promise<Result<SlurmNodes, ListError | 'unknown-command'>> => {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...commands.environment }
  const { PATH } = environment
  const path = await findProgram(commands[attempt.program] ?? attempt.program, PATH)
  if (path === undefined) return err(unreachable(attempt.program, 'ENOENT'))
  const { timeoutMs = defaultTimeoutMs, maximumBytes = defaultMaximumBytes } = commands
  const end = await runProgram({
    path,
    args: attempt.args,
    environment,
    timeoutMs,
    maximumBytes,
    signal: context.signal,
  })
  return hasReply(end) ? attempt.read(end.stdout) : err(failureOf(attempt, end, timeoutMs, maximumBytes))
}

/**
 * Asks Slurm's commands for its nodes: `scontrol` in JSON (23.02 and later), else `sinfo` in JSON (21.08 and 22.05), else the text of
 * `scontrol -d`.
 *
 * @param task - The listing.
 * @returns The nodes; `unreachable` when a command is not installed or there is no controller.
 */
export const nodesByCommand = async (task: CommandTask): Promise<Result<SlurmNodes, ListError>> => {
  let failed: ListError = unreachable('scontrol', 'ENOENT')
  const { context, source } = task
  for (const attempt of attempts) {
    const part = [attempt.program, ...attempt.args].join(' ')
    const nodes = await run(attempt, task)
    if (nodes.isOk()) {
      tellProgress(context, { source, part, rows: nodes.value.nodes.length })
      return ok(nodes.value)
    }
    if (nodes.error !== 'unknown-command') {
      tellProgress(context, { source, part, rows: 0, error: nodes.error })
      return err(nodes.error)
    }
    failed = shapeError([`${attempt.program}: a version that prints its nodes expected`])
  }
  return err(failed)
}
