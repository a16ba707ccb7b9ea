import { z } from 'zod'
import type { Fields } from './wire.ts'

const word = z.string().max(256)
const fields = z.custom<Fields>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Invalid input: expected object',
)

const about = {
  attributes: fields.nullish(),
  capacity: fields.nullish(),
  taints: z.array(z.object({ effect: word })).nullish(),
  consumesCounters: z.array(z.object({ counterSet: word })).nullish(),
}

/** Schema of a device. Up to v1beta1 its facts are in `basic`. */
const wireDevice = z.object({ name: word.min(1), basic: z.object(about).nullish(), ...about })

/** Schema of a resource slice. */
export const WireSlice = z.object({
  spec: z.object({
    driver: word.min(1),
    nodeName: word.nullish(),
    pool: z.object({ name: word.min(1), generation: z.number(), resourceSliceCount: z.number() }),
    devices: z.array(wireDevice).nullish(),
  }),
})

/** The specification of a slice. */
export type Slice = z.infer<typeof WireSlice>['spec']
/** A device. */
export type Device = z.infer<typeof wireDevice>

/** Schema of a resource claim. */
export const WireClaim = z.object({
  status: z
    .object({
      allocation: z
        .object({
          devices: z
            .object({
              results: z
                .array(
                  z.object({
                    driver: word,
                    pool: word,
                    device: word,
                    adminAccess: z.boolean().nullish(),
                  }),
                )
                .nullish(),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
})
