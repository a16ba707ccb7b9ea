import type { Reply } from './reply.ts'

/** A body as it is sent. */
export interface Body {
  /** Its bytes. */
  readonly bytes: Buffer
  /** Its content type. */
  readonly contentType: string
}

/** Writes a reply's body. */
export const bodyOf = ({ json, text, bytes }: Reply): Body => {
  if (json !== undefined) return { bytes: Buffer.from(JSON.stringify(json)), contentType: 'application/json' }
  if (text !== undefined) return { bytes: Buffer.from(text), contentType: 'text/plain; charset=utf-8' }
  return { bytes: Buffer.from(bytes ?? []), contentType: 'application/octet-stream' }
}
