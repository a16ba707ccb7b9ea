export {
  type InfeasibleDeadline,
  type OptimumCase,
  type OptimumError,
  optimalCost,
  type TooFineWork,
} from './optimum.ts'
export { type DeadlineCase, type DeadlineRun, runOnTrace } from './run-on-trace.ts'
export { type SpotZone, zoneAtOnePrice } from './spot-zone.ts'
