import { describe, expect, test } from 'vitest'
import { hasTickToSpare, tailRule, ticksLeft, ticksNeeded } from '../src/time-needed.ts'
import { underSafetyNet } from '../src/under-safety-net.ts'
import { firstSight, sixTicks } from './run-ticks.ts'

/** Six ticks of work and a start need seven: the last moment is five ticks after the start. */
const lastMoment = { nowSeconds: 3000, leftSeconds: 3600 }

describe('ticks', () => {
  test('that have begun are lost for what is left, and taken for what is needed', () => {
    expect(ticksLeft(sixTicks, 1)).toBe(11)
    expect(ticksNeeded(sixTicks, 3541, 1)).toBe(7)
    expect(ticksNeeded(sixTicks, 3540, 1)).toBe(6)
  })

  test('are whole although a division is not', () => {
    const tenths = { ...sixTicks, tickSeconds: 0.1, deadlineSeconds: 0.3, startSeconds: 0 }
    expect(ticksLeft(tenths, 0)).toBe(3)
    expect(ticksNeeded(tenths, 0.30000000000000004, 0)).toBe(3)
  })

  test('can be spared until the last moment', () => {
    expect(hasTickToSpare(sixTicks, { ...lastMoment, nowSeconds: 2400 })).toBe(true)
    expect(hasTickToSpare(sixTicks, lastMoment)).toBe(false)
  })
})

describe('the net', () => {
  const choose = (choice: 'none' | 'spot' | 'on-demand', changes: Parameters<typeof firstSight>[1]) =>
    underSafetyNet(sixTicks, () => choice)(firstSight(sixTicks, changes))

  test('leaves every choice before the last moment', () => {
    for (const choice of ['none', 'spot', 'on-demand'] as const)
      expect(choose(choice, { ...lastMoment, nowSeconds: 2400 })).toBe(choice)
  })

  test('starts on demand at the last moment', () => {
    expect(choose('none', lastMoment)).toBe('on-demand')
    expect(choose('spot', lastMoment)).toBe('on-demand')
  })

  test('leaves spot that makes progress, whatever the policy says', () => {
    expect(choose('none', { ...lastMoment, running: 'spot' })).toBe('spot')
    expect(choose('on-demand', { ...lastMoment, running: 'spot' })).toBe('spot')
  })

  test('does not wait for spot that is still starting', () => {
    const starting = { ...lastMoment, running: 'spot', remainingStartSeconds: 1 } as const
    expect(choose('spot', starting)).toBe('on-demand')
    expect(choose('spot', { ...starting, remainingStartSeconds: 0.0009 })).toBe('spot')
  })

  test('takes spot that cannot be had for nothing', () => {
    expect(choose('spot', { isSpotAvailable: false })).toBe('none')
  })

  test('asks the policy in each tick, also where it overrides it', () => {
    let asked = 0
    const choose = underSafetyNet(sixTicks, () => {
      asked += 1
      return 'none'
    })
    choose(firstSight(sixTicks))
    choose(firstSight(sixTicks, lastMoment))
    expect(asked).toBe(2)
  })
})

describe('the tail', () => {
  const slow = { ...sixTicks, startSeconds: 400 }
  const tail = { nowSeconds: 2400, leftSeconds: 3600 }

  test('begins one start before the net', () => {
    expect(tailRule(slow, firstSight(slow, tail), 'none')).toBe('on-demand')
    expect(tailRule(slow, firstSight(slow, { ...tail, nowSeconds: 1800 }), 'none')).toBe('none')
  })

  test('leaves a choice to spot that runs', () => {
    expect(tailRule(slow, firstSight(slow, { ...tail, running: 'spot' }), 'none')).toBe('none')
  })
})
