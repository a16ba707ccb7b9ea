import { type ChildProcess, spawn } from 'node:child_process'
import { Result } from 'neverthrow'

/** What to start. */
export interface ToolCommand {
  /** Absolute path of the tool. */
  readonly tool: string
  /** Its arguments; no shell reads them. */
  readonly args: readonly string[]
  /** Its environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** What a started tool tells. After `failed` nothing else comes. */
export interface ToolEvents {
  /** It printed something. */
  readonly printed: (stream: 'stdout' | 'stderr', bytes: Buffer) => void
  /** It ended; a process that it started may still hold its pipes. */
  readonly exited: (code: number | null, signal: string | null) => void
  /** It ended, and nobody holds its pipes any more. */
  readonly closed: () => void
  /** It could not be started, with the system's code. */
  readonly failed: (code: string) => void
}

/** A started tool. */
interface ToolProcess {
  /** Kills it and, except on Windows, all of its process group. Does nothing when they are gone. */
  readonly kill: () => void
  /** Drops its pipes and lets this process end without it, which a process that cannot be killed needs. */
  readonly abandon: () => void
}

/** Starts a tool. */
export type StartProcess = (command: ToolCommand, events: ToolEvents) => ToolProcess

/** Tools that run now: they have a process group of their own, so nobody else ends them when this process ends. */
const running = new Set<ToolProcess>()

const killRunning = (): void => {
  for (const tool of running) tool.kill()
}

const remember = (tool: ToolProcess): void => {
  if (running.size === 0) process.once('exit', killRunning)
  running.add(tool)
}

const forget = (tool: ToolProcess): void => {
  running.delete(tool)
  if (running.size === 0) process.off('exit', killRunning)
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'

const hasGroups = process.platform !== 'win32'

const killGroup = Result.fromThrowable((pid: number) => process.kill(-pid, 'SIGKILL'))

const kill = (child: ChildProcess): void => {
  if (child.pid === undefined) return
  const isDone = hasGroups && killGroup(child.pid).isOk()
  if (!isDone && child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
}

const abandon = (child: ChildProcess): void => {
  child.stdout?.destroy()
  child.stderr?.destroy()
  child.unref()
}

const spawnTool = Result.fromThrowable(
  ({ tool, args, environment }: ToolCommand): ChildProcess =>
    spawn(tool, args, {
      env: { ...environment, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: hasGroups,
      windowsHide: true,
      shell: false,
    }),
  codeOf,
)

const unstarted: ToolProcess = { kill: () => undefined, abandon: () => undefined }

/**
 * Starts a tool of this machine in a process group of its own, without a shell and with `LC_ALL=C`.
 *
 * @param command - What to start.
 * @param events - What to call; never before this function returns.
 * @returns The process, which is killed when this one ends by itself.
 */
export const startProcess: StartProcess = (command, events) => {
  const spawned = spawnTool(command)
  if (spawned.isErr()) {
    queueMicrotask(() => events.failed(spawned.error))
    return unstarted
  }
  const child = spawned.value
  const tool: ToolProcess = { kill: () => kill(child), abandon: () => abandon(child) }
  if (child.pid !== undefined) remember(tool)
  child.on('error', (error) => {
    if (child.pid === undefined) events.failed(codeOf(error))
  })
  child.on('exit', (code, signal) => {
    forget(tool)
    events.exited(code, signal)
  })
  child.on('close', events.closed)
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.on('data', (bytes: Buffer) => events.printed(stream, bytes))
    child[stream]?.on('error', () => undefined)
  }
  return tool
}
