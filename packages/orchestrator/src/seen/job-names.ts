import { createHmac, randomBytes } from 'node:crypto'
import type { Job } from '@aima/gpu-core'

/** Gives the name under which a job is told: its id, or a pseudonym if it is confidential. */
export type NameOf = (job: Pick<Job, 'id' | 'confidentiality'>) => string

/** Characters of a pseudonym's hash; 16 are 64 bits. */
const hashCharacters = 16

/**
 * Makes the names under which events and the decision log speak of jobs.
 *
 * A confidential job, or one whose confidentiality nobody knows, has a pseudonym: the same for the same id, and no way back to it without the key, not even by trying ids.
 *
 * @param key - Secret key. Default: a random one, so that no two orchestrators give a job one pseudonym; who keeps a key can follow a job through restarts.
 * @returns Names of jobs.
 * @example
 * createJobNames()({ id: 'case-7', confidentiality: 'internal' }) // => 'case-7'
 * @example
 * createJobNames('key')({ id: 'case-7', confidentiality: 'confidential' }) // => 'confidential-697f63d65b3712e2'
 */
export const createJobNames =
  (key: string | Uint8Array = randomBytes(32)): NameOf =>
  ({ id, confidentiality }) => {
    if (confidentiality === 'public' || confidentiality === 'internal') return id
    return `confidential-${createHmac('sha256', key).update(id).digest('hex').slice(0, hashCharacters)}`
  }
