import type { ListedOffer, ProviderKind, TrustClass } from '@aima/gpu-core'

/** What is known of a provider by its name. */
export type TracedProvider = Pick<ListedOffer, 'provider' | 'providerKind' | 'trust'>

interface Facts {
  readonly provider?: string
  readonly providerKind?: ProviderKind
  readonly trust?: TrustClass
}

const hyperscaler: Facts = { providerKind: 'hyperscaler', trust: 'certified' }

/**
 * Providers that are something else than a GPU cloud of unknown trust, by their names in traces.
 *
 * Source: the providers' own pages; on a marketplace a stranger's machine is rented.
 */
const facts: ReadonlyMap<string, Facts> = new Map([
  ['aws', hyperscaler],
  ['azure', hyperscaler],
  ['gcp', hyperscaler],
  ['oracle', hyperscaler],
  ['vast.ai', { provider: 'vastai', trust: 'community' }],
])

/**
 * Tells what is known of a provider.
 *
 * @param name - Its name in a trace, such as `vast.ai`.
 * @example
 * tracedProvider('vast.ai') // => { provider: 'vastai', providerKind: 'gpu-cloud', trust: 'community' }
 */
export const tracedProvider = (name: string): TracedProvider => ({
  provider: name,
  providerKind: 'gpu-cloud',
  ...facts.get(name),
})
