/** The job's side of an example; names as in docs/cost-model.md, "Defaults". */
export interface ExampleJob {
  readonly refHours: number
  readonly inputGB?: number
  readonly outputGB?: number
  readonly imageGB?: number
  readonly uplinkMbps?: number
  readonly downlinkMbps?: number
  readonly minVramGB?: number
  readonly restartHours?: number
  readonly checkpoint?: { readonly everyHours: number; readonly writeHours: number }
  readonly deadlineHours?: number
  readonly valueOfTimeUsdPerHour?: number
  readonly privacy?: 'restricted'
}

/** The offer's side of an example; names as in docs/cost-model.md, "Defaults". */
export interface ExampleOffer {
  readonly id: string
  readonly provider: string
  readonly site: 'local' | 'cloud'
  readonly kind: 'local' | 'on_demand' | 'spot'
  readonly vramGB?: number
  readonly gpuCount?: number
  readonly usdPerHour: number
  readonly speed: number
  readonly bootHours?: number
  readonly allocHours?: number
  readonly availability?: number
  readonly retryHours?: number
  readonly registryMbps?: number
  readonly ingressMbps?: number
  readonly egressMbps?: number
  readonly ingressUsdPerGB?: number
  readonly egressUsdPerGB?: number
  readonly egressTiers?: readonly (readonly [number | null, number])[]
  readonly storageUsdPerGBMonth?: number
  readonly interruptionsPerHour?: number
  readonly recoverWaitHours?: number
  readonly billMinSeconds?: number
  readonly dataPath?: 'local' | 'staged' | 'instance'
  readonly powerKW?: number
  readonly pue?: number
  readonly gridGPerKWh?: number
}

/** One job on one offer, with the fields of the estimate that it must give. */
export interface EvaluateExample {
  readonly id: string
  readonly title: string
  readonly job: ExampleJob
  readonly offer: ExampleOffer
  readonly expected: Readonly<Record<EstimatedField, number>>
}

/** Fields of an estimate for which examples give a value. */
type EstimatedField =
  | 'waitHours'
  | 'uploadHours'
  | 'setupHours'
  | 'computeHours'
  | 'runHours'
  | 'interruptions'
  | 'billedHours'
  | 'downloadHours'
  | 'completionHours'
  | 'computeUsd'
  | 'networkUsd'
  | 'storageUsd'
  | 'totalUsd'
  | 'objectiveUsd'

/** One call of a formula: T work, lam rate, tau interval, C write, r restart, w wait, L length, all in hours. */
export type FormulaRow =
  | {
      readonly fn: 'tauYoung' | 'tauDaly' | 'tauExact'
      readonly args: { readonly C: number; readonly lam: number }
      readonly value: number
    }
  | {
      readonly fn: 'autoTau'
      readonly args: { readonly T: number; readonly lam: number; readonly C: number; readonly r: number }
      readonly value: number | null
    }
  | {
      readonly fn: 'expectedRun'
      readonly args: RunArguments
      readonly value: number
    }
  | {
      readonly fn: 'runMoments'
      readonly args: RunArguments & { readonly w: number }
      readonly value: { readonly nominal: number; readonly mean: number; readonly variance: number }
    }
  | {
      readonly fn: 'pMeet'
      readonly args: RunArguments & { readonly w: number; readonly slack: number }
      readonly value: number
    }
  | {
      readonly fn: 'bill'
      readonly args: { readonly hours: number; readonly stepSeconds: number; readonly minSeconds: number }
      readonly value: number
    }
  | {
      readonly fn: 'localUsdPerHour'
      readonly args: {
        readonly powerKW: number
        readonly pue: number
        readonly usdPerKWh: number
        readonly capexUsd?: number
        readonly residualUsd?: number
        readonly lifeYears?: number
        readonly utilisation?: number
        readonly maintenanceUsdPerHour?: number
        readonly shadowUsdPerHour?: number
      }
      readonly value: number
    }
  | {
      readonly fn: 'skiRentalWaitHours'
      readonly args: WaitingArguments
      readonly value: number
    }
  | {
      readonly fn: 'skiRentalRandomisedWaitHours'
      readonly args: WaitingArguments & { readonly u: number }
      readonly value: number
    }
  | {
      readonly fn: 'exponentialWaitDecision'
      readonly args: WaitingArguments & { readonly meanWaitHours: number }
      readonly value: 'wait' | 'burst'
    }
  | {
      readonly fn: 'expectedRunEmpirical'
      readonly args: { readonly uptimes: readonly number[]; readonly L: number; readonly r: number }
      readonly value: number | null
    }

interface RunArguments {
  readonly T: number
  readonly lam: number
  readonly tau: number | null
  readonly C: number
  readonly r: number
}

interface WaitingArguments {
  readonly premiumUsd: number
  readonly delayUsdPerHour: number
}

/** Calls of formulas with their values. */
export interface FormulaExample {
  readonly id: string
  readonly title: string
  readonly rows: readonly FormulaRow[]
}

/** A strategy by the names of docs/cost-model.md, "Choosing". */
export interface ExampleStrategy {
  readonly name:
    | 'cost-first'
    | 'local-first'
    | 'provider-priority'
    | 'urgent'
    | 'deadline'
    | 'balanced'
    | 'carbon'
  readonly order?: readonly string[]
  readonly valueOfTimeUsdPerHour?: number
  readonly maxPremium?: number
  readonly confidence?: number
  readonly maxCostIncrease?: number
  readonly maxLocalWaitHours?: number
}

/** One job, several offers, and the winner under each of several strategies. */
export interface ChooseExample {
  readonly id: string
  readonly title: string
  readonly job: ExampleJob
  readonly offers: readonly ExampleOffer[]
  readonly expected: {
    readonly infeasible: Readonly<Record<string, 'vram' | 'privacy'>>
    readonly totalUsd: Readonly<Record<string, number>>
    readonly completionHours: Readonly<Record<string, number>>
    readonly winners: readonly { readonly strategy: ExampleStrategy; readonly winner: string | null }[]
  }
}
