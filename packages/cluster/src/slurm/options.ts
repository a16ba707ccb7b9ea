import { HttpOrOptions } from '@aima/gpu-http'
import { z } from 'zod'
import { type ClusterOptions, clusterShape } from '../cluster-options.ts'
import { Address, Token } from '../endpoint.ts'

/** Slurm's own REST service. */
export interface SlurmRest {
  /** Its address without path, such as `http://login.example:6820`. */
  readonly baseUrl: string
  /** User of the token. Default: the environment's `SLURM_USER_NAME`, else its `USER`. */
  readonly user?: string | undefined
  /** Token of `scontrol token`. Default: the environment's `SLURM_JWT`, read on each listing. */
  readonly token?: string | undefined
  /** Version of its API, such as `v0.0.43`. Default: `v0.0.41`, `v0.0.43`, `v0.0.39` and `v0.0.38` are tried. */
  readonly version?: string | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. */
  readonly http?: HttpOrOptions | undefined
}

/** Slurm's commands on this machine. */
export interface SlurmCommands {
  /** `scontrol`: its name, or an absolute path. Default `scontrol`. */
  readonly scontrol?: string | undefined
  /** `sinfo`: its name, or an absolute path. Default `sinfo`. */
  readonly sinfo?: string | undefined
  /** Variables beside those of this process, such as `SLURM_CONF`. */
  readonly environment?: Readonly<Record<string, string>> | undefined
  /** Longest time for one command (ms). Default 20 000: without a controller they answer after 9 s. */
  readonly timeoutMs?: number | undefined
  /** Most that one command may print (bytes). Default 64 MiB. */
  readonly maximumBytes?: number | undefined
}

/** Options of the source. */
export interface SlurmOptions extends ClusterOptions {
  /** Asks slurmrestd. Default: the commands of this machine. */
  readonly rest?: SlurmRest | undefined
  /** How the commands are run. */
  readonly commands?: SlurmCommands | undefined
  /** Lists only nodes of these partitions. Default: all. */
  readonly partitions?: readonly string[] | undefined
  /** Time to wake a node that saves power (h). Default: sleeping nodes are left out. */
  readonly wakeHours?: number | undefined
}

/** Schema of {@link SlurmOptions}. */
export const SlurmOptions: z.ZodType<SlurmOptions> = z.strictObject({
  ...clusterShape,
  rest: z
    .strictObject({
      baseUrl: Address,
      user: z.string().max(256).optional(),
      token: Token.optional(),
      version: z
        .string()
        .regex(/^v\d+\.\d+\.\d+$/, 'expected a version such as v0.0.41')
        .optional(),
      http: HttpOrOptions.optional(),
    })
    .optional(),
  commands: z
    .strictObject({
      scontrol: z.string().min(1).optional(),
      sinfo: z.string().min(1).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      timeoutMs: z.number().positive().max(600_000).optional(),
      maximumBytes: z.int().min(1).optional(),
    })
    .optional(),
  partitions: z.array(z.string().min(1)).optional(),
  wakeHours: z.number().nonnegative().optional(),
})
