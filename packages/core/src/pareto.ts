import type { Candidate } from './candidate.ts'
import { microUsd, milliseconds } from './strategies/order.ts'

/** What is compared: cost, time, interruptions and carbon, all of them better when smaller. */
const criteriaOf = ({ estimate }: Candidate): readonly number[] => [
  microUsd(estimate.totalUsd),
  milliseconds(estimate.completionHours),
  estimate.interruptions,
  estimate.carbonGrams ?? Number.POSITIVE_INFINITY,
]

/** At least as good in everything, and better in something. */
const dominates = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((value, index) => value <= (other[index] ?? value)) &&
  one.some((value, index) => value < (other[index] ?? value))

/** From the best in the first criterion on, so that a later candidate can only be beaten by one that is in the front already. */
const byCriteria = (one: Candidate, other: Candidate): number => {
  const others = criteriaOf(other)
  const differences = criteriaOf(one).map((value, index) => compare(value, others[index] ?? value))
  return differences.find((difference) => difference !== 0) ?? one.rank - other.rank
}

/** Compares numbers that may be infinite. */
const compare = (one: number, other: number): number => {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/**
 * Finds the candidates that no other one beats in everything: total cost, completion, interruptions and carbon.
 *
 * For people who want to look instead of weighing. Unknown carbon counts as worse than any.
 *
 * @param candidates - For example the chosen one and the alternatives of a decision.
 * @returns The front, cheapest first.
 * @example
 * paretoFront([]) // => []
 */
export const paretoFront = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const front: { candidate: Candidate; criteria: readonly number[] }[] = []
  for (const candidate of [...candidates].sort(byCriteria)) {
    const criteria = criteriaOf(candidate)
    if (!front.some((member) => dominates(member.criteria, criteria))) front.push({ candidate, criteria })
  }
  return front.map(({ candidate }) => candidate)
}
