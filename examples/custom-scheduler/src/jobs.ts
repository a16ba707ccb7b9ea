import type { Job } from '@aima/gpu-core'

const lines = { uplinkMbps: 500, downlinkMbps: 500 }

/** A job whose hours were measured on an RTX 4090. */
const measured = (refHours: number, checkpointEveryHours?: number): Job['run'] => ({
  refHours,
  referenceGpu: 'RTX 4090',
  limitedBy: 'fp16',
  checkpoint: checkpointEveryHours === undefined ? undefined : { everyHours: checkpointEveryHours },
})

/** What came in over night. */
export const jobs: readonly Job[] = [
  {
    id: 'highway-video',
    confidentiality: 'internal',
    needs: { vramGiB: 24, cudaVersion: 11.8 },
    run: measured(9, 0.5),
    data: { inputGB: 80, outputGB: 2, ...lines },
  },
  {
    id: 'press-archive',
    confidentiality: 'public',
    needs: { vramGiB: 16, cudaVersion: 11.8 },
    run: measured(4, 0.5),
    data: { inputGB: 15, outputGB: 1, ...lines },
  },
  {
    id: 'case-17-phone',
    confidentiality: 'confidential',
    needs: { vramGiB: 16, cudaVersion: 11.8 },
    run: measured(2),
    data: { inputGB: 60 },
  },
  {
    id: 'case-18-laptop',
    confidentiality: 'confidential',
    needs: { vramGiB: 24, cudaVersion: 11.8 },
    run: measured(5),
    data: { inputGB: 400 },
  },
  {
    id: 'case-19-cameras',
    confidentiality: 'confidential',
    needs: { vramGiB: 24, cudaVersion: 11.8 },
    run: measured(1.5),
    data: { inputGB: 150 },
  },
]
