/**
 * The worked examples S01 to S18 of the cost model, number by number.
 *
 * Source: `cost-examples.json` of the cost model's design (section 11), where two independent programs computed every
 * value. Units: h, USD, GB = 1e9 bytes, Mbps = 1e6 bit/s. Tolerance: relative 1e-9, absolute 1e-9 below 1e-3. An absent
 * number is 0, or no limit for a line; null is no finite value, no checkpoint, or no offer.
 */
export { chooseExamples } from './choose-examples.ts'
export { evaluateExamples } from './evaluate-examples.ts'
export { formulaExamples } from './formula-examples.ts'
