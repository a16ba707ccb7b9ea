import fc from 'fast-check'

/** There in so many of ten cases. */
export const maybe = <T>(arbitrary: fc.Arbitrary<T>, ofTen = 5): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 10 - ofTen }, { arbitrary, weight: ofTen })

/** As it comes out of a file: what is undefined is not there. */
export const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** Numbers to three decimals, both ends included; they shrink towards the lower end. */
export const upTo = (greatest: number, least = 0): fc.Arbitrary<number> =>
  fc
    .integer({ min: Math.ceil(least * 1000), max: Math.floor(greatest * 1000) })
    .map((number) => number / 1000)

/** Prices (USD/h, > 0); the round ones make ties. */
export const price: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0.5, 1, 2), upTo(40, 0.001))

/** Waits and times to set something up (h). */
export const wait: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0, 0.25, 1), upTo(6))

/** Bandwidths (Mbps, > 0). */
export const bandwidth: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(100, 1000), upTo(10_000, 1))

/** Volumes (GB). */
export const volume: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0, 5, 50), upTo(3000))

/** A part of a whole (0 to 1). */
export const share: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0, 0.5, 0.95, 1), upTo(1))
