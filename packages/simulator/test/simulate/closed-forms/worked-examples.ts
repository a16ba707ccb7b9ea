import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildListedOffer } from '@aima/gpu-testing'
import { z } from 'zod'
import { workFor } from '../scenario.ts'
import type { Pair } from './one-pair.ts'

const file = join(import.meta.dirname, '../../../../../../shared/design/cost-examples.json')

const checkpoint = z.object({ everyHours: z.union([z.number(), z.literal('auto')]), writeHours: z.number() })

/** The examples of one job on one offer whose course depends on luck. */
const Example = z.object({
  id: z.string(),
  job: z.object({
    refHours: z.number(),
    restartHours: z.number().default(0),
    checkpoint: checkpoint.optional(),
  }),
  offer: z.object({
    kind: z.enum(['on_demand', 'spot']),
    usdPerHour: z.number(),
    speed: z.literal(1),
    bootHours: z.number().default(0),
    availability: z.number().optional(),
    retryHours: z.number().optional(),
    interruptionsPerHour: z.number().default(0),
    recoverWaitHours: z.number().default(0),
  }),
})

const pairOf = ({ job, offer }: z.infer<typeof Example>): Pair => {
  const { interruptionsPerHour, recoverWaitHours, bootHours, availability, retryHours } = offer
  return {
    job: {
      id: 'example',
      confidentiality: 'public',
      run: workFor(job.refHours, { restartHours: job.restartHours, checkpoint: job.checkpoint }),
    },
    offer: buildListedOffer({
      purchase: offer.kind === 'spot' ? 'spot' : 'on-demand',
      price: { usdPerHour: offer.usdPerHour },
      capacity: { bootHours, availability, retryHours },
      spotRisk: { interruptionsPerHour, recoverWaitHours },
    }),
  }
}

/** The worked examples that are spot or wait, and move no data; none: the file is absent. */
export const examplePairs = (): readonly (Pair & { readonly id: string })[] => {
  if (!existsSync(file)) return []
  const { examples } = z
    .object({ examples: z.array(z.unknown()) })
    .parse(JSON.parse(readFileSync(file, 'utf8')))
  return examples.flatMap((row) => {
    const read = Example.safeParse(row)
    if (!read.success) return []
    const { id, offer } = read.data
    return offer.kind === 'spot' || offer.availability !== undefined ? [{ id, ...pairOf(read.data) }] : []
  })
}
