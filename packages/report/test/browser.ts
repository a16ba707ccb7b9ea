import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Another name of the browser can be given, such as `google-chrome`. */
const { CHROMIUM: command = 'chromium' } = process.env

/** Which browser there is; undefined: none. */
export const chromiumVersion = (): string | undefined => {
  try {
    return execFileSync(command, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}

/** What a browser told. */
interface BrowserEvent {
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A page of a real browser, over the Chrome DevTools Protocol. */
export interface Page {
  /** Calls a method of the protocol. */
  readonly call: (method: string, params?: object) => Promise<Record<string, unknown>>
  /** Opens a page and waits until it has loaded. */
  readonly open: (url: string) => Promise<void>
  /** Evaluates an expression in the page; its value must be JSON. */
  readonly evaluate: (expression: string) => Promise<unknown>
  /** Everything that the browser has told. */
  readonly events: readonly BrowserEvent[]
  /** Ends the browser and removes its profile. */
  readonly close: () => Promise<void>
}

const debuggerUrl = (browser: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let told = ''
    browser.on('error', reject)
    browser.on('exit', (code) => reject(new Error(`chromium ended with ${code}: ${told}`)))
    browser.stderr?.on('data', (chunk: unknown) => {
      told += String(chunk)
      const [, url] = /DevTools listening on (ws:\S+)/.exec(told) ?? []
      if (url !== undefined) resolve(url)
    })
  })

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Record<string, unknown>
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
}

const connect = (url: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.addEventListener('open', () => resolve(socket))
    socket.addEventListener('error', () => reject(new Error(`no connection to ${url}`)))
  })

/** Numbers calls, and brings each answer to its call. */
const protocolOver = (socket: WebSocket) => {
  const events: BrowserEvent[] = []
  const listeners = new Set<(event: BrowserEvent) => void>()
  const waiting = new Map<
    number,
    { resolve: (value: Record<string, unknown>) => void; reject: (error: Error) => void }
  >()
  let lastId = 0
  socket.addEventListener('message', ({ data }) => {
    const message: Message = JSON.parse(String(data))
    const call = waiting.get(message.id ?? 0)
    if (call !== undefined) {
      waiting.delete(message.id ?? 0)
      if (message.error === undefined) call.resolve(message.result ?? {})
      else call.reject(new Error(message.error.message))
    } else if (message.method !== undefined) {
      const event = { method: message.method, params: message.params ?? {} }
      events.push(event)
      for (const listener of listeners) listener(event)
    }
  })
  const call = (method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      socket.send(
        JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }),
      )
    })
  const next = (method: string): Promise<BrowserEvent> =>
    new Promise((resolve) => {
      const listener = (event: BrowserEvent): void => {
        if (event.method !== method) return
        listeners.delete(listener)
        resolve(event)
      }
      listeners.add(listener)
    })
  return { call, next, events }
}

/** Starts a browser that can reach nobody, with one empty page. */
export const openBrowser = async (): Promise<Page> => {
  const profile = mkdtempSync(join(tmpdir(), 'report-browser-'))
  const browser = spawn(
    command,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const socket = await connect(await debuggerUrl(browser))
  const { call: callBrowser, next, events } = protocolOver(socket)
  const { targetId } = await callBrowser('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await callBrowser('Target.attachToTarget', { targetId, flatten: true })
  const call: Page['call'] = (method, params) => callBrowser(method, params, String(sessionId))
  for (const domain of ['Page', 'Runtime', 'Network', 'Log', 'Audits']) await call(`${domain}.enable`)
  return {
    call,
    events,
    open: async (url) => {
      const loaded = next('Page.loadEventFired')
      await call('Page.navigate', { url })
      await loaded
    },
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await call('Runtime.evaluate', { expression, returnByValue: true })
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails))
      return typeof result === 'object' && result !== null && 'value' in result ? result.value : undefined
    },
    close: async () => {
      const ended = new Promise((resolve) => browser.once('exit', resolve))
      await callBrowser('Browser.close')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
