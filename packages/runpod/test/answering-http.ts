import { createHttp, type Http, type HttpRequest } from '@aima/gpu-http'
import { errAsync, okAsync } from 'neverthrow'

/** An `Http` without a network, and what it was asked. */
export interface AnsweringHttp {
  /** Reads JSON from its answers. */
  readonly http: Http
  /** The requests so far. */
  readonly requests: readonly HttpRequest[]
}

/** Answers each request for JSON with what a function gives. */
export const answeringHttp = (answer: (request: HttpRequest) => unknown): AnsweringHttp => {
  const requests: HttpRequest[] = []
  const json: Http['json'] = (request, schema) => {
    requests.push(request)
    const read = schema.safeParse(answer(request))
    if (read.success) return okAsync(read.data)
    const issues = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return errAsync({ kind: 'unexpected-shape', issues, target: String(request.url), attempts: 1 })
  }
  return { http: { ...createHttp(), json }, requests }
}
