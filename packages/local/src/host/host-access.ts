import type { Machine } from '../inventory.ts'
import type { ToolRun } from './tool-run.ts'

/** How a probe reaches its host: everything that it runs and reads goes through here, so that tests can answer instead. */
export interface HostAccess {
  /** Name of the host. */
  readonly host: string
  /** The machine. */
  readonly machine: Machine
  /** The environment of this process. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Runs a tool, found by its name on this host, within the probe's deadline; undefined: it is not installed. */
  readonly run: (tool: ToolName, args: readonly string[]) => Promise<ToolRun | undefined>
  /** Reads a small text file, such as `/proc/meminfo`; undefined: it cannot be read. */
  readonly readText: (path: string) => Promise<string | undefined>
  /** Names in a folder; empty: it cannot be read. */
  readonly listFolder: (path: string) => Promise<readonly string[]>
}

/** A tool that a probe may run. */
export type ToolName = 'nvidia-smi' | 'amd-smi' | 'rocm-smi' | 'xpu-smi' | 'system_profiler' | 'vm_stat'
