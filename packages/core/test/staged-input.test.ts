import { describe, expect, test } from 'vitest'
import { stagedPlaceOf, withStagedInput } from '../src/staged-input.ts'
import { cloudOffer, localOffer } from './builders.ts'

const here = { provider: 'aws', region: 'eu-1' }

describe('where an offer leaves the input of its job', () => {
  test('is the object storage of its region', () => {
    expect(stagedPlaceOf(cloudOffer())).toEqual(here)
  })

  test('is nowhere for an owned machine, and for one that takes its input itself', () => {
    expect(stagedPlaceOf(localOffer())).toBeUndefined()
    expect(stagedPlaceOf(cloudOffer({ network: { dataPath: 'instance' } }))).toBeUndefined()
  })

  test('is what the offer says, owned or not', () => {
    const staged = localOffer({ network: { dataPath: 'staged' } })
    expect(stagedPlaceOf(staged)).toEqual({ provider: 'local', region: 'eu-1' })
  })
})

describe('input that lies there already', () => {
  test('is said of offers of the same provider and region', () => {
    const [same, elsewhere, other] = withStagedInput(
      [
        cloudOffer({ network: { egressUsdPerGB: 0.1 } }),
        cloudOffer({ id: 'b', place: { region: 'us-1' } }),
        cloudOffer({ id: 'c', provider: 'gcp' }),
      ],
      [here],
    )
    expect(same?.network).toEqual({ egressUsdPerGB: 0.1, inputCached: true })
    expect(elsewhere?.network?.inputCached).toBeUndefined()
    expect(other?.network?.inputCached).toBeUndefined()
  })

  test('is not said of offers that do not read from there', () => {
    const instance = cloudOffer({ network: { dataPath: 'instance' } })
    expect(withStagedInput([instance], [here])).toEqual([instance])
  })

  test('may lie in several places', () => {
    const offers = [cloudOffer(), cloudOffer({ id: 'b', place: { region: 'us-1' } })]
    const said = withStagedInput(offers, [here, { provider: 'aws', region: 'us-1' }])
    expect(said.map(({ network }) => network?.inputCached)).toEqual([true, true])
  })

  test('leaves the offers as they are where it lies nowhere', () => {
    const offers = [cloudOffer()]
    expect(withStagedInput(offers, [])).toBe(offers)
  })

  test('is said once as well as twice, and changes no offer in place', () => {
    const offer = cloudOffer()
    const once = withStagedInput([offer], [here])
    expect(withStagedInput(once, [here])).toEqual(once)
    expect(offer.network).toBeUndefined()
  })
})
