import { appleModels } from './table/apple.ts'

/** The canonical models that share one further spelling. */
interface Alias {
  /** A spelling that follows neither from the canonical name nor from the driver's. */
  readonly spelling: string
  /** Canonical names of the models that it may mean. */
  readonly models: readonly string[]
}

const alias = (spelling: string, ...models: readonly string[]): Alias => ({ spelling, models })

const rtxPro6000 = [
  'RTX PRO 6000 Blackwell Workstation',
  'RTX PRO 6000 Blackwell Max-Q',
  'RTX PRO 6000 Blackwell Server',
] as const

/**
 * Vast.ai shortens SUPER to S, and writes Q for Quadro. Source: name list of vast-cli at 5567983 and recorded
 * offers.
 */
const vastai: readonly Alias[] = [
  alias('GTX 1650 S', 'GTX 1650 SUPER'),
  alias('GTX 1660 S', 'GTX 1660 SUPER'),
  alias('RTX 2060S', 'RTX 2060 SUPER'),
  alias('RTX 2070S', 'RTX 2070 SUPER'),
  alias('RTX 2080S', 'RTX 2080 SUPER'),
  alias('RTX 4070S', 'RTX 4070 SUPER'),
  alias('RTX 4070S Ti', 'RTX 4070 Ti SUPER'),
  alias('RTX 4080S', 'RTX 4080 SUPER', 'RTX 4080 SUPER 32GB'),
  alias('GeForce 970', 'GTX 970'),
  alias('Titan X', 'TITAN X (Pascal)'),
  alias('Q RTX 4000', 'Quadro RTX 4000'),
  alias('Q RTX 5000', 'Quadro RTX 5000'),
  alias('Q RTX 6000', 'Quadro RTX 6000'),
  alias('Q RTX 8000', 'Quadro RTX 8000'),
  alias('GH200 SXM', 'GH200-96GB', 'GH200-144GB'),
  alias('RTX PRO 4000 Mobile', 'RTX PRO 4000 Blackwell Laptop'),
  alias('RTX PRO 6000 S', 'RTX PRO 6000 Blackwell Server'),
  alias('RTX PRO 6000 WS', 'RTX PRO 6000 Blackwell Workstation'),
]

/**
 * RTX PRO cards without the word Blackwell. Source: recorded price lists of RunPod, AWS, Azure and
 * JarvisLabs.
 */
const rtxPro: readonly Alias[] = [
  alias('RTX PRO 4000', 'RTX PRO 4000 Blackwell'),
  alias('RTX PRO 4500', 'RTX PRO 4500 Blackwell', 'RTX PRO 4500 Blackwell Server'),
  alias('RTX PRO 4500 SE', 'RTX PRO 4500 Blackwell Server'),
  alias('RTX PRO 5000', 'RTX PRO 5000 Blackwell', 'RTX PRO 5000 Blackwell 72GB'),
  alias('RTX PRO 6000', ...rtxPro6000),
  alias('RTX PRO 6000 Blackwell', ...rtxPro6000),
  alias('PRO 6000', ...rtxPro6000),
  alias('RTX PRO 6000 Max-Q', 'RTX PRO 6000 Blackwell Max-Q'),
  alias('RTX PRO 6000 WK', 'RTX PRO 6000 Blackwell Workstation'),
  alias('RTX PRO 6000 BSE', 'RTX PRO 6000 Blackwell Server'),
  alias('RTX PRO Server 6000', 'RTX PRO 6000 Blackwell Server'),
]

/**
 * One number, up to three generations of workstation cards; the memory tells them apart. Google Cloud sells
 * the Server card as RTX 6000 96GB.
 */
const workstation: readonly Alias[] = [
  alias('RTX 4000', 'Quadro RTX 4000', 'RTX 4000 Ada'),
  alias('RTX 5000', 'Quadro RTX 5000', 'RTX 5000 Ada'),
  alias('RTX 6000', 'Quadro RTX 6000', 'RTX 6000 Ada', 'RTX PRO 6000 Blackwell Server'),
  alias('RTX 8000', 'Quadro RTX 8000'),
  alias('RTX 4000 Ada SFF', 'RTX 4000 SFF Ada'),
  alias('A2000', 'RTX A2000 6GB', 'RTX A2000 12GB'),
  alias('A4000', 'RTX A4000'),
  alias('A4500', 'RTX A4500'),
  alias('A5000', 'RTX A5000'),
  alias('A5500', 'RTX A5500'),
  alias('A6000', 'RTX A6000'),
  alias('M4000', 'Quadro M4000'),
  alias('P2000', 'Quadro P2000'),
  alias('P4000', 'Quadro P4000'),
  alias('P5000', 'Quadro P5000'),
  alias('P6000', 'Quadro P6000'),
]

/**
 * Accelerators of the data centre. Mega and Plus are Google's words for the H100 SXM5 of its A3 machines,
 * HBM3 among H100s means SXM5, VF is how an MI300X handed through to a virtual machine calls itself, and
 * V100M16 is a word of Alibaba's cluster traces.
 */
const dataCentre: readonly Alias[] = [
  alias('H100 HBM3', 'H100-SXM5'),
  alias('H100 Mega', 'H100-SXM5'),
  alias('H100 Plus', 'H100-SXM5'),
  alias('V100M16', 'V100-PCIe-16GB', 'V100-SXM2-16GB'),
  alias('V100M32', 'V100-PCIe-32GB', 'V100-SXM2-32GB'),
  alias('MI300X VF', 'MI300X'),
  alias('Gaudi HL-205', 'Gaudi'),
  alias('Max 1100', 'Data Center GPU Max 1100'),
  alias('Max 1550', 'Data Center GPU Max 1550'),
]

const isOftenBare = (model: string): boolean => /Pro|Max|Ultra/.test(model)

/**
 * With the vendor before it, and, where that says enough (not `M4`, which is also a Tesla), without vendor
 * and cores.
 */
const apple: readonly Alias[] = [
  ...appleModels.map(({ model }) => alias(`Apple ${model}`, model)),
  ...appleModels
    .filter(({ model }) => isOftenBare(model))
    .map(({ model, driverName }) => alias(driverName.replace('Apple ', ''), model)),
  ...appleModels
    .filter(({ driverName }) => driverName === 'Apple M1')
    .map(({ model }) => alias('kHW_AppleM1Item', model)),
]

/**
 * Spellings beside the canonical name and the driver's, by family.
 *
 * They are taken apart like any name (case, spaces, dashes, vendor words, memory size and form do not count),
 * so one entry covers `RTX A6000`, `rtxa6000` and `NVIDIA-RTX-A6000-48GB`.
 */
export const aliases: readonly Alias[] = [...vastai, ...rtxPro, ...workstation, ...dataCentre, ...apple]
