/**
 * PCI address in the form of this package.
 *
 * @param text - As a tool prints it: `0000:C1:00.0`, `00000000:C1:00.0`, `c1:00.0`.
 * @returns `dddd:bb:dd.f` in small letters; undefined for anything else.
 * @example
 * pciAddressOf('00000000:C1:00.0') // => '0000:c1:00.0'
 */
export const pciAddressOf = (text: string | undefined): string | undefined => {
  const [, domain = '0000', rest] =
    /^(?:([\da-f]{4,8}):)?([\da-f]{2}:[\da-f]{2}\.[0-7])$/i.exec(text?.trim() ?? '') ?? []
  if (rest === undefined) return undefined
  return `${domain.replace(/^0+(?=[\da-f]{4})/i, '')}:${rest}`.toLowerCase()
}
