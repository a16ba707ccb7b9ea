/** A node as Slurm tells it, in whatever format. What is not told is absent. */
export interface SlurmNode {
  /** Its name. */
  readonly name: string
  /** State and flags, as written. */
  readonly state: readonly string[]
  /** Its generic resources, as written. */
  readonly gres?: string | undefined
  /** Those of them that jobs use. */
  readonly gresUsed?: string | undefined
  /** Those of them that are taken out of service. */
  readonly gresDrained?: string | undefined
  /** Processors that jobs may use. */
  readonly cpus?: number | undefined
  /** Processors that jobs use. */
  readonly allocatedCpus?: number | undefined
  /** Memory that jobs may use (MiB). */
  readonly memoryMiB?: number | undefined
  /** Memory that jobs use (MiB). */
  readonly allocatedMemoryMiB?: number | undefined
  /** Partitions that it belongs to. */
  readonly partitions: readonly string[]
  /** Its features, which often name the GPU. */
  readonly features: readonly string[]
  /** Processor architecture, as the kernel names it. */
  readonly architecture?: string | undefined
}
