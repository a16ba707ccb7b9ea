import { mostGpus } from '../host/most-gpus.ts'
import { pciAddressOf } from '../host/pci-address.ts'
import { readCount, readNumber, readVersion, readWord } from './cell.ts'
import type { Reading } from './reading.ts'
import { readElement } from './xml-element.ts'
import { toXmlReading } from './xml-gpu.ts'

/** What `nvidia-smi -q -x` printed. */
export interface XmlLog {
  /** One reading a block, in the order of the blocks. */
  readonly readings: readonly Reading[]
  /** PCI addresses of blocks that cannot be read; undefined: not even that. */
  readonly unreadable: readonly (string | undefined)[]
  /** How many GPUs there are according to the driver. */
  readonly attached?: number | undefined
  /** An error that the log itself tells. */
  readonly errorText?: string | undefined
  /** What stands before the log, such as a warning. */
  readonly strayText: string
  /** Whether the end is there. */
  readonly isComplete: boolean
}

const firstText = (header: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)<`).exec(header)?.[1]

interface Block {
  readonly pciAddress: string | undefined
  readonly xml: string
}

const closingTag = '</gpu>'

/** Blocks are cut out before they are parsed, so that a damaged one takes none of the others with it. */
const blocksOf = (output: string): readonly Block[] =>
  [...output.matchAll(/<gpu(?:\s[^<>]*)?>/g)]
    .slice(0, mostGpus + 1)
    .map(({ index, 0: tag }, place, tags) => {
      const part = output.slice(index, tags[place + 1]?.index)
      const end = part.indexOf(closingTag)
      return {
        pciAddress: pciAddressOf(/\sid="([^"]*)"/.exec(tag)?.[1]),
        xml: end === -1 ? '' : part.slice(0, end + closingTag.length),
      }
    })
    .slice(0, mostGpus)

/**
 * Reads what `nvidia-smi -q -x` printed.
 *
 * The document type is skipped with everything in it: no external or internal entity is ever looked at.
 *
 * @param output - What it printed.
 * @returns What could be read of it; undefined where it is no such log at all.
 * @example
 * readXmlLog('No devices were found') // => undefined
 */
export const readXmlLog = (output: string): XmlLog | undefined => {
  const start = output.search(/<nvidia_smi_log[\s>]/)
  if (start === -1) return undefined
  const log = output.slice(start)
  const [header = ''] = log.split(/<gpu[\s>]/, 1)
  const driverVersion = readVersion(firstText(header, 'driver_version'))
  const cudaVersion = readNumber(firstText(header, 'cuda_version'))
  const blocks = blocksOf(log).map((block) => ({ ...block, element: readElement(block.xml, 'gpu') }))
  return {
    readings: blocks.flatMap(({ pciAddress, element }) =>
      element === undefined ? [] : [{ ...toXmlReading(element, pciAddress), driverVersion, cudaVersion }],
    ),
    unreadable: blocks.filter(({ element }) => element === undefined).map(({ pciAddress }) => pciAddress),
    attached: readCount(firstText(header, 'attached_gpus')),
    errorText: readWord(firstText(header, 'error_string')),
    strayText: output
      .slice(0, start)
      .replace(/<\?xml[^<>]*>|<!DOCTYPE[\s\S]*/g, '')
      .trim(),
    isComplete: log.includes('</nvidia_smi_log>'),
  }
}
