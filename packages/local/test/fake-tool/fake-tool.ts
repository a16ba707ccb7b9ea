// Plays a vendor's tool in tests. Run by `install-fake-tool.ts`: node fake-tool.ts <path of the installed tool> <its arguments>.
import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** One answer of the tool. */
export interface FakeReply {
  /** Beginnings of the first arguments; an empty list fits all. */
  readonly args: readonly string[]
  /** What it prints. */
  readonly stdout?: string
  /** A recording that it prints. */
  readonly stdoutFile?: string
  /** What it prints as errors. */
  readonly stderr?: string
  /** Exit code. Default 0. */
  readonly exitCode?: number
}

/** What the tool does before, or instead of, answering. */
type FakeMisdeed =
  | { readonly kind: 'hang' }
  | { readonly kind: 'ignore-sigterm' }
  /** Leaves a process behind that holds its pipes and ignores SIGTERM; the tool itself answers, or hangs. */
  | { readonly kind: 'grandchild'; readonly tool: 'answers' | 'hangs' }
  | { readonly kind: 'flood'; readonly bytes: number }
  /** Prints half of its answer and is killed by a signal, as by a crash. */
  | { readonly kind: 'die-half-way'; readonly signal: NodeJS.Signals }

/** How the tool behaves. */
export interface FakeBehaviour {
  /** What it does wrong. Default: nothing. */
  readonly misdeed?: FakeMisdeed
  /** Its answers; the first that fits counts. Without one it exits with 2, like a tool that does not know its arguments. */
  readonly replies: readonly FakeReply[]
}

const stayAlive = (): void => {
  setInterval(() => undefined, 1_000_000)
}

const ignoring = "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1_000_000)"

const textOf = (reply: FakeReply): string =>
  reply.stdoutFile === undefined ? (reply.stdout ?? '') : readFileSync(reply.stdoutFile, 'latin1')

const answer = ({ replies }: FakeBehaviour, args: readonly string[]): void => {
  const reply = replies.find((one) => one.args.every((arg, at) => args[at]?.startsWith(arg)))
  if (reply === undefined) {
    process.exitCode = 2
    return
  }
  process.stdout.write(Buffer.from(textOf(reply), reply.stdoutFile === undefined ? 'utf8' : 'latin1'))
  process.stderr.write(reply.stderr ?? '')
  process.exitCode = reply.exitCode ?? 0
}

const flood = (bytes: number): void => {
  const chunk = Buffer.alloc(1_048_576, 'x')
  const write = (left: number): void => {
    if (left > 0) process.stdout.write(chunk, () => write(left - chunk.length))
  }
  write(bytes)
}

const dieHalfWay = (behaviour: FakeBehaviour, signal: NodeJS.Signals): void => {
  const text = behaviour.replies[0] === undefined ? '' : textOf(behaviour.replies[0])
  process.stdout.write(text.slice(0, text.length / 2), () => process.kill(process.pid, signal))
}

const [, , tool = '', ...args] = process.argv
const folder = dirname(tool)
const notePid = (pid: number | undefined): void => appendFileSync(join(folder, 'pids'), `${pid}\n`)
const behaviour: FakeBehaviour = JSON.parse(readFileSync(join(folder, 'behaviour.json'), 'utf8'))

notePid(process.pid)
appendFileSync(join(folder, 'calls'), `${JSON.stringify(args)}\n`)

switch (behaviour.misdeed?.kind) {
  case undefined:
    answer(behaviour, args)
    break
  case 'hang':
    stayAlive()
    break
  case 'ignore-sigterm':
    process.on('SIGTERM', () => undefined)
    stayAlive()
    break
  case 'grandchild': {
    const child = spawn(process.execPath, ['-e', ignoring], { stdio: ['ignore', 'inherit', 'inherit'] })
    notePid(child.pid)
    if (behaviour.misdeed.tool === 'hangs') stayAlive()
    else {
      child.unref()
      answer(behaviour, args)
    }
    break
  }
  case 'flood':
    flood(behaviour.misdeed.bytes)
    break
  case 'die-half-way':
    dieHalfWay(behaviour, behaviour.misdeed.signal)
    break
}
