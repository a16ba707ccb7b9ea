import { createHook } from 'node:async_hooks'
import { turns } from './patience.ts'

/** Kinds of asynchronous resources that belong to connections, look-ups of names and child processes. */
export const networkResources: readonly string[] = [
  'TCPCONNECTWRAP',
  'PIPECONNECTWRAP',
  'GETADDRINFOREQWRAP',
  'GETNAMEINFOREQWRAP',
  'QUERYWRAP',
  'UDPWRAP',
  'UDPSENDWRAP',
  'TLSWRAP',
  'HTTP2SESSION',
  'PROCESSWRAP',
]

/** Lists what a function, and what it has started, did with the network and other processes. */
export const networkUsedBy = async (run: () => unknown): Promise<readonly string[]> => {
  const used: string[] = []
  const hook = createHook({
    init: (_id, kind) => {
      if (networkResources.includes(kind)) used.push(kind)
    },
  }).enable()
  try {
    await run()
    await turns(20)
  } finally {
    hook.disable()
  }
  return used
}
