import { type Driver, DriverVersion, type Host, type HostArchitecture, type Vendor } from '@aima/gpu-core'
import type { Device, Machine } from '../inventory.ts'
import { gibOf, positive } from './offered-gpu.ts'

const architectures: Readonly<Record<string, HostArchitecture>> = { x64: 'x86_64', arm64: 'arm64' }

/**
 * The driver that a job meets. Versions are NVIDIA's; of other vendors it is only known that there is one.
 *
 * @param stack - What is known of it.
 */
export const driverOf = ({
  vendor,
  cudaVersion,
  driverVersion,
}: Pick<Device, 'cudaVersion' | 'driverVersion'> & { readonly vendor: Vendor | undefined }): Driver => {
  if (vendor !== 'nvidia') return { kind: 'installed' }
  return {
    kind: 'installed',
    cudaVersion: positive(cudaVersion),
    driverVersion: DriverVersion.safeParse(driverVersion).success ? driverVersion : undefined,
  }
}

/**
 * The machine around a GPU: all of it, also for an offer that holds one of several GPUs.
 *
 * @param machine - The machine.
 * @param device - One of its GPUs.
 * @param diskGB - Disk that jobs can use (GB), where it is configured.
 */
export const hostOf = (machine: Machine, device: Device, diskGB: number | undefined): Host => ({
  vcpus: positive(machine.vcpus),
  ramGiB: gibOf(machine.ramBytes),
  disk: diskGB === undefined ? undefined : { kind: 'fixed', sizeGB: diskGB },
  architecture: Object.hasOwn(architectures, machine.architecture)
    ? architectures[machine.architecture]
    : undefined,
  driver: driverOf(device),
})
