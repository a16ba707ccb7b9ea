/** How many accelerators of a type go into an N1 machine, and how large it may be. */
export interface AttachLimit {
  /** Type of the accelerators. */
  readonly accelerator: string
  /** How many. */
  readonly gpuCount: number
  /** Most virtual processors that such a machine may have. */
  readonly mostVcpus: number
}

/**
 * What N1 machines may hold. The limits of memory (6.5 GiB for each processor) bind no standard machine, which has 3.75.
 *
 * Source: dstackai/gpuhunt 3584151 and Compute Engine, "N1 machine types with GPUs", 2026. The K80 is no longer sold.
 */
// biome-ignore format: one row a line
const attachRows: readonly (readonly [accelerator: string, gpuCount: number, mostVcpus: number])[] = [
  ['nvidia-tesla-t4',   1, 48], ['nvidia-tesla-t4',   2, 48], ['nvidia-tesla-t4',   4, 96],
  ['nvidia-tesla-v100', 1, 12], ['nvidia-tesla-v100', 2, 24], ['nvidia-tesla-v100', 4, 48], ['nvidia-tesla-v100', 8, 96],
  ['nvidia-tesla-p100', 1, 16], ['nvidia-tesla-p100', 2, 32], ['nvidia-tesla-p100', 4, 96],
  ['nvidia-tesla-p4',   1, 24], ['nvidia-tesla-p4',   2, 48], ['nvidia-tesla-p4',   4, 96],
]

const attachLimits: readonly AttachLimit[] = attachRows.map(([accelerator, gpuCount, mostVcpus]) => ({
  accelerator,
  gpuCount,
  mostVcpus,
}))

/** GiB for each processor of a standard machine. */
const ramGiBPerVcpu = 3.75

/** Sizes of the standard machines (vCPUs). Source: Compute Engine, "N1 standard machine types". */
const standardSizes: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 96]

/** A host for attached GPUs. */
export interface AttachHost {
  /** Google's name of it. */
  readonly type: string
  /** Virtual processors. */
  readonly vcpus: number
  /** Main memory (GiB). */
  readonly ramGiB: number
}

/** The standard N1 machines, for where the project's own list is not had. */
export const standardHosts: readonly AttachHost[] = standardSizes.map((vcpus) => ({
  type: `n1-standard-${vcpus}`,
  vcpus,
  ramGiB: vcpus * ramGiBPerVcpu,
}))

/**
 * Whether GPUs are attached to machines of a type here: the standard N1 machines. Those with much and with little memory take them
 * too, and are left out so that a zone does not list each GPU sixty times.
 *
 * @param type - Google's name of it.
 * @example
 * isAttachHost('n1-standard-8') // => true
 * isAttachHost('n1-highmem-8') // => false
 */
export const isAttachHost = (type: string): boolean => /^n1-standard-\d{1,3}$/.test(type)

/**
 * What can be attached to a machine.
 *
 * @param host - The machine.
 * @param mostCards - By type of accelerator: how many the zone allows in one machine; types that it lacks are absent.
 * @example
 * attachableTo({ type: 'n1-standard-16', vcpus: 16, ramGiB: 60 }, new Map([['nvidia-tesla-v100', 8]])).map(({ gpuCount }) => gpuCount) // => [2, 4, 8]
 */
export const attachableTo = (
  { vcpus }: AttachHost,
  mostCards: ReadonlyMap<string, number>,
): readonly AttachLimit[] =>
  attachLimits.filter(
    ({ accelerator, gpuCount, mostVcpus }) =>
      vcpus <= mostVcpus && gpuCount <= (mostCards.get(accelerator) ?? 0),
  )
