import type { Machine } from '../machine.ts'
import { awsMachines } from './aws-machines.ts'
import { azureMachines } from './azure-machines.ts'
import { gcpMachines } from './gcp-machines.ts'

const byType = (machines: readonly Machine[]): ReadonlyMap<string, Machine> =>
  new Map(machines.map((machine) => [machine.type, machine]))

const machines: ReadonlyMap<string, ReadonlyMap<string, Machine>> = new Map([
  ['aws', byType(awsMachines)],
  ['azure', byType(azureMachines)],
  ['gcp', byType(gcpMachines)],
])

/**
 * Finds what a hyperscaler's type of machine holds.
 *
 * @param cloud - `aws`, `gcp` or `azure`.
 * @param type - The provider's name of the type.
 * @returns The machine, or undefined when it is in no table here.
 * @example
 * machineOf('aws', 'p5.48xlarge')?.gpu // => 'H100-SXM5'
 */
export const machineOf = (cloud: string, type: string): Machine | undefined => machines.get(cloud)?.get(type)
