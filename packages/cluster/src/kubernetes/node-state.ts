import type { WireNode, WireTaint } from './wire.ts'

/** Taints by which Kubernetes or an autoscaler itself says that a node is not well, whatever pods tolerate. */
const ill = /^(node\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io)\/|^ToBeDeletedByClusterAutoscaler$/

const keepsAway = ({ effect }: WireTaint): boolean => effect === 'NoSchedule' || effect === 'NoExecute'

/**
 * Why a node takes no pods.
 *
 * @param node - The node.
 * @returns A few words; undefined: it takes those that tolerate its taints. A silent node has the condition `Ready` unknown.
 * @example
 * unusableReasonOf({ metadata: { name: 'n1' }, spec: { unschedulable: true } }) // => 'node is cordoned'
 */
export const unusableReasonOf = ({ metadata, spec, status }: WireNode): string | undefined => {
  if (metadata.deletionTimestamp != null) return 'node is being deleted'
  if (spec?.unschedulable === true) return 'node is cordoned'
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status
  if (ready !== 'True') return ready === 'False' ? 'node is not ready' : 'node is silent'
  const taint = spec?.taints?.find((one) => keepsAway(one) && ill.test(one.key))
  return taint === undefined ? undefined : `node has the taint ${taint.key.slice(0, 128)}`
}

/** What a pod must say to come onto a node. */
export type Toleration = {
  /** Key of the taint. */
  readonly key: string
  /** `Equal` with a value, else `Exists`. */
  readonly operator: 'Equal' | 'Exists'
  /** Value of the taint. */
  readonly value?: string
  /** Effect of the taint. */
  readonly effect: string
}

/**
 * What a pod must tolerate to come onto a node.
 *
 * @param node - The node.
 * @example
 * tolerationsFor({ metadata: { name: 'n1' }, spec: { taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }] } }) // => [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]
 */
export const tolerationsFor = ({ spec }: WireNode): readonly Toleration[] =>
  (spec?.taints ?? [])
    .filter(keepsAway)
    .map(({ key, value, effect }) =>
      value == null || value === ''
        ? { key, operator: 'Exists', effect }
        : { key, operator: 'Equal', value, effect },
    )
