import type { z } from 'zod'
import { type Connection, type Pages, readPages } from './client.ts'

/** A call of a service that speaks JSON. */
export interface JsonCall<Page> {
  /** Service, as it is signed for. */
  readonly service: string
  /** Its host begins with this; default: the name of the service. */
  readonly hostPrefix?: string | undefined
  /** Region of the host. */
  readonly region: string
  /** Target, such as `AWSPriceListService.GetProducts`. */
  readonly target: string
  /** The permission that it needs. */
  readonly permission: string
  /** Body. */
  readonly body: Readonly<Record<string, unknown>>
  /** Checks a page. */
  readonly schema: z.ZodType<Page>
  /** Token of the next page. */
  readonly next: (page: Page) => string | undefined
}

/**
 * Makes a call of a service that speaks AWS JSON 1.1, page by page. It only reads, so it may be repeated.
 *
 * @param connection - Where to, and who asks.
 * @param call - The call.
 */
export const callJson = <Page>(
  connection: Connection,
  { service, hostPrefix, region, target, permission, body, schema, next }: JsonCall<Page>,
): Promise<Pages<Page>> =>
  readPages(connection, {
    service,
    hostPrefix,
    region,
    permission,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: (token) => JSON.stringify(token === undefined ? body : { ...body, NextToken: token }),
    read: (request, { http, context }) => http.json(request, schema, context),
    next,
  })
