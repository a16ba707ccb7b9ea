import { createHttp, type Http, type HttpRequest } from '@aima/gpu-http'
import { errAsync, okAsync } from 'neverthrow'

/** Makes an `Http` without a network, which answers each request for JSON with what a function gives. */
export const answeringHttp = (answer: (request: HttpRequest) => unknown): Http => {
  const json: Http['json'] = (request, schema) => {
    const read = schema.safeParse(answer(request))
    if (read.success) return okAsync(read.data)
    const issues = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return errAsync({ kind: 'unexpected-shape', issues, target: String(request.url), attempts: 1 })
  }
  return { ...createHttp(), json }
}
