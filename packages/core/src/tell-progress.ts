import { Result } from 'neverthrow'
import type { ListingContext, ListingProgress } from './source.ts'

/**
 * Tells the caller of a listing that a part of it has answered. What the caller's function throws is the caller's affair and ends
 * no listing.
 *
 * @param context - The listing's circumstances.
 * @param progress - What has answered.
 * @example
 * const told = []
 * tellProgress({ nowMs: 0, onProgress: ({ part }) => told.push(part) }, { source: 'aws', part: 'eu-central-1', rows: 12 })
 * told // => ['eu-central-1']
 */
export const tellProgress = ({ onProgress }: ListingContext, progress: ListingProgress): void => {
  const returned: unknown = Result.fromThrowable(() => onProgress?.(progress))().unwrapOr(undefined)
  // A function that is async rejects instead of throwing.
  void (returned instanceof Promise ? returned.catch(() => undefined) : undefined)
}
