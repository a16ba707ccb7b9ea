import { posix, win32 } from 'node:path'
import type { HostAccess, ToolName } from './host-access.ts'

/** Where to look for tools. */
export interface ToolSearch {
  /** Operating system, as Node names it. */
  readonly platform: string
  /** The environment, for its `PATH` and, on Windows, its folders. */
  readonly environment: HostAccess['environment']
  /** Names in a folder. */
  readonly listFolder: HostAccess['listFolder']
  /** Whether there is a file at a path, and whether it may be run. */
  readonly look: (path: string) => Promise<'executable' | 'file' | undefined>
}

/** Folders that are often not in `PATH`: of a service, under sudo, in WSL, in containers. Source: vendors' packages and issues of their containers, read 2026-11-23. */
const unixFolders: Readonly<Partial<Record<ToolName, readonly string[]>>> = {
  'nvidia-smi': ['/usr/lib/wsl/lib', '/usr/local/nvidia/bin', '/run/current-system/sw/bin'],
  'amd-smi': ['/opt/rocm/bin'],
  'rocm-smi': ['/opt/rocm/bin'],
  system_profiler: ['/usr/sbin'],
}

const usualUnixFolders = ['/usr/bin', '/usr/local/bin', '/bin']

const variable = (environment: HostAccess['environment'], name: string): string | undefined =>
  Object.entries(environment).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]

/** Folders of driver packages that hold the tool since it left `NVSMI`. */
const driverStores = async (search: ToolSearch, system: string): Promise<readonly string[]> => {
  const store = win32.join(system, 'DriverStore', 'FileRepository')
  const packages = await search.listFolder(store)
  return packages.filter((name) => /^nv/i.test(name)).map((name) => win32.join(store, name))
}

const windowsFolders = async (search: ToolSearch): Promise<readonly string[]> => {
  const { environment } = search
  const system = win32.join(variable(environment, 'SystemRoot') ?? 'C:\\Windows', 'System32')
  const programs = variable(environment, 'ProgramFiles') ?? 'C:\\Program Files'
  return [
    system,
    win32.join(programs, 'NVIDIA Corporation', 'NVSMI'),
    ...(await driverStores(search, system)),
  ]
}

const candidates = async (name: ToolName, search: ToolSearch): Promise<readonly string[]> => {
  const isWindows = search.platform === 'win32'
  const path = isWindows ? win32 : posix
  const listed = (variable(search.environment, 'PATH') ?? '').split(path.delimiter)
  // A relative folder would run whatever lies in the folder of the moment.
  const inPath = listed.filter((folder) => path.isAbsolute(folder))
  const places = isWindows
    ? await windowsFolders(search)
    : [...usualUnixFolders, ...(unixFolders[name] ?? [])]
  return [...inPath, ...places].map((folder) => path.join(folder, isWindows ? `${name}.exe` : name))
}

/**
 * Finds a tool: in the absolute folders of `PATH`, then in the usual places of the platform.
 *
 * @param name - Name of the tool, without `.exe`.
 * @param search - Where to look.
 * @returns The first file that may be run; else the first file of this name, so that its start tells what is wrong; undefined
 *   when there is none.
 * @example
 * const look = async (path: string) => (path === '/opt/rocm/bin/amd-smi' ? ('executable' as const) : undefined)
 * const search = { platform: 'linux', environment: { PATH: '/bin' }, listFolder: async () => [], look }
 * await findTool('amd-smi', search) // => '/opt/rocm/bin/amd-smi'
 */
export const findTool = async (name: ToolName, search: ToolSearch): Promise<string | undefined> => {
  let unusable: string | undefined
  for (const path of await candidates(name, search)) {
    const found = await search.look(path)
    if (found === 'executable') return path
    if (found === 'file') unusable ??= path
  }
  return unusable
}
