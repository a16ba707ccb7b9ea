import type { ListedOffer } from '@aima/gpu-core'
import type { Handle, Part } from './part.ts'
import { rocmUuidOf } from './rocm-uuid.ts'

const isText = (text: string | undefined): text is string => text !== undefined

const cudaName = ({ migUuid, uuid }: Handle): string | undefined => migUuid ?? uuid

const rocmName = ({ uuid }: Handle): string | undefined => rocmUuidOf(uuid)

/** The variable by which a program gets these GPUs and no others; empty where there is none that takes names. */
const environmentOf = (handles: readonly Handle[]): Readonly<Record<string, string>> => {
  const vendor = handles[0]?.vendor
  if (vendor !== 'nvidia' && vendor !== 'amd') return {}
  const names = handles.map(vendor === 'nvidia' ? cudaName : rocmName).filter(isText)
  if (names.length < handles.length) return {}
  return { [vendor === 'nvidia' ? 'CUDA_VISIBLE_DEVICES' : 'ROCR_VISIBLE_DEVICES']: names.join(',') }
}

/**
 * What is needed to get the parts of an offer: never a number alone, because numbers change and programs count otherwise than tools.
 *
 * @param host - The host.
 * @param parts - Parts of GPUs of one vendor.
 */
export const launchOf = (host: string, parts: readonly Part[]): ListedOffer['launch'] => {
  const handles = parts.map(({ handle }) => handle)
  const migUuids = handles.map(({ migUuid }) => migUuid).filter(isText)
  return {
    host,
    vendor: handles[0]?.vendor ?? null,
    uuids: handles.map(({ uuid }) => uuid).filter(isText),
    pciAddresses: handles.map(({ pciAddress }) => pciAddress).filter(isText),
    ...(migUuids[0] === undefined ? {} : { migUuid: migUuids[0] }),
    environment: { ...environmentOf(handles) },
    ...handles[0]?.more,
  }
}
