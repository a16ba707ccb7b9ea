import type { HostAccess } from '../../src/host/host-access.ts'
import type { ToolEnd, ToolRun } from '../../src/host/tool-run.ts'

/** What a fake nvidia-smi answers to a question. */
export interface Answer {
  readonly stdout?: string
  readonly stderr?: string
  readonly end?: ToolEnd
}

/** An answer with an exit code. */
export const exited = (code: number, stdout: string): Answer => ({ stdout, end: { kind: 'exited', code } })

/** A host whose nvidia-smi is a function. */
export interface FakeHost extends HostAccess {
  /** The questions that were asked, in their order. */
  readonly asked: readonly string[]
}

interface FakeOptions {
  /** Answers a question; undefined: nvidia-smi is not installed. */
  readonly answer: (args: readonly string[]) => Answer | undefined
  readonly files?: Readonly<Record<string, string>>
  readonly platform?: string
  readonly ramBytes?: number
}

/** Of a Linux machine outside any container, unless the files say otherwise. */
export const bareMetal = { '/proc/2/comm': 'kthreadd\n' }

export const fakeHost = ({
  answer,
  files = bareMetal,
  platform = 'linux',
  ramBytes = 2 ** 37,
}: FakeOptions): FakeHost => {
  const asked: string[] = []
  const run = async (_tool: string, args: readonly string[]): Promise<ToolRun | undefined> => {
    asked.push(args.join(' '))
    const answered = answer(args)
    if (answered === undefined) return undefined
    const { stdout = '', stderr = '', end = { kind: 'exited', code: 0 } as const } = answered
    return { tool: '/usr/bin/nvidia-smi', args, stdout, stderr, end }
  }
  return {
    asked,
    host: 'fake',
    machine: { platform, architecture: 'x64', vcpus: 8, ramBytes },
    environment: {},
    run,
    readText: async (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    listFolder: async () => [],
  }
}

/** The views of nvidia-smi that the probe asks for. */
export interface Views {
  readonly log?: Answer
  readonly list?: Answer
  readonly topology?: Answer
  /** Answers to `--query-gpu`, from the fields and the index that were asked for. */
  readonly table?: (fields: readonly string[], index: string | undefined) => Answer
  /** Answers to `-q -x -i <index>`. */
  readonly logOf?: (index: string) => Answer
}

const timedOut: Answer = { end: { kind: 'timed-out', afterMs: 10_000 } }

const indexIn = (args: readonly string[]): string | undefined =>
  args.includes('-i') ? args[args.indexOf('-i') + 1] : undefined

/** Answers by view. A view that is not given never ends. */
export const answerBy =
  ({ log, list, topology, table, logOf }: Views) =>
  (args: readonly string[]): Answer => {
    const index = indexIn(args)
    const query = args.find((argument) => argument.startsWith('--query-gpu='))
    if (query !== undefined) return table?.(query.slice('--query-gpu='.length).split(','), index) ?? timedOut
    if (args.includes('-q')) return (index === undefined ? log : logOf?.(index)) ?? timedOut
    return (args.includes('-L') ? list : topology) ?? timedOut
  }

/** A row from the values of its fields. */
export const row = (fields: readonly string[], values: Readonly<Record<string, string>>): string =>
  `${fields.map((field) => values[field] ?? '[N/A]').join(', ')}\n`
