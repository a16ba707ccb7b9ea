import { type StagedPlace, stagedPlaceOf } from '@aima/gpu-core'
import { LRUCache } from 'lru-cache'
import type { Placement } from '../place/placement.ts'

/** Where the inputs of jobs have been uploaded to. */
export interface InputMemory {
  /** Gives all places where a job's input lies, that of this placement among them. */
  readonly placesOf: (placement: Pick<Placement<unknown>, 'job' | 'candidate'>) => readonly StagedPlace[]
  /** Forgets a job that is done. */
  readonly forget: (jobId: string) => void
}

/** Most places of one job that are remembered; the oldest is forgotten. */
const mostPlaces = 8

/**
 * Creates a memory of inputs.
 *
 * @param most - Most jobs that are remembered; the one longest unheard of is forgotten.
 */
export const createInputMemory = (most: number): InputMemory => {
  const inputs = new LRUCache<string, readonly StagedPlace[]>({ max: most })
  return {
    placesOf: ({ job, candidate }) => {
      const before = inputs.get(job.id) ?? []
      const here = stagedPlaceOf(candidate.offer)
      const isKnown = before.some(
        (place) => place.provider === here?.provider && place.region === here.region,
      )
      const places = here === undefined || isKnown ? before : [...before, here].slice(-mostPlaces)
      if (places.length > 0) inputs.set(job.id, places)
      return places
    },
    forget: (jobId) => {
      inputs.delete(jobId)
    },
  }
}
