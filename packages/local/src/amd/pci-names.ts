/**
 * Names of AMD GPUs by PCI device id, for tools that print only the id. One id can be several products; core tells them apart by
 * their memory, or leaves the model open.
 *
 * Source: pci.ids (pci-ids.ucw.cz, state of 2025) from memory, checked against recordings where there is one: 0x738c, 0x740f, 0x73df.
 */
const names: Readonly<Record<string, string>> = {
  '0x6860': 'Vega 10 [Radeon Instinct MI25]',
  '0x66af': 'Vega 20 [Radeon VII]',
  '0x73bf': 'Navi 21 [Radeon RX 6800/6800 XT / 6900 XT]',
  '0x73df': 'Navi 22 [Radeon RX 6700/6700 XT / 6800M]',
  '0x738c': 'Arcturus GL-XL [Instinct MI100]',
  '0x740f': 'Aldebaran/MI200 [Instinct MI210]',
  '0x744c': 'Navi 31 [Radeon RX 7900 XT/7900 XTX/7900 GRE/7900M]',
  '0x7448': 'Navi 31 [Radeon PRO W7900]',
  '0x745e': 'Navi 31 [Radeon PRO W7800]',
  '0x74a0': 'Aqua Vanjaram [Instinct MI300A]',
  '0x74a1': 'Aqua Vanjaram [Instinct MI300X]',
  '0x74a2': 'Aqua Vanjaram [Instinct MI308X]',
  '0x74a5': 'Aqua Vanjaram [Instinct MI325X]',
  '0x75a0': 'AMD Instinct MI350X',
  '0x75a3': 'AMD Instinct MI355X',
}

const isId = (text: string | undefined): boolean => /^0x[\da-f]+$/i.test(text ?? '')

/**
 * Name for an AMD GPU.
 *
 * @param printed - Names that the tool prints, the best first. Some versions print an id in their place.
 * @param deviceId - PCI device id, such as `0x73df`.
 * @returns The first printed name; else the name of the device id; else `AMD GPU` with the id.
 * @example
 * amdNameOf(['0x1002', undefined], '0x738C') // => 'Arcturus GL-XL [Instinct MI100]'
 * amdNameOf([], '0x687f') // => 'AMD GPU 0x687f'
 */
export const amdNameOf = (printed: readonly (string | undefined)[], deviceId: string | undefined): string => {
  const name = printed.find((text) => text !== undefined && !isId(text))
  const id = deviceId?.toLowerCase()
  return name ?? (id && names[id]) ?? ['AMD GPU', id].filter(Boolean).join(' ')
}
