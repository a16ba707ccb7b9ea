import { endChance, type SpellLaw } from './spell-law.ts'

/** First step of each age class of a spell (1 is the first step of the spell). The last class has no end. */
const firstSteps: readonly number[] = [1, 2, 4, 8, 16, 32, 64]

/** What may happen to a spell of one age class within a step; the three chances sum to 1. */
export interface SpellClass {
  /** Chance that the spell ends. */
  readonly ends: number
  /** Chance that it grows into the next class. */
  readonly ages: number
  /** Chance that it stays in its class. */
  readonly stays: number
}

/** Age classes of spells with spot, and of those without it, as a Markov chain in steps of a plan. */
export interface SpellChain {
  /** With spot, youngest first. */
  readonly up: readonly SpellClass[]
  /** Without spot, youngest first. */
  readonly down: readonly SpellClass[]
}

const toClasses = (law: SpellLaw, stepHours: number): readonly SpellClass[] =>
  firstSteps.map((first, index) => {
    const steps = (firstSteps[index + 1] ?? first + 1) - first
    const ageHours = (first - 1 + steps / 2) * stepHours
    const ends = endChance(law, { ageHours, withinHours: stepHours })
    const ages = index + 1 < firstSteps.length ? (1 - ends) / steps : 0
    return { ends, ages, stays: 1 - ends - ages }
  })

/** Cuts the ages of spells into classes that a plan can count. */
export const toSpellChain = (
  laws: { readonly up: SpellLaw; readonly down: SpellLaw },
  stepHours: number,
): SpellChain => ({ up: toClasses(laws.up, stepHours), down: toClasses(laws.down, stepHours) })

/** Class of a spell by the step that it is in (1 is its first). */
export const classOfAge = (ageSteps: number): number => {
  const next = firstSteps.findIndex((first) => first > ageSteps)
  return Math.max(0, (next < 0 ? firstSteps.length : next) - 1)
}

/** No age beyond this changes the class (steps). */
export const oldestSteps = firstSteps[firstSteps.length - 1] ?? 1
