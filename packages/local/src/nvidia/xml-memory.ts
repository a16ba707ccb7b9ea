import { believableSizes, type MemorySizes } from '../host/device-memory.ts'
import { readMebibytes } from './cell.ts'
import type { XmlElement } from './xml-element.ts'

/**
 * Memory of a GPU or of one of its instances.
 *
 * @param element - The `<gpu>` or `<mig_device>` block. Of a GPU only its own memory is read, never that of an instance in it.
 * @returns What it tells (bytes), without what cannot be.
 */
export const memoryIn = (element: XmlElement): MemorySizes => {
  const size = (name: string) => readMebibytes(element.text('fb_memory_usage', name))
  return believableSizes({
    totalBytes: size('total'),
    usedBytes: size('used'),
    freeBytes: size('free'),
    reservedBytes: size('reserved'),
  })
}
