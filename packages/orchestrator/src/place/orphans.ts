import type { Orphan } from '../options.ts'

/** Machines of one launch that nobody has, each of which is handed on once. */
export interface Orphanage<Machine> {
  /** A machine that has a job: hearing of it again makes it no orphan. */
  readonly keep: (machine: Machine) => void
  /** A machine that nobody has, unless it is known already. */
  readonly take: (machine: Machine) => void
  /** A machine that was kept, and is no longer wanted. */
  readonly giveUp: (machine: Machine) => void
}

/** Who hears of orphans. */
export interface OrphanOptions<Machine> {
  /** The offer whose launch is watched. */
  readonly offerId: string
  /** Takes the machines. What it throws or rejects with is dropped: nobody waits for it. */
  readonly onOrphan: ((orphan: Orphan<Machine>) => unknown) | undefined
  /** Is told of each. */
  readonly onFound: () => void
}

/**
 * Keeps the machines of one launch apart: the one that is kept, and orphans. The same machine twice is one machine.
 *
 * @param options - Who hears of orphans.
 */
export const createOrphanage = <Machine>(options: OrphanOptions<Machine>): Orphanage<Machine> => {
  const { offerId, onOrphan, onFound } = options
  const known = new Set<Machine>()
  const hand = (machine: Machine): void => {
    onFound()
    const called = async (): Promise<unknown> => onOrphan?.({ offerId, machine })
    void called().catch(() => undefined)
  }
  return {
    keep: (machine) => known.add(machine),
    take: (machine) => {
      if (known.has(machine)) return
      known.add(machine)
      hand(machine)
    },
    giveUp: hand,
  }
}
