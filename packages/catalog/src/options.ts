import type { ListError } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'

/** Options of the embedded catalog. */
export interface EmbeddedCatalogOptions {
  /** Id of the source, and beginning of the ids of its offers. Default `embedded-catalog`. */
  readonly id?: string | undefined
}

/** Options of a SkyPilot catalog. */
export interface SkypilotCatalogOptions {
  /** Folder with the CSV files: `aws/vms.csv`, `aws-vms.csv`, `aws-gpu.csv` and so on, also with `.gz`. */
  readonly folder: string
  /**
   * Id of the source, and beginning of the ids of its offers; two catalogs need two. Default
   * `skypilot-catalog`.
   */
  readonly id?: string | undefined
  /**
   * Day of the prices (ISO 8601, such as `2024-06-13`). The files state none. Default: each file's
   * modification time.
   */
  readonly observedAt?: string | undefined
}

const id = z.string().min(1).max(64).optional()

/** Schema of {@link EmbeddedCatalogOptions}. */
export const EmbeddedCatalogOptions: z.ZodType<EmbeddedCatalogOptions> = z.strictObject({ id })

/** Schema of {@link SkypilotCatalogOptions}. */
export const SkypilotCatalogOptions: z.ZodType<SkypilotCatalogOptions> = z.strictObject({
  folder: z.string().min(1).max(4096),
  id,
  observedAt: z.iso.date().or(z.iso.datetime()).optional(),
})

/**
 * Checks options.
 *
 * @param schema - Their schema.
 * @param options - As the user gave them.
 * @returns The options, or `invalid-options` with paths and expectations.
 */
export const checkOptions = <T>(schema: z.ZodType<T>, options: unknown): Result<T, ListError> => {
  const read = schema.safeParse(options)
  if (read.success) return ok(read.data)
  const issues = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  return err({ kind: 'invalid-options', issues })
}
