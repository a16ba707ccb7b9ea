import type { Offer } from '@aima/gpu-core'
import { buildOffer } from '@aima/gpu-testing'
import { err, ok, okAsync } from 'neverthrow'
import type { Launch, LaunchFailureKind } from '../../src/place/launch.ts'

export const priced = (id: string, usdPerHour: number, changes: Partial<Offer> = {}): Offer =>
  buildOffer({ id, price: { usdPerHour }, place: { region: `region-${id}` }, ...changes })

export const three = [priced('a', 1), priced('b', 2), priced('c', 3)]

/** Fails on some offers, and gives a machine named after the offer on the others. */
export const failingOn =
  (kinds: Readonly<Record<string, LaunchFailureKind>>): Launch<string> =>
  async ({ offer: { id } }) => {
    const kind = kinds[id]
    return kind === undefined ? ok(`on ${id}`) : err({ kind })
  }

export const anywhere: Launch<string> = ({ offer }) => okAsync(`on ${offer.id}`)
export const nowhere: Launch<string> = async () => err({ kind: 'unknown' })
export const never: Launch<string> = () => new Promise(() => undefined)
