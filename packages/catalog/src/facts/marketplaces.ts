import type { Assumption, Billing } from '@aima/gpu-core'
import type { ProviderFacts } from './provider-facts.ts'
import { egressNote, interruptionsNote, storageNote } from './reported-numbers.ts'

const perSecond: Billing = { billStepSeconds: 1, billMinSeconds: 0 }

/**
 * Source: RunPod's documentation, 2026-08: no fee for traffic, 0.10 USD per GB and month of disk while
 * running.
 */
export const runpod: ProviderFacts = {
  provider: 'runpod',
  providerKind: 'gpu-cloud',
  billing: perSecond,
  network: { dataPath: 'instance', ingressUsdPerGB: 0, egressUsdPerGB: 0, storageUsdPerGBMonth: 0.1 },
  disk: { kind: 'elastic' },
  spotRisk: { noticeHours: 5 / 3600, interruptionsPerHour: 0.05 },
  assumptions: [],
  spotAssumptions: [interruptionsNote(0.05, 'prior: no public measurement was found')],
}

/**
 * The report that a place is a request and not a fact: a pod can be bound to data centres, and fails where
 * they have none.
 */
export const placeOfRunpodNote: readonly Assumption[] = [
  {
    name: 'place',
    value: 'asked for at launch',
    unit: '',
    basis: 'RunPod asks one price everywhere, and its list does not say which data centre has which GPU',
  },
]

/** Source: medians of 48 complete offers of 2026-07-18; their month has 720 h. */
export const vast: ProviderFacts = {
  provider: 'vastai',
  providerKind: 'gpu-cloud',
  trust: 'community',
  billing: perSecond,
  network: {
    dataPath: 'instance',
    ingressUsdPerGB: 0.0026,
    egressUsdPerGB: 0.0039,
    storageUsdPerGBMonth: 0.2,
  },
  spotRisk: { interruptionsPerHour: 0.1 },
  assumptions: [
    egressNote(0.0039, 'median of 48 hosts; each sets its own price, for both directions'),
    storageNote(0.2, 'median of 48 hosts; each sets its own price'),
  ],
  spotAssumptions: [interruptionsNote(0.1, 'prior: no public measurement was found')],
}
