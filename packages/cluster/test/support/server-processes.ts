import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Servers of one test: their folder, and what stops them. */
export interface ServerProcesses {
  /** A folder of their own, which is removed at the end. */
  readonly folder: string
  /** Starts a server in the foreground. */
  readonly start: (
    path: string,
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => void
  /** Stops all of them, the last one first, and removes the folder. */
  readonly stop: () => Promise<void>
}

const stopOne = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(patience)
}

/** Prepares servers that leave nothing behind. */
export const serverProcesses = (name: string): ServerProcesses => {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`))
  const children: ChildProcess[] = []
  return {
    folder,
    start: (path, args, environment = {}) => {
      const child = spawn(path, args, { stdio: 'ignore', env: { ...process.env, ...environment } })
      child.on('error', () => undefined)
      children.push(child)
    },
    stop: async () => {
      for (const child of children.splice(0).toReversed()) await stopOne(child)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Below these the system's own services live, and from 32 768 on Linux gives out ports by itself. */
const ports = { from: 20_000, to: 32_000 } as const

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, '127.0.0.1')
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  )
  if (isListening) await once(server.close(), 'close')
  return isListening
}

/** Ports at which nobody listens, and which no test beside this one is given by the system. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  const found = new Set<number>()
  while (found.size < count) {
    const port = randomInt(ports.from, ports.to)
    if (await isFree(port)) found.add(port)
  }
  return [...found]
}
