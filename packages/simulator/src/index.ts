export {
  awsSpellLaw,
  checkDeadlineJob,
  createLindy,
  type DeadlineCase,
  type DeadlineJob,
  type DeadlinePolicy,
  type DeadlineRun,
  type Decide,
  endChance,
  greedy,
  type InfeasibleDeadline,
  type InvalidDeadlineJob,
  isFeasible,
  lindy,
  type Machine,
  type OptimumCase,
  type OptimumError,
  onDemand,
  optimalCost,
  proportionalSlack,
  runOnTrace,
  type Sight,
  type SpellLaw,
  type SpotZone,
  type TooFineWork,
  uniformProgress,
  zoneAtOnePrice,
} from './deadline/index.ts'
export { type AvailabilitySeries, readAvailabilitySeries } from './traces/availability-series.ts'
export { type OracleCosts, type OracleRun, readDeadlineOracle } from './traces/deadline-oracle.ts'
export type { TraceFault } from './traces/read-json-lines.ts'
export { readZoneSlices, type ZoneSlice } from './traces/zone-slices.ts'
