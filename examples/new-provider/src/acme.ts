import { type ListError, type Listing, type OfferSource, unknownModels, type Warning } from '@aima/gpu-core'
import { type HttpOptions, httpFrom, secret, toListError } from '@aima/gpu-http'
import { err, errAsync, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { Machine, toOffer } from './machine.ts'

/** Where Acme answers, and how it is asked. */
interface AcmeOptions {
  readonly baseUrl: string
  readonly apiKey: string | undefined
  readonly http?: HttpOptions
}

const Reply = z.object({ machines: z.array(z.unknown()) })

/** A bad row costs one warning and nothing else, unless all are bad. Of a machine that comes twice, the first counts. */
const toListing = (rows: readonly unknown[], nowMs: number): Result<Listing, ListError> => {
  const machines = new Map<string, z.infer<typeof Machine>>()
  const bad: Warning[] = []
  for (const [index, row] of rows.entries()) {
    const { data, error } = Machine.safeParse(row)
    const issues = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
    if (data === undefined) bad.push({ kind: 'bad-row', row: `machines[${index}]`, issues })
    else if (!machines.has(data.sku)) machines.set(data.sku, data)
  }
  if (machines.size === 0 && bad.length > 0)
    return err({ kind: 'unexpected-shape', issues: ['machines: no row can be read'] })
  const offers = [...machines.values()]
    .map((machine) => toOffer(machine, nowMs))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
  return ok({ offers, warnings: [...bad, ...unknownModels(offers)], observedAtMs: nowMs })
}

/** Offers of Acme, a cloud that does not exist. Nothing happens here; all work is done when it lists. */
export const createAcme = ({ baseUrl, apiKey, http: options }: AcmeOptions): OfferSource => {
  const http = httpFrom(options)
  return {
    specificationVersion: 'v1',
    id: 'acme',
    provider: 'acme',
    providerKind: 'gpu-cloud',
    capabilities: { spot: false, stock: true, needsCredentials: 'always' },
    listOffers: (_query, context) => {
      if (apiKey === undefined) return errAsync({ kind: 'unauthorized' })
      const headers = { authorization: secret(`Bearer ${apiKey}`) }
      return http
        .json({ url: `${baseUrl}/v1/machines`, headers }, Reply, context)
        .mapErr(toListError)
        .andThen(({ machines }) => toListing(machines, context.nowMs))
    },
  }
}
