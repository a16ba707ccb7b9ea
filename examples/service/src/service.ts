import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { createOrchestrator, describePolicyFault } from '@aima/gpu-orchestrator'
import { err, ok, type Result } from 'neverthrow'
import { type Answer, reloadPolicy } from './answers.ts'
import { createMetrics } from './metrics.ts'
import { answer } from './routes.ts'
import { cloudSources, localSources } from './sources.ts'

/** A service that runs. */
export interface Service {
  /** Where it answers. */
  readonly url: string
  /** Loads the policy file anew. */
  readonly reload: () => Promise<Answer>
  /** Answers what has begun, and ends. */
  readonly close: () => Promise<void>
}

const policyFile = join(import.meta.dirname, '..', 'policy.yaml')

const send = (response: ServerResponse, given: Answer): void => {
  const [type, body] =
    'text' in given
      ? ['text/plain; version=0.0.4; charset=utf-8', given.text]
      : ['application/json', JSON.stringify(given.json)]
  response.writeHead(given.status, { 'content-type': type }).end(body)
}

/**
 * Starts the service on this machine, for this machine: it knows no users, so whoever reaches it may ask and reload.
 *
 * @param port - 0: any that is free.
 * @returns The service, or what is wrong with its policy, line by line.
 */
export const startService = async (port: number): Promise<Result<Service, readonly string[]>> => {
  const metrics = createMetrics()
  const orchestrator = createOrchestrator({
    onEvent: metrics.count,
    local: localSources(),
    cloud: cloudSources(process.env),
    policy: { file: policyFile },
  })._unsafeUnwrap()
  const opened = await orchestrator.policy.open()
  if (opened.isErr()) return err(describePolicyFault(opened.error))

  const server = createServer(async (request, response) =>
    send(response, await answer(request, { orchestrator, metrics })),
  )
  await once(server.listen(port, '127.0.0.1'), 'listening')
  const address = server.address()
  const close = async (): Promise<void> => {
    await once(server.close(), 'close')
    await orchestrator.close()
  }
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`
  return ok({ url, reload: () => reloadPolicy(orchestrator), close })
}
