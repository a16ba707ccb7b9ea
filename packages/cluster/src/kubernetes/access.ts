import { readFile } from 'node:fs/promises'
import type { ListError } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { memberOf } from '../member-of.ts'

/** Certificates of a connection, as PEM. */
export interface Tls {
  /** Authority that signed the server's certificate; absent: those that Node knows. */
  readonly ca?: string | undefined
  /** Certificate of the client. */
  readonly cert?: string | undefined
  /** Its key. */
  readonly key?: string | undefined
  /** Name that the server's certificate must have, where it is not that of the address. */
  readonly servername?: string | undefined
  /** True: the server's certificate is not checked. */
  readonly isUnchecked: boolean
}

/** How a cluster is reached. */
export interface Access {
  /** Address of its API server. */
  readonly baseUrl: string
  /** Bearer token. */
  readonly token: string | undefined
  /** Certificates. */
  readonly tls: Tls
}

/** An error about options. */
export const invalid = (issue: string): ListError => ({ kind: 'invalid-options', issues: [issue] })

const codePattern = /^[A-Z][A-Z0-9_]{1,63}$/

/** The system's code of an error. */
const codeOf = (error: unknown): string => {
  const code = memberOf(error, 'code')
  return typeof code === 'string' && codePattern.test(code) ? code : 'UNKNOWN'
}

/**
 * Reads a text file.
 *
 * @param path - Its path.
 * @returns The text, or `unreachable` with the path and the system's code.
 */
export const readText = async (path: string): Promise<Result<string, ListError>> => {
  try {
    return ok(await readFile(path, 'utf8'))
  } catch (error) {
    return err({ kind: 'unreachable', target: path, code: codeOf(error) })
  }
}
