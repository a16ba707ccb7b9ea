const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

const pattern = /^\+?(\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE]([+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i)?)$/

/**
 * Reads a quantity of Kubernetes: `500m` processors, `123560520Ki` bytes, `8` GPUs.
 *
 * @param value - Text, or a number as some clients write it.
 * @returns The number in its base unit (processors, bytes, pieces); undefined: no quantity of 0 or more.
 * Source: Kubernetes API reference, Quantity (1.34).
 * @example
 * quantityOf('123560520Ki') // => 126525972480
 * quantityOf('lots') // => undefined
 */
export const quantityOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined
  if (typeof value !== 'string' || value.length > 64) return undefined
  const [, digits, exponent, suffix = ''] = pattern.exec(value.trim()) ?? []
  if (digits === undefined) return undefined
  const factor = exponent === undefined ? factors[suffix] : 10 ** Number(exponent)
  const amount = Number(digits) * (factor ?? Number.NaN)
  return Number.isFinite(amount) ? amount : undefined
}
