/** What a `GpuInfo` says of memory, in whatever unit and for whatever number of GPUs. */
interface StatedSizes {
  readonly size: number | undefined
  readonly total: number | undefined
}

const numberAfter = (text: string, key: string): number | undefined => {
  const found = new RegExp(`['"]${key}['"]\\s*:\\s*(\\d{1,9}(?:\\.\\d{1,3})?)\\b`).exec(text)?.[1]
  const value = Number(found)
  return value > 0 ? value : undefined
}

const statedIn = (gpuInfo: string): StatedSizes => ({
  size: numberAfter(gpuInfo, 'SizeInMiB'),
  total: numberAfter(gpuInfo, 'TotalGpuMemoryInMiB'),
})

/** RunPod writes GiB under a key that says MiB. No GPU has less than 1 GiB, and none has 1024. */
const toGiB = (stated: number): number => (stated < 1024 ? stated : stated / 1024)

/** Clouds of which it is known that `SizeInMiB` is that of all GPUs of the machine. */
const statesTotals: ReadonlySet<string> = new Set(['vast'])

/**
 * Ways in which the memory in a `GpuInfo` can be read, the likeliest first.
 *
 * - `SizeInMiB` is that of one GPU with most clouds, and that of the machine with Vast.ai. AWS has stated the
 *   total for L4 machines with four and eight GPUs, so the other reading is always a second one.
 * - Without it `TotalGpuMemoryInMiB` counts, of which Lambda gives that of one GPU.
 * - Values below 1024 are GiB (RunPod).
 *
 * Which reading holds is decided by what the GPU's name allows.
 *
 * @param cloud - Name of the cloud as SkyPilot writes it.
 * @param gpuInfo - The text.
 * @param count - How many GPUs (above 0).
 * @returns Memory of one GPU (GiB); empty when the text states none.
 * @example
 * memoryReadings('vast', "{'Gpus': [{'MemoryInfo': {'SizeInMiB': 652472}}]}", 8)[0] // => 79.6474609375
 * memoryReadings('azure', 'A100-80GB', 1) // => []
 */
export const memoryReadings = (cloud: string, gpuInfo: string, count: number): readonly number[] => {
  const { size, total } = statedIn(gpuInfo)
  if (size !== undefined) {
    const readings = [toGiB(size), toGiB(size / count)]
    return statesTotals.has(cloud) ? readings.reverse() : readings
  }
  return total === undefined ? [] : [toGiB(total / count), toGiB(total)]
}
