const pages = (text: string, name: string): number | undefined => {
  const [, count] = new RegExp(`^${name}:\\s+(\\d+)\\.?\\s*$`, 'm').exec(text) ?? []
  return count === undefined ? undefined : Number(count)
}

/**
 * Memory of a Mac that programs can still get, from `vm_stat`.
 *
 * Free pages and inactive ones, which macOS gives up when they are needed. `vm_stat` counts speculative pages apart; they are left
 * out, so the figure is rather too low. Source: psutil 7, `virtual_memory().available` on macOS is inactive + free.
 *
 * @param text - What `vm_stat` printed.
 * @returns The memory (bytes); undefined when a figure is missing.
 * @example
 * freeBytesIn('Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages free: 10.\nPages inactive: 20.\n') // => 491520
 */
export const freeBytesIn = (text: string): number | undefined => {
  const [, pageBytes] = /page size of (\d+) bytes/.exec(text) ?? []
  const free = pages(text, 'Pages free')
  const inactive = pages(text, 'Pages inactive')
  if (pageBytes === undefined || free === undefined || inactive === undefined) return undefined
  return Number(pageBytes) * (free + inactive)
}
