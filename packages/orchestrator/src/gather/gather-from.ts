import type { ProviderKind } from '@aima/gpu-core'
import type { Clock } from '../clock.ts'
import type { CacheAges, OrchestratorOptions } from '../options.ts'
import type { Tell } from '../seen/events.ts'
import { createGatherer, type Gatherer } from './gatherer.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Marketplaces change by the minute, list prices by the day; what is free on the own machines changes at any time. */
const defaultAges: Readonly<Record<ProviderKind, CacheAges>> = {
  local: { freshMs: 2 * second, staleMs: 30 * second },
  'gpu-cloud': { freshMs: minute, staleMs: 15 * minute },
  hyperscaler: { freshMs: hour, staleMs: 24 * hour },
}

/** Deadline of a source, and of a store of leases that is asked what is free, where nobody sets one (ms). */
export const defaultDeadlineMs = 10 * second

/**
 * Makes the gatherer of an orchestrator. The place of a source among the options is all that grants its site.
 *
 * @param options - Sources, and how they are asked.
 * @param context - Time, and who is told.
 */
export const gatherFrom = (
  options: OrchestratorOptions,
  context: { readonly clock: Clock; readonly tell: Tell },
): Gatherer => {
  const { local = [], cloud = [], cacheAges } = options
  return createGatherer({
    ...context,
    sources: [
      ...local.map((source) => ({ source, site: 'local' as const })),
      ...cloud.map((source) => ({ source, site: 'cloud' as const })),
    ],
    sourceDeadlineMs: options.sourceDeadlineMs ?? defaultDeadlineMs,
    cacheAges: {
      local: cacheAges?.local ?? defaultAges.local,
      'gpu-cloud': cacheAges?.['gpu-cloud'] ?? defaultAges['gpu-cloud'],
      hyperscaler: cacheAges?.hyperscaler ?? defaultAges.hyperscaler,
    },
    breakAfter: options.breakAfter ?? 3,
    breakForMs: options.breakForMs ?? minute,
  })
}
