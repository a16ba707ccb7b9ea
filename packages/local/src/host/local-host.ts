import { constants } from 'node:fs'
import { access, open, readdir, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { CancelSignal } from '@aima/gpu-core'
import { ResultAsync } from 'neverthrow'
import { findTool, type ToolSearch } from './find-tool.ts'
import { createHangingTools, type HangingTools } from './hanging-tools.ts'
import type { HostAccess, ToolName } from './host-access.ts'
import { readMachine } from './machine.ts'
import { runTool } from './run-tool.ts'
import { type StartProcess, startProcess } from './tool-process.ts'

/** How this machine is reached. */
export interface LocalHostOptions {
  /** When the probe must be done (ms, on the clock of `performance.now()`). */
  readonly endsAtMs: number
  /** Most that one tool may print (bytes). */
  readonly maximumOutputBytes: number
  /** Absolute paths of tools; the others are searched for. */
  readonly toolPaths?: Readonly<Partial<Record<ToolName, string | undefined>>> | undefined
  /** Cancels what runs. */
  readonly signal?: CancelSignal | undefined
  /** Runs that hang. Default: those of this process. */
  readonly hanging?: HangingTools | undefined
  /** Starts a tool. Default: as a process. */
  readonly start?: StartProcess | undefined
}

const hangingHere = createHangingTools()

/** Files of `/proc` and `/sys` that are read have a few KiB; their stated size is no guide. */
const mostTextBytes = 65_536

const readStart = async (path: string): Promise<string> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostTextBytes))
    return buffer.subarray(0, bytesRead).toString('utf8')
  } finally {
    await file.close()
  }
}

const orUndefined = <T>(promise: Promise<T>): Promise<T | undefined> =>
  ResultAsync.fromPromise(promise, () => undefined).unwrapOr(undefined)

const look: ToolSearch['look'] = async (path) => {
  const found = await orUndefined(stat(path))
  if (!found?.isFile()) return undefined
  const isExecutable = await ResultAsync.fromPromise(access(path, constants.X_OK), () => undefined)
  return isExecutable.isOk() ? 'executable' : 'file'
}

const listFolder: HostAccess['listFolder'] = async (path) => (await orUndefined(readdir(path))) ?? []

/**
 * Reaches the machine that this process runs on.
 *
 * Each tool is searched for once. Each run gets the time that the probe has left.
 *
 * @param options - Its limits.
 * @returns The access. Its `run` never rejects and is settled 75 ms after the end of the probe, whatever the tool does; its
 *   `readText` and `listFolder` have no bound, because a read that waits in the kernel cannot be given up.
 * @see {@link runTool} for how a tool is kept in bounds.
 */
export const createLocalHost = (options: LocalHostOptions): HostAccess => {
  const machine = readMachine()
  const environment = process.env
  const search: ToolSearch = { platform: machine.platform, environment, listFolder, look }
  const paths = new Map<ToolName, Promise<string | undefined>>()
  const pathOf = (name: ToolName): Promise<string | undefined> => {
    const path = paths.get(name) ?? Promise.resolve(options.toolPaths?.[name] ?? findTool(name, search))
    paths.set(name, path)
    return path
  }
  return {
    host: hostname(),
    machine,
    environment,
    run: async (name, args) => {
      const tool = await pathOf(name)
      if (tool === undefined) return undefined
      return runTool(
        { tool, args, environment },
        {
          timeoutMs: Math.ceil(options.endsAtMs - performance.now()),
          limitBytes: options.maximumOutputBytes,
          signal: options.signal,
          hanging: options.hanging ?? hangingHere,
          start: options.start ?? startProcess,
        },
      )
    },
    readText: (path) => orUndefined(readStart(path)),
    listFolder,
  }
}
