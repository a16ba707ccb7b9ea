import { describeListError, type ListError, type ListingContext, type Warning } from '@aima/gpu-core'
import { createDownload, type Download, httpFrom, toListError } from '@aima/gpu-http'
import { err, ok, type Result, type ResultAsync } from 'neverthrow'
import type { SkypilotUrlOptions } from '../options.ts'
import { bodyStream } from './body-stream.ts'
import type { CatalogFile } from './catalog-files.ts'
import { servedDay, statedDay } from './days.ts'
import type { OpenedFile } from './read-catalog-file.ts'
import { type Told, watchHttp } from './watched-http.ts'

const hourMs = 3_600_000

/** Address of a file: its path is put behind that of the base, before the base's query. */
const addressOf = (baseUrl: string, name: string): URL => {
  const address = new URL(baseUrl)
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${name}`
  return address
}

const warningsOf = (
  name: string,
  download: Download,
  { nowMs, cacheFolder }: { readonly nowMs: number; readonly cacheFolder: string | undefined },
): readonly Warning[] => {
  if (download.kind === 'stale') {
    const ageHours = Math.max(0, nowMs - download.downloadedAtMs) / hourMs
    const why = describeListError(download.error)
    const reason = `${name} is the copy that was downloaded ${ageHours.toFixed(1)} h ago, because there is no newer one: ${why}`
    return [{ kind: 'limited', reason }]
  }
  if (download.kind === 'unchanged' || download.storeFault === undefined) return []
  const reason = `${name} could not be kept in ${cacheFolder}: ${download.storeFault}`
  return [{ kind: 'limited', reason }]
}

/** The `Last-Modified` of the file that is used, which is not always the one on the server. */
const lastModifiedOf = ({ kind }: Download, { keptLastModified, sent }: Told): string | undefined => {
  if (kind === 'stale') return keptLastModified
  return kind === 'changed' ? sent?.lastModified : (sent?.lastModified ?? keptLastModified)
}

const dayOf = (
  download: Download,
  told: Told,
  { observedAt, nowMs }: { readonly observedAt: string | undefined; readonly nowMs: number },
): OpenedFile['day'] => {
  if (observedAt !== undefined) return statedDay(observedAt)
  const seenMs = download.kind === 'stale' ? Math.min(download.downloadedAtMs, nowMs) : nowMs
  return servedDay(lastModifiedOf(download, told), seenMs)
}

/** The files that a source remembers while it lives. */
interface Memory {
  /** Gives the file of a download and remembers what was sent. */
  readonly bodyOf: (name: string, download: Download, told: Told) => Result<Uint8Array, ListError>
}

/** A download without a folder that is unchanged comes without its body. */
const createMemory = (): Memory => {
  const bodies = new Map<string, Uint8Array>()
  return {
    bodyOf: (name, download, { sent }) => {
      const came = download.body ?? sent?.body?.()
      if (came !== undefined) bodies.set(name, came)
      const body = came ?? bodies.get(name)
      return body === undefined
        ? err({ kind: 'unexpected-shape', issues: [`${name}: expected a body`] })
        : ok(body)
    },
  }
}

/** A download into a folder has its body. */
const withoutMemory: Memory = {
  bodyOf: (name, { body }) =>
    body === undefined ? err({ kind: 'unexpected-shape', issues: [`${name}: expected a body`] }) : ok(body),
}

/** Opens a file of the catalog. */
type OpenFile = (file: CatalogFile, context: ListingContext) => ResultAsync<OpenedFile, ListError>

/**
 * Makes the files of a catalog on a server ready to be read. Each is downloaded when it is opened, unless it
 * is the one that came last time. Nothing happens before.
 *
 * @param options - Address, folder for copies, day.
 * @returns Opens one file; what fails is the error of the call.
 */
export const createUrlFiles = (options: SkypilotUrlOptions): OpenFile => {
  const { baseUrl, cacheFolder, observedAt } = options
  const { http, toldIn } = watchHttp(httpFrom(options.http))
  const download = createDownload({ http, folder: cacheFolder })
  const memory = cacheFolder === undefined ? createMemory() : withoutMemory
  return ({ name }, { signal, nowMs }) => {
    // An object of its own, by which the call is known.
    const context = { signal, nowMs }
    return download({ url: addressOf(baseUrl, name) }, context)
      .mapErr(toListError)
      .andThen((got) =>
        memory.bodyOf(name, got, toldIn(context)).map((body) => ({
          bytes: { target: name, isPacked: false, open: () => bodyStream(body) },
          day: dayOf(got, toldIn(context), { observedAt, nowMs }),
          warnings: warningsOf(name, got, { nowMs, cacheFolder }),
        })),
      )
  }
}
