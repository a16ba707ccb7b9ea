/** Planted in every input: it must turn up in no error. */
export const secret = 'sk-live-4f9c2e7b'

/** One malformed input, and what is said about it. */
export interface Case {
  /** What is wrong with it. */
  readonly name: string
  /** The input. */
  readonly input: unknown
  /** Where the faults are, and what belongs there. */
  readonly issues: readonly (readonly [path: string, expected: string])[]
}

export const expected = {
  object: (received: string) => `Invalid input: expected object, received ${received}`,
  array: (received: string) => `Invalid input: expected array, received ${received}`,
  record: (received: string) => `Invalid input: expected record, received ${received}`,
  text: (received: string) => `Invalid input: expected string, received ${received}`,
  number: (received: string) => `Invalid input: expected number, received ${received}`,
  integer: 'Invalid input: expected int, received number',
  truth: (received: string) => `Invalid input: expected boolean, received ${received}`,
  notEmpty: 'Too small: expected string to have >=1 characters',
  short: 'Too big: expected string to have <=512 characters',
  above: (least: number) => `Too small: expected number to be >${least}`,
  atLeast: (least: number) => `Too small: expected number to be >=${least}`,
  atMost: (most: number) => `Too big: expected number to be <=${most}`,
  items: (least: number) => `Too small: expected array to have >=${least} items`,
  oneOf: (...options: readonly string[]) =>
    `Invalid option: expected one of ${options.map((option) => `"${option}"`).join('|')}`,
  tag: (...options: readonly string[]) =>
    `Invalid discriminator value. Expected ${options.map((option) => `'${option}'`).join(' | ')}`,
  unknownKey: (key: string) => `Unrecognized key: "${key}"`,
  forbiddenKey: (key: string) => `Key not allowed: ${key}`,
  strategy:
    'expected one of cost-first, local-first, provider-priority, balanced, urgent, deadline, carbon, decision-matrix',
  countryRule: 'expected an ISO 3166-1 alpha-2 code in capitals, or EU, or EEA',
  country: 'expected an ISO 3166-1 alpha-2 code in capitals',
  tiers: 'expected rising bounds in GB, the last one null',
  window: 'expected fromMs before untilMs',
  localOnly: 'expected local only: a confidential job never leaves the house',
} as const

/** An input that only JSON can write: with a key that would reach a prototype. */
export const fromJson = (text: string): unknown => JSON.parse(text)

/** A text of 10 MB. */
export const huge = secret.repeat(Math.ceil(10_000_000 / secret.length))
