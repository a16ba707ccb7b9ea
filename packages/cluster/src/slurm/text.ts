import { NodeName } from '../node-name.ts'
import type { SlurmNode } from './slurm-node.ts'

/** `Name=value` words. The first of a name counts: reasons and comments of administrators come last and may hold any text. */
const fieldsOf = (block: string): ReadonlyMap<string, string> =>
  new Map(
    [...block.matchAll(/(?:^|\s)([A-Za-z_]+)=(\S*)/g)]
      .reverse()
      .map(([, name = '', value = '']) => [name, value]),
  )

const numberOf = (value: string | undefined): number | undefined =>
  value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined

const listOf = (value: string | undefined): readonly string[] =>
  value === undefined || value === '(null)' ? [] : value.split(',').filter((part) => part !== '')

const nodeOf = (block: string): SlurmNode | undefined => {
  const fields = fieldsOf(block)
  const name = fields.get('NodeName')
  if (name === undefined || !NodeName.safeParse(name).success) return undefined
  return {
    name,
    state: [fields.get('State') ?? 'UNKNOWN'],
    gres: fields.get('Gres'),
    gresUsed: fields.get('GresUsed'),
    gresDrained: fields.get('GresDrain'),
    cpus: numberOf(fields.get('CPUEfctv')) ?? numberOf(fields.get('CPUTot')),
    allocatedCpus: numberOf(fields.get('CPUAlloc')),
    memoryMiB: numberOf(fields.get('RealMemory')),
    allocatedMemoryMiB: numberOf(fields.get('AllocMem')),
    partitions: listOf(fields.get('Partitions')),
    features: listOf(fields.get('ActiveFeatures')),
    architecture: fields.get('Arch'),
  }
}

/**
 * Reads the text of `scontrol -d show nodes`, which every version prints. Without `-d` it does not say which GPUs are used.
 *
 * @param text - One block or one line for each node.
 * @returns The nodes, each once; what is no node is passed over.
 * @example
 * parseNodeText('NodeName=n1 Arch=x86_64\n   Gres=gpu:l4:2\n   GresUsed=gpu:l4:1(IDX:0)\n   State=MIXED').map(({ gresUsed }) => gresUsed) // => ['gpu:l4:1(IDX:0)']
 */
export const parseNodeText = (text: string): readonly SlurmNode[] => {
  const nodes = new Map<string, SlurmNode>()
  for (const block of text.split(/(?=^NodeName=)/m)) {
    const node = nodeOf(block)
    if (node !== undefined && !nodes.has(node.name)) nodes.set(node.name, node)
  }
  return [...nodes.values()]
}
