import type { HostInventory, VisibilityVariable } from '../inventory.ts'
import type { HostAccess } from './host-access.ts'

const variables: readonly VisibilityVariable[] = [
  'CUDA_VISIBLE_DEVICES',
  'CUDA_DEVICE_ORDER',
  'NVIDIA_VISIBLE_DEVICES',
  'HIP_VISIBLE_DEVICES',
  'ROCR_VISIBLE_DEVICES',
]

/**
 * Picks the variables that hide GPUs. One that is set to nothing is kept, because it hides all of them.
 *
 * @param environment - Variables of a process.
 * @returns Those that are set.
 * @example
 * visibilityIn({ CUDA_VISIBLE_DEVICES: '', HOME: '/root' }) // => { CUDA_VISIBLE_DEVICES: '' }
 */
export const visibilityIn = (environment: HostAccess['environment']): HostInventory['visibility'] =>
  Object.fromEntries(
    variables.flatMap((name) => {
      const value = environment[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
