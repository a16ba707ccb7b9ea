import { type ListedOffer, resolveGpuModel } from '@aima/gpu-core'
import { z } from 'zod'

/** A row of Acme's price list. Strict patterns keep out what must not get into offers, such as an echoed key. */
export const Machine = z.object({
  sku: z.string().regex(/^[a-z]{1,20}-\d{1,2}$/),
  gpu: z.string().regex(/^[\w ]{1,32}$/),
  gpus: z.int().positive().max(16),
  vcpus: z.int().positive(),
  ramGiB: z.number().positive(),
  usdPerHour: z.number().positive().max(500),
  country: z.string().regex(/^[A-Z]{2}$/),
  free: z.int().nonnegative(),
})

/** Says a row in the words of the SDK. What Acme does not tell stays away: unknown is better than guessed. */
export const toOffer = (machine: z.infer<typeof Machine>, observedAtMs: number): ListedOffer => ({
  id: `acme/${machine.sku}`,
  source: 'acme',
  provider: 'acme',
  providerKind: 'gpu-cloud',
  purchase: 'on-demand',
  gpu: { name: machine.gpu, model: resolveGpuModel(machine.gpu).unwrapOr(undefined)?.model.model },
  gpuCount: machine.gpus,
  host: { vcpus: machine.vcpus, ramGiB: machine.ramGiB, driver: { kind: 'from-image' } },
  place: { region: machine.country.toLowerCase(), country: machine.country },
  price: { usdPerHour: machine.usdPerHour },
  capacity: { stock: machine.free > 0 ? 'available' : 'none' },
  observedAtMs,
  launch: { sku: machine.sku },
})
