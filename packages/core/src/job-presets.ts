import type { Needs } from './needs.ts'

/** AIMA's classes of work. */
export type JobPreset = 'video' | 'image' | 'audio' | 'llm-fusion'

/**
 * What each of AIMA's classes of work needs of a machine: GPU memory by class, CUDA 11.8, 100 GB of disk.
 *
 * Source: AIMA's handbook of job classes (video 24 GB, image 16 GB, audio 8 GB, LLM fusion 24 GB).
 * @example
 * jobPresets.video.vramGiB // => 24
 * @example
 * parseJob({ id: 'a', confidentiality: 'public', needs: { ...jobPresets.audio, gpuCount: 2 } }).isOk() // => true
 */
export const jobPresets: Readonly<Record<JobPreset, Needs>> = {
  video: { vramGiB: 24, cudaVersion: 11.8, diskGB: 100 },
  image: { vramGiB: 16, cudaVersion: 11.8, diskGB: 100 },
  audio: { vramGiB: 8, cudaVersion: 11.8, diskGB: 100 },
  'llm-fusion': { vramGiB: 24, cudaVersion: 11.8, diskGB: 100 },
}
