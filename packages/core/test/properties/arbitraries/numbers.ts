import { fc } from '@fast-check/vitest'

/** Present in so many of ten cases. */
export const maybe = <T>(arbitrary: fc.Arbitrary<T>, ofTen = 5): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 10 - ofTen }, { arbitrary, weight: ofTen })

/** Numbers to three decimals, both ends included; they shrink towards the lower end. */
export const upTo = (greatest: number, least = 0): fc.Arbitrary<number> =>
  fc
    .integer({ min: Math.ceil(least * 1000), max: Math.floor(greatest * 1000) })
    .map((thousandths) => thousandths / 1000)

/** Any finite number of a range, down to the smallest that the machine knows. */
const anyUpTo = (max: number, min = 0): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true })

/** Numbers of every magnitude between two powers of ten. */
export const magnitude = (leastPower: number, greatestPower: number): fc.Arbitrary<number> =>
  fc
    .tuple(anyUpTo(9.99, 1), fc.integer({ min: leastPower, max: greatestPower - 1 }))
    .map(([digits, power]) => digits * 10 ** power)

/** Prices (USD/h, > 0); the round ones make ties. */
export const price: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0.5, 1, 2), upTo(20, 0.001))

/** Waits and set-up times (h). */
export const wait: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0, 0.25, 1), upTo(6))

/** Bandwidths (Mbps, > 0). */
export const bandwidth: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(100, 1000), upTo(10_000, 1))

/** Volumes (GB). */
export const volume: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0, 5, 50), upTo(3000))

/** A part of the whole, 0 to 1. */
export const share: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0, 0.5, 0.95, 1), upTo(1))
