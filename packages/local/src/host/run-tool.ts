import type { CancelSignal } from '@aima/gpu-core'
import type { HangingTools } from './hanging-tools.ts'
import { collectOutput, type ToolOutput } from './tool-output.ts'
import type { StartProcess, ToolCommand } from './tool-process.ts'
import type { ToolEnd, ToolRun } from './tool-run.ts'

/** How a tool is kept in bounds. */
export interface RunBounds {
  /** Time that it has (ms); 0 or less: none is left, so it is not started. */
  readonly timeoutMs: number
  /** Most that it may print (bytes). */
  readonly limitBytes: number
  /** Cancels the run. */
  readonly signal?: CancelSignal | undefined
  /** Runs that hang; this one is added when it cannot be killed. */
  readonly hanging: HangingTools
  /** Starts the tool. */
  readonly start: StartProcess
}

/** How long a killed tool is waited for before it counts as hanging (ms). Death by SIGKILL takes a few ms on a busy machine. */
const killGraceMs = 75

/** How long the pipes of a tool that has ended must be silent when another process holds them open (ms). */
const silenceMs = 100

/** How much is kept of what a killed tool printed (bytes): enough for a message, and quick to decode. */
const longestRestBytes = 65_536

/** Why a run is not started at all. */
const refusal = (tool: string, { signal, hanging, timeoutMs }: RunBounds): ToolEnd | undefined => {
  if (signal?.aborted) return { kind: 'cancelled' }
  if (hanging.includes(tool)) return { kind: 'still-running' }
  return timeoutMs > 0 ? undefined : { kind: 'timed-out', afterMs: 0 }
}

/** One run until it is settled: `exit` is how the tool ended, `verdict` why it was killed. */
interface Watch {
  exit?: ToolEnd
  verdict?: ToolEnd
  isSettled: boolean
  release?: () => void
}

const watch = (command: ToolCommand, bounds: RunBounds, output: ToolOutput): Promise<ToolEnd> =>
  new Promise((resolve) => {
    const run: Watch = { isSettled: false }
    const timers: NodeJS.Timeout[] = []
    const settle = (end: ToolEnd): void => {
      if (run.isSettled) return
      run.isSettled = true
      for (const timer of timers) clearTimeout(timer)
      bounds.signal?.removeEventListener('abort', cancel)
      // Also after a good end: what the tool has started must not stay behind.
      tool.kill()
      tool.abandon()
      if (run.exit === undefined && end.kind !== 'not-started') run.release = bounds.hanging.add(command.tool)
      resolve(end)
    }
    const giveUp = (verdict: ToolEnd): void => {
      if (run.isSettled || run.verdict !== undefined) return
      run.verdict = verdict
      tool.kill()
      // Nobody reads on, and a flood must not take the time that is left.
      tool.abandon()
      if (run.exit === undefined) timers.push(setTimeout(settle, killGraceMs, verdict))
      else settle(verdict)
    }
    const cancel = (): void => giveUp({ kind: 'cancelled' })
    /** A timer can fire before bytes that wait already are read, hence the look after the next reading. */
    const settleWhenSilent = (exit: ToolEnd): void => {
      const before = output.size()
      const look = (): void => (output.size() === before ? settle(exit) : settleWhenSilent(exit))
      timers.push(setTimeout(() => setImmediate(look), silenceMs))
    }
    const tool = bounds.start(command, {
      printed: (stream, bytes) => {
        if (run.verdict === undefined && !output.add(stream, bytes))
          giveUp({ kind: 'too-large', limitBytes: bounds.limitBytes })
      },
      exited: (code, signal) => {
        run.release?.()
        if (run.isSettled) return
        run.exit = { kind: 'exited', code, signal: signal ?? undefined }
        if (run.verdict === undefined) settleWhenSilent(run.exit)
        else settle(run.verdict)
      },
      closed: () => {
        if (run.exit !== undefined) settle(run.verdict ?? run.exit)
      },
      failed: (code) => settle({ kind: 'not-started', code }),
    })
    timers.push(setTimeout(giveUp, bounds.timeoutMs, { kind: 'timed-out', afterMs: bounds.timeoutMs }))
    bounds.signal?.addEventListener('abort', cancel)
  })

/**
 * Runs a tool and tells how it ended, whatever it does.
 *
 * It is killed with SIGKILL, and its process group with it, when its time is over, when it prints too much or when the caller
 * cancels. 75 ms later the run is settled even if the process still lives, as one does that waits in a driver: its pipes are
 * dropped, it no longer keeps this process alive, and no other run of the same tool is started while it lives. A tool that has
 * ended while a process that it started holds its pipes is settled, as ended, after 100 ms of silence.
 *
 * @param command - What to run.
 * @param bounds - Its limits.
 * @returns The run; never rejects.
 * @see {@link createLocalHost}, which finds the tool and knows how much time is left.
 */
export const runTool = async (command: ToolCommand, bounds: RunBounds): Promise<ToolRun> => {
  const output = collectOutput(bounds.limitBytes)
  const end = refusal(command.tool, bounds) ?? (await watch(command, bounds, output))
  const { tool, args } = command
  const longest = end.kind === 'exited' ? undefined : longestRestBytes
  return { tool, args, end, stdout: output.text('stdout', longest), stderr: output.text('stderr', longest) }
}
