/** The credential that the suite plants. Every way of writing it down is looked for. */
export const plantedSecret = 'planted/Kf3a9c+1d5e8bQ7x2LwZ4tNr6Y'

/** A part of it that is as long as this counts as the whole. */
const tellingLength = 12

const alignments = [0, 1, 2]

/** Base64 of a text that stands behind so many other bytes; the edges depend on the neighbours and are cut. */
const base64Core = (text: string, before: number): string => {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
  const whole = Math.floor(bytes.length / 3) * 3
  return bytes
    .subarray(0, whole)
    .toString('base64')
    .slice(before === 0 ? 0 : 4)
}

const urlSafe = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_')

/** Every way in which somebody might write a secret down. */
export const secretForms = (secret: string): readonly string[] => {
  const base64 = alignments.map((before) => base64Core(secret, before))
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    secret.replaceAll('/', '\\/'),
    ...base64,
    ...base64.map(urlSafe),
    Buffer.from(secret).toString('hex'),
  ]
}

const piecesOf = (form: string): readonly string[] =>
  Array.from({ length: Math.max(1, form.length - tellingLength + 1) }, (_, start) =>
    form.slice(start, start + tellingLength),
  )

const pieces = [
  ...new Set(
    secretForms(plantedSecret)
      .flatMap(piecesOf)
      .map((piece) => piece.toLowerCase()),
  ),
]

/** The piece of the planted secret that a text gives away, if any; capitals do not count. */
export const secretIn = (text: string): string | undefined => {
  const folded = text.toLowerCase()
  return pieces.find((piece) => folded.includes(piece))
}
