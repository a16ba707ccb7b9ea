import { type InvalidOptions, jobPresets } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { JobClass } from './job-class.ts'
import { type ArrivalOptions, syntheticWorkload } from './synthetic-workload.ts'
import type { Workload } from './workload.ts'

/** How often each class comes, in proportion. */
export interface MediaWeights {
  /** Videos. */
  readonly video: number
  /** Images, in batches. */
  readonly image: number
  /** Sound recordings. */
  readonly audio: number
}

/** What can differ about the classes of {@link mediaClasses}. */
export interface MediaOptions {
  /** Share of jobs whose data never leaves the house (0 to 1). Default 0.2. */
  readonly confidentialShare?: number | undefined
  /** Line out of the house (Mbps). Default: what the policy assumes. */
  readonly uplinkMbps?: number | undefined
  /** Line into the house (Mbps). Default: what the policy assumes. */
  readonly downlinkMbps?: number | undefined
  /** How often each class comes, in proportion. Default: video 3, image 4, audio 3, which is an assumption. */
  readonly weights?: MediaWeights | undefined
}

/** The GPU on which the hours of work are stated. */
const referenceGpu = 'RTX 4090'

const defaultWeights = { video: 3, image: 4, audio: 3 }

/** What the classes have in common. Shares of urgency, and the deadline, are assumptions; of open jobs five in eight are internal. */
const commonTerms = (options: MediaOptions) => {
  const { confidentialShare = 0.2, uplinkMbps, downlinkMbps } = options
  const open = 1 - confidentialShare
  return {
    confidentiality: { public: open * 0.375, internal: open * 0.625, confidential: confidentialShare },
    urgency: { low: 0.3, normal: 0.5, high: 0.2 },
    deadline: { timesWork: 3, plusHours: 24 },
    lines: { uplinkMbps, downlinkMbps },
  }
}

/**
 * Makes AIMA's classes of media analysis: video (24 GiB of GPU memory), image (16) and audio (8).
 *
 * Durations and sizes are assumptions, stated for an RTX 4090, until there are measurements:
 * video takes 3 h in the median and 12 h at the 90th percentile (0.25 to 72 h) for files of 60 and 250 GB (10 to 800 GB);
 * image 0.5 h and 3 h (0.02 to 24 h) for 5 and 40 GB (0.1 to 200 GB); audio 0.3 h and 1.5 h (0.02 to 12 h) for 1 and 8 GB (0.05 to 60 GB).
 * Output is a hundredth of the input (assumption). Video saves its state at the interval of least expected cost, the others do not.
 * A job is due 24 h and three times its work after it came (assumption).
 *
 * @param options - What differs.
 * @returns The classes. Shares that make no sense are the error of {@link syntheticWorkload}.
 * Source of the needs: AIMA's handbook of job classes, as in core's `jobPresets`.
 * @example
 * mediaClasses().map(({ template }) => template.needs?.vramGiB) // => [24, 16, 8]
 */
export const mediaClasses = (options: MediaOptions = {}): readonly JobClass[] => {
  const { lines, ...common } = commonTerms(options)
  const weights = options.weights ?? defaultWeights
  const run = { referenceGpu, limitedBy: 'memory-bandwidth' } as const
  return [
    {
      ...common,
      workload: 'video-analysis',
      weight: weights.video,
      refHours: { kind: 'lognormal', median: 3, percentile90: 12, least: 0.25, most: 72 },
      inputGB: { kind: 'lognormal', median: 60, percentile90: 250, least: 10, most: 800 },
      outputShare: 0.01,
      template: { needs: jobPresets.video, run: { ...run, checkpoint: { everyHours: 'auto' } }, data: lines },
    },
    {
      ...common,
      workload: 'image-analysis',
      weight: weights.image,
      refHours: { kind: 'lognormal', median: 0.5, percentile90: 3, least: 0.02, most: 24 },
      inputGB: { kind: 'lognormal', median: 5, percentile90: 40, least: 0.1, most: 200 },
      outputShare: 0.01,
      template: { needs: jobPresets.image, run, data: lines },
    },
    {
      ...common,
      workload: 'audio-analysis',
      weight: weights.audio,
      refHours: { kind: 'lognormal', median: 0.3, percentile90: 1.5, least: 0.02, most: 12 },
      inputGB: { kind: 'lognormal', median: 1, percentile90: 8, least: 0.05, most: 60 },
      outputShare: 0.01,
      template: { needs: jobPresets.audio, run, data: lines },
    },
  ]
}

/** When media analysis comes, and what differs about its classes. */
export interface MediaAnalysisOptions extends ArrivalOptions, MediaOptions {}

/**
 * Makes a workload of AIMA's media analysis. Durations, sizes and shares are assumptions, see {@link mediaClasses}.
 *
 * @param options - When jobs come, and what differs.
 * @returns The workload, or `invalid-options`.
 * @example
 * const [first] = mediaAnalysis({ startMs: 0, days: 1, jobsPerHour: 2, confidentialShare: 1 })._unsafeUnwrap()
 * first?.job.confidentiality // => 'confidential'
 */
export const mediaAnalysis = (options: MediaAnalysisOptions): Result<Workload, InvalidOptions> => {
  const { confidentialShare, uplinkMbps, downlinkMbps, weights, ...arrivals } = options
  const classes = mediaClasses({ confidentialShare, uplinkMbps, downlinkMbps, weights })
  return syntheticWorkload({ ...arrivals, classes })
}
