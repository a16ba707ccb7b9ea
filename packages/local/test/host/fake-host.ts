import type { HostAccess, ToolName } from '../../src/host/host-access.ts'
import type { ToolEnd, ToolRun } from '../../src/host/tool-run.ts'

/** What a tool of a fake host answers: its output, or more of a run. */
export type FakeAnswer = string | Partial<ToolRun>

/** A host that is made up. */
export interface FakeHost {
  /** Answers by tool and arguments, such as `amd-smi static --json`; a key without arguments fits all. Without one the tool is missing. */
  readonly tools?: Readonly<Record<string, FakeAnswer>>
  /** Files by their paths. */
  readonly files?: Readonly<Record<string, string>>
  /** Operating system. Default `linux`. */
  readonly platform?: string
  /** Environment. */
  readonly environment?: Readonly<Record<string, string>>
}

/** A host with its calls. */
export interface RecordingHost extends HostAccess {
  /** What was run, in order. */
  readonly calls: readonly string[]
}

const exited: ToolEnd = { kind: 'exited', code: 0 }

const toRun = (tool: ToolName, args: readonly string[], answer: FakeAnswer): ToolRun => ({
  tool: `/usr/bin/${tool}`,
  args,
  end: exited,
  stdout: '',
  stderr: '',
  ...(typeof answer === 'string' ? { stdout: answer } : answer),
})

/** Makes a host of answers and files. */
export const fakeHost = ({
  tools = {},
  files = {},
  platform = 'linux',
  environment = {},
}: FakeHost): RecordingHost => {
  const calls: string[] = []
  return {
    host: 'gpu-box',
    machine: { platform, architecture: 'x64', vcpus: 8, ramBytes: 2 ** 35 },
    environment,
    calls,
    run: async (tool, args) => {
      const call = [tool, ...args].join(' ')
      calls.push(call)
      const isInstalled = Object.keys(tools).some((key) => key.split(' ')[0] === tool)
      if (!isInstalled) return undefined
      return toRun(tool, args, tools[call] ?? tools[tool] ?? { end: { kind: 'exited', code: 2 } })
    },
    readText: async (path) => files[path],
    listFolder: async (folder) => [
      ...new Set(
        Object.keys(files).flatMap((path) =>
          path.startsWith(`${folder}/`) ? (path.slice(folder.length + 1).split('/')[0] ?? []) : [],
        ),
      ),
    ],
  }
}
