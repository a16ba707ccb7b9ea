/** A program that closes its orchestrator while sources and launches hang and leases are kept. It must end by itself. */
import { createOrchestrator } from '@aima/gpu-orchestrator'
import { buildJob, buildListedOffer, buildSource } from '@aima/gpu-testing'
import { okAsync, ResultAsync } from 'neverthrow'

const never = () => new ResultAsync<never, never>(new Promise(() => undefined))

const own = ['own-1', 'own-2'].map((id) => buildListedOffer({ id, observedAtMs: Date.now() }))
const orchestrator = createOrchestrator({
  local: [buildSource(own, { id: 'house' })],
  cloud: [buildSource([], { id: 'hanging', listOffers: never })],
  policy: { strategy: { kind: 'cost-first' } },
})._unsafeUnwrap()
const confidential = buildJob({ confidentiality: 'confidential' })
const placed = await orchestrator.place(confidential, { launch: () => okAsync('machine') })
console.log(placed.isOk() ? 'placed' : placed.error)
const deciding = orchestrator.decide(buildJob())
const placing = orchestrator.place({ ...confidential, id: 'other' }, { launch: never })
await new Promise((resolve) => setImmediate(resolve))
await orchestrator.close()
console.log((await deciding)._unsafeUnwrapErr().kind)
console.log((await placing)._unsafeUnwrapErr().kind)
