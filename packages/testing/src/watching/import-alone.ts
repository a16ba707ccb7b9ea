import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ContractEntry } from '../contract/contract.ts'
import { networkResources } from './watch-network.ts'

/** Runs in a thread of its own: imports a module and tells what that did. */
const code = `
const { createHook } = require('node:async_hooks')
const { parentPort, workerData } = require('node:worker_threads')
const turn = () => new Promise((resolve) => setImmediate(resolve))
const used = []
createHook({ init: (_id, kind) => { if (workerData.kinds.includes(kind)) used.push(kind) } }).enable()
import(workerData.url).then(
  async () => { for (let index = 0; index < 20; index += 1) await turn(); parentPort.postMessage({ used }) },
  (error) => parentPort.postMessage({ used, failure: String(error) }),
)
`

/** What the import of a module did. */
export interface ImportReport {
  /** What it did with the network and other processes. */
  readonly used: readonly string[]
  /** Why it could not be imported; absent: it could. */
  readonly failure?: string | undefined
}

/** Imports a module in a thread of its own, in which nothing of it is there yet. */
export const importAlone = async ({ url, conditions = [] }: ContractEntry): Promise<ImportReport> => {
  const worker = new Worker(code, {
    eval: true,
    workerData: { url: url.href, kinds: networkResources },
    execArgv: conditions.map((condition) => `--conditions=${condition}`),
  })
  // A module that ends its process ends the thread, which then tells nothing.
  const ended = once(worker, 'exit').then(() => [{ used: [], failure: 'it ends the process' }])
  try {
    const [report]: ImportReport[] = await Promise.race([once(worker, 'message'), ended])
    return report ?? { used: [] }
  } finally {
    await worker.terminate()
  }
}
