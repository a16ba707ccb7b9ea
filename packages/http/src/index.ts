export type { Clock } from './clock.ts'
export {
  type ConditionalDownload,
  createDownload,
  type Download,
  type DownloadOptions,
} from './conditional-download.ts'
export { type CsvReading, csvRows } from './csv-rows.ts'
export { type RequestEvent, requestChannelName } from './exchange/request-events.ts'
export { createHttp, type Http, type StreamedReply } from './http.ts'
export { type HttpError, type HttpFacts, toListError } from './http-error.ts'
export { interruptible, type WaitLimits } from './interruptible.ts'
export { type JsonReading, jsonItems } from './json-items.ts'
export { createLimiter, type Limiter } from './limiter.ts'
export { type HttpOptions, type HttpSettings, httpDefaults } from './options.ts'
export type { Paging, PagingLimits } from './pages.ts'
export type { BadRow, Reading, UnexpectedShape } from './reading.ts'
export { redact } from './redact.ts'
export { redactListing } from './redact-listing.ts'
export type {
  CallLimits,
  FailedReply,
  HttpContext,
  HttpMethod,
  HttpRequest,
  QueryValue,
  XmlRequest,
} from './request.ts'
export { type Collected, collect, type ResultStream, toResults } from './result-stream.ts'
export { type RetryAfterMoment, retryAfterMsOf } from './retry-after.ts'
export { type Secret, secret } from './secret.ts'
export { HttpOrOptions, httpFrom } from './shared-http.ts'
