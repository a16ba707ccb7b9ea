/** Whether spot could be had, tick by tick. */
export interface AvailabilityRecord {
  /** Notes a tick; ticks that were missed are taken to have been like the last one that was seen, and the first ones like the first. */
  readonly note: (tick: number, isAvailable: boolean) => Uint8Array
}

/** Ticks for which there is room at first. */
const firstRoom = 64

/**
 * Creates a record.
 *
 * @example
 * const record = createAvailabilityRecord()
 * record.note(0, true)
 * Array.from(record.note(3, false)) // => [1, 1, 1, 0]
 */
export const createAvailabilityRecord = (): AvailabilityRecord => {
  let ticks = new Uint8Array(firstRoom)
  let length = 0
  const grow = (least: number): void => {
    if (least <= ticks.length) return
    const larger = new Uint8Array(Math.max(least, 2 * ticks.length))
    larger.set(ticks)
    ticks = larger
  }
  return {
    note: (tick, isAvailable) => {
      const value = isAvailable ? 1 : 0
      grow(tick + 1)
      const missed = length === 0 ? value : (ticks[length - 1] ?? value)
      if (tick > length) ticks.fill(missed, length, tick)
      ticks[tick] = value
      length = Math.max(length, tick + 1)
      return ticks.slice(0, tick + 1)
    },
  }
}
