import type { IncomingMessage } from 'node:http'
import { type Locale, policyJsonSchema } from '@aima/gpu-core'
import type { Orchestrator } from '@aima/gpu-orchestrator'
import { ResultAsync } from 'neverthrow'
import { type Answer, answerJob, reloadPolicy } from './answers.ts'
import type { Metrics } from './metrics.ts'

/** What there is to answer from. */
interface Sources {
  readonly orchestrator: Orchestrator
  readonly metrics: Metrics
}

type Route = (request: IncomingMessage, sources: Sources) => Answer | Promise<Answer>

/** Most of a body that is read (characters). A job has a hundredth of it. */
const mostCharacters = 100_000

/** Fails when the body is no JSON, longer than a job can be, or cut off. */
const readBody = ResultAsync.fromThrowable(async (request: IncomingMessage): Promise<unknown> => {
  let text = ''
  for await (const chunk of request.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += chunk
    if (text.length > mostCharacters) break
  }
  return JSON.parse(text)
})

/** The first language that the client names counts; whoever names none gets English. */
const localeOf = ({ headers }: IncomingMessage): Locale =>
  /^\s*de\b/i.test(headers['accept-language'] ?? '') ? 'de' : 'en'

const postJob: Route = async (request, { orchestrator }) => {
  const body = await readBody(request)
  if (body.isErr()) return { status: 400, json: { error: 'not-json' } }
  return answerJob(orchestrator, body.value, localeOf(request))
}

const getHealth: Route = (_request, { orchestrator }) => {
  const policy = orchestrator.policy.current()
  return policy === undefined
    ? { status: 503, json: { status: 'no policy is in force' } }
    : { status: 200, json: { status: 'ok', strategy: policy.strategy.kind } }
}

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['POST /jobs', postJob],
  ['POST /policy/reload', (_request, { orchestrator }) => reloadPolicy(orchestrator)],
  ['GET /policy/schema', () => ({ status: 200, json: policyJsonSchema() })],
  ['GET /health', getHealth],
  ['GET /metrics', (_request, { metrics }) => ({ status: 200, text: metrics.text() })],
])

/** Answers a request. */
export const answer = (request: IncomingMessage, sources: Sources): Answer | Promise<Answer> => {
  const [path] = (request.url ?? '/').split('?')
  const route = routes.get(`${request.method} ${path}`)
  return route?.(request, sources) ?? { status: 404, json: { error: 'not-found', known: [...routes.keys()] } }
}
