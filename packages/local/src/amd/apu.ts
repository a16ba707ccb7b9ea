import { modelOf } from '../host/model-of.ts'

/**
 * Graphics in processors: `Radeon Graphics`, `Radeon 780M`, `Radeon 8060S`. Cards have `RX`, `PRO` or more digits. Source: AMD's
 * product pages, from memory.
 */
const inProcessor = /^(AMD )?Radeon( \d{3}M| 80[456]0S)?( Graphics)?$/i

/**
 * Whether an AMD GPU uses the main memory.
 *
 * @param name - Name as the tool prints it.
 * @example
 * isAmdApu('AMD Radeon 8060S Graphics') // => true
 * isAmdApu('AMD Radeon RX 7900M') // => false
 */
export const isAmdApu = (name: string): boolean =>
  inProcessor.test(name) || modelOf(name, undefined)?.formFactor === 'APU'
