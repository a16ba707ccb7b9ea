import type { Assumption, Billing, Disk, HostArchitecture, Network, SpotRisk } from '@aima/gpu-core'

/** Where REST v2 answers. Source: RunPod's REST v2 description (2026-08-18). */
export const officialBaseUrl = 'https://api.runpod.io/v2'

/** Where GraphQL answers, until "early 2027". Source: RunPod's release notes of 2026-08-18. */
export const officialGraphqlUrl = 'https://api.runpod.io/graphql'

/** Variable of the environment that holds the key. Source: RunPod's own clients (runpod/runpodctl 2e2df89). */
export const keyVariable = 'RUNPOD_API_KEY'

/** GPU counts of pods that are usual; the largest machines have 8 to 12. */
export const defaultCounts: readonly number[] = [1, 2, 4, 8]

/** More GPUs than any machine has. */
export const greatestCount = 64

/**
 * Pods are billed by the second, with no least time.
 *
 * Source: RunPod, "Pricing" (2026-08). Another page of its documentation says "per minute".
 */
export const billing: Billing = { billStepSeconds: 1, billMinSeconds: 0 }

/**
 * Data is copied onto the rented machine; traffic is free, and a running container's disk costs 0.10 USD per GB and month.
 *
 * Source: RunPod, "Pods pricing" (2026-08). A volume that outlives its pod costs 0.20 while the pod is stopped.
 */
export const network: Network = {
  dataPath: 'instance',
  ingressUsdPerGB: 0,
  egressUsdPerGB: 0,
  storageUsdPerGBMonth: 0.1,
}

/** What of {@link network} no reply states. */
export const assumptions: readonly Assumption[] = [
  {
    name: 'egressUsdPerGB',
    value: 0,
    unit: 'USD/GB',
    basis: "RunPod's documentation of 2026-08: no fee for traffic in or out",
  },
  {
    name: 'storageUsdPerGBMonth',
    value: 0.1,
    unit: 'USD/GB-month',
    basis: "RunPod's documentation of 2026-08: disk of a running container",
  },
]

/** The disk is ordered with the pod (`disk`, in GB); no largest size is documented. */
export const disk: Disk = { kind: 'elastic' }

/**
 * Images must be built for `linux/amd64`.
 *
 * Source: RunPod, "Docker command reference" (2026).
 */
export const architecture: HostArchitecture = 'x86_64'

/**
 * A pod that is taken away gets SIGTERM and five seconds later SIGKILL. How often that happens is not published.
 *
 * Source: RunPod's documentation of spot pods, until 2026-05-06.
 */
export const spotRisk: SpotRisk = { noticeHours: 5 / 3600 }
