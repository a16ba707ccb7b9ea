import { z } from 'zod'
import { NodeName } from '../node-name.ts'

/** Labels, annotations or quantities: a record whose values are checked where they are read. */
export type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fields = z.custom<Fields>(isFields, 'Invalid input: expected object')

/** One page of a list. Items are checked one by one. */
export interface WireList {
  /** The items. */
  readonly items: readonly unknown[]
  /** About the list. */
  readonly metadata?: { readonly continue?: string | null | undefined } | null | undefined
}

/** Schema of {@link WireList}. Go writes an empty list as null. */
export const WireList: z.ZodType<WireList> = z.object({
  items: z
    .array(z.unknown())
    .nullable()
    .transform((items) => items ?? []),
  metadata: z.object({ continue: z.string().max(65_536).nullish() }).nullish(),
})

/** A taint: what keeps pods from a node unless they tolerate it. */
export interface WireTaint {
  /** Its key. */
  readonly key: string
  /** Its value. */
  readonly value?: string | null | undefined
  /** `NoSchedule`, `PreferNoSchedule` or `NoExecute`. */
  readonly effect: string
}

/** A node: the fields that are used. */
export interface WireNode {
  readonly metadata: {
    readonly name: string
    readonly labels?: Fields | null | undefined
    readonly deletionTimestamp?: string | null | undefined
  }
  readonly spec?:
    | {
        readonly unschedulable?: boolean | null | undefined
        readonly taints?: readonly WireTaint[] | null | undefined
      }
    | null
    | undefined
  readonly status?:
    | {
        readonly allocatable?: Fields | null | undefined
        readonly capacity?: Fields | null | undefined
        readonly conditions?: readonly { readonly type: string; readonly status: string }[] | null | undefined
        readonly nodeInfo?: { readonly architecture?: string | null | undefined } | null | undefined
      }
    | null
    | undefined
}

const word = z.string().max(512)

/** Schema of {@link WireNode}. */
export const WireNode: z.ZodType<WireNode> = z.object({
  metadata: z.object({
    name: NodeName,
    labels: fields.nullish(),
    deletionTimestamp: word.nullish(),
  }),
  spec: z
    .object({
      unschedulable: z.boolean().nullish(),
      taints: z
        .array(z.object({ key: word.min(1), value: word.nullish(), effect: word }))
        .max(256)
        .nullish(),
    })
    .nullish(),
  status: z
    .object({
      allocatable: fields.nullish(),
      capacity: fields.nullish(),
      conditions: z.array(z.object({ type: word, status: word })).nullish(),
      nodeInfo: z.object({ architecture: word.nullish() }).nullish(),
    })
    .nullish(),
})

/** A container: what it asks for. */
export interface WireContainer {
  readonly resources?:
    | { readonly requests?: Fields | null | undefined; readonly limits?: Fields | null | undefined }
    | null
    | undefined
  readonly restartPolicy?: string | null | undefined
}

/** A pod: the fields that are used. */
export interface WirePod {
  readonly metadata?: { readonly annotations?: Fields | null | undefined } | null | undefined
  readonly spec: {
    readonly nodeName?: string | null | undefined
    readonly containers?: readonly WireContainer[] | null | undefined
    readonly initContainers?: readonly WireContainer[] | null | undefined
    readonly overhead?: Fields | null | undefined
    /** What the pod as a whole asks for; processors and memory only. */
    readonly resources?: WireContainer['resources']
  }
  readonly status?: { readonly phase?: string | null | undefined } | null | undefined
}

const resources = z.object({ requests: fields.nullish(), limits: fields.nullish() }).nullish()

const containers = z
  .array(
    z.object({
      resources,
      restartPolicy: word.nullish(),
    }),
  )
  .nullish()

/** Schema of {@link WirePod}. */
export const WirePod: z.ZodType<WirePod> = z.object({
  metadata: z.object({ annotations: fields.nullish() }).nullish(),
  spec: z.object({
    nodeName: word.nullish(),
    containers,
    initContainers: containers,
    overhead: fields.nullish(),
    resources,
  }),
  status: z.object({ phase: word.nullish() }).nullish(),
})
