import type { z } from 'zod'
import { type Connection, type Pages, readPages } from './client.ts'

/** Parameters of a call, in the order in which they are sent. */
export type Parameters = readonly (readonly [name: string, value: string | number])[]

/** A call of EC2. */
export interface Ec2Call<Page> {
  /** Region that is asked. */
  readonly region: string
  /** Name of the operation, such as `DescribeInstanceTypes`. */
  readonly action: string
  /** Its parameters. */
  readonly parameters: Parameters
  /** Checks a page. */
  readonly schema: z.ZodType<Page>
  /** Token of the next page. */
  readonly next: (page: Page) => string | undefined
}

/** Version of the API. */
const version = '2016-11-15'

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/**
 * Body of a call of EC2, as AWS's own SDK writes it.
 *
 * @param action - The operation.
 * @param parameters - Its parameters.
 * @example
 * ec2Body('DescribeInstanceTypes', filter(1, 'instance-type', ['p5.*'])) // => 'Action=DescribeInstanceTypes&Version=2016-11-15&Filter.1.Name=instance-type&Filter.1.Value.1=p5.%2A'
 */
export const ec2Body = (action: string, parameters: Parameters): string =>
  [['Action', action] as const, ['Version', version] as const, ...parameters]
    .map(([name, value]) => `${name}=${encoded(String(value))}`)
    .join('&')

/** A list of values: `InstanceType.1`, `InstanceType.2` and so on. */
export const numbered = (name: string, values: readonly string[]): Parameters =>
  values.map((value, index) => [`${name}.${index + 1}`, value])

/** A filter by its place among the filters of a call (1 is the first). */
export const filter = (place: number, name: string, values: readonly string[]): Parameters => [
  [`Filter.${place}.Name`, name],
  ...numbered(`Filter.${place}.Value`, values),
]

const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }

/**
 * Makes a call of EC2, page by page. It only reads, so it may be repeated.
 *
 * @param connection - Where to, and who asks.
 * @param call - The call.
 */
export const callEc2 = <Page>(
  connection: Connection,
  { region, action, parameters, schema, next }: Ec2Call<Page>,
): Promise<Pages<Page>> =>
  readPages(connection, {
    service: 'ec2',
    region,
    permission: `ec2:${action}`,
    headers,
    body: (token) =>
      ec2Body(action, token === undefined ? parameters : [...parameters, ['NextToken', token]]),
    read: (request, { http, context }) => http.xml({ ...request, listTags: ['item'] }, schema, context),
    next,
  })
