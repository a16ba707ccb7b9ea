import type { Dispatcher } from 'undici'

/** Headers of a reply, their names in lower case. */
export type ReplyHeaders = Dispatcher.ResponseData['headers']

/** The first value of a header, by its name in any case. */
export const headerOf = (headers: ReplyHeaders, name: string): string | undefined => {
  const value = headers[name.toLowerCase()]
  return typeof value === 'string' ? value : value?.[0]
}
