import { checkOptions as checkWith, type InvalidOptions } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { OrchestratorOptions } from './options.ts'

const milliseconds = z
  .number()
  .positive()
  .max(2 ** 31 - 1)

const ages = z
  .strictObject({ freshMs: z.number().nonnegative(), staleMs: z.number().nonnegative() })
  .refine(({ freshMs, staleMs }) => freshMs <= staleMs, 'expected freshMs not above staleMs')

const source = z
  .custom<unknown>((value) => typeof value === 'object' && value !== null && 'listOffers' in value, {
    message: 'expected a source, such as localGpus() or createRunpod()',
  })
  .transform((value) =>
    typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '',
  )

/** What is checked here; the policy is checked where it is loaded. */
const schema = z
  .object({
    local: z.array(source).default([]),
    cloud: z.array(source).default([]),
    policy: z.custom<unknown>((value) => typeof value === 'object' && value !== null, {
      message: 'expected a policy, or { file }',
    }),
    sourceDeadlineMs: milliseconds.optional(),
    cacheAges: z
      .strictObject({ local: ages.optional(), 'gpu-cloud': ages.optional(), hyperscaler: ages.optional() })
      .optional(),
    breakAfter: z.int().min(1).optional(),
    breakForMs: milliseconds.optional(),
    leaseMs: milliseconds.optional(),
    decisionLog: z.string().min(1).optional(),
    onEvent: z.custom<unknown>((value) => typeof value === 'function', 'expected a function').optional(),
  })
  .superRefine(({ local, cloud }, context) => {
    const ids = [...local, ...cloud]
    const twice = ids.find((id, index) => ids.indexOf(id) !== index)
    if (twice !== undefined)
      context.addIssue({
        code: 'custom',
        message: `expected each source once, but ${twice} comes twice`,
        path: ['cloud'],
      })
  })

/**
 * Checks the options of an orchestrator.
 *
 * @param options - As the user gave them.
 * @returns The same options, or `invalid-options` with the path and the expectation of every fault.
 */
export const checkOptions = (options: OrchestratorOptions): Result<OrchestratorOptions, InvalidOptions> =>
  checkWith(schema, options).map(() => options)
