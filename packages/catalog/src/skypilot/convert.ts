import type { Assumption, JsonValue, TrustClass } from '@aima/gpu-core'
import { machineOf } from '../embedded/hyperscaler-machines.ts'
import { factsOf } from '../facts/facts-of.ts'
import type { ProviderFacts } from '../facts/provider-facts.ts'
import { leastDriver } from '../least-cuda.ts'
import type { ListedMachine } from '../offers.ts'
import { countryOf } from '../regions.ts'
import { type JoinNotes, shareNotes } from '../share-notes.ts'
import { rightCount } from './gpu-counts.ts'
import { otherAcceleratorOf, toListedGpu } from './listed-gpu.ts'
import { type Hosts, hostsIn, type PricedMachine, pricedMachines } from './priced-machines.ts'
import { type FileContext, noteOfCount, noteOfLocalDisks, notesOfFile } from './row-notes.ts'
import type { CatalogRow } from './wire.ts'

/** A row with its place in the file. */
export interface NumberedRow {
  /** Number of its line (1 is the first). */
  readonly line: number
  /** The row. */
  readonly row: CatalogRow
}

/** A row that was left out because it is wrong. */
interface WrongRow {
  /** Number of its line (1 is the first). */
  readonly line: number
  /** What was expected, in one English line. */
  readonly expected: string
}

/** What the rows of a file became. */
export interface Converted {
  /** Machines with their prices. */
  readonly machines: readonly ListedMachine[]
  /** How many rows were left out because their accelerator is no GPU, by kind. */
  readonly otherAccelerators: ReadonlyMap<string, number>
  /** The rows that are wrong. */
  readonly wrong: readonly WrongRow[]
}

/** What one file's rows are converted with. */
interface Conversion {
  readonly cloud: string
  readonly observedAtMs: number
  readonly facts: ProviderFacts
  readonly fileNotes: readonly Assumption[]
  readonly join: JoinNotes
  readonly hosts: Hosts
}

/** RunPod's types end with the cloud in which they are. */
const trustOf = (cloud: string, type: string): TrustClass | undefined => {
  if (cloud !== 'runpod') return undefined
  return type.endsWith('_SECURE') ? 'datacenter' : 'community'
}

const launchOf = (row: CatalogRow, type: string, cloud: string): Readonly<Record<string, JsonValue>> => ({
  cloud,
  instanceType: type,
  region: row.region,
  acceleratorName: row.acceleratorName,
  acceleratorCount: row.acceleratorCount ?? 0,
})

/**
 * What the offers ask: on demand even where the price is unknown, so that a decision can say so; as spot
 * where there is a price.
 */
const askedOf = (
  { onDemand, spot }: PricedMachine,
  notes: readonly Assumption[],
  { observedAtMs, facts, join }: Conversion,
): Pick<ListedMachine, 'onDemand' | 'spot'> => ({
  onDemand: { ...onDemand, observedAtMs, assumptions: join(notes, facts.assumptions) },
  spot:
    spot.usdPerHour === undefined
      ? undefined
      : { ...spot, observedAtMs, assumptions: join(notes, facts.assumptions, facts.spotAssumptions) },
})

const toMachine = (row: CatalogRow, priced: PricedMachine, conversion: Conversion): ListedMachine => {
  const { cloud, facts, fileNotes, join } = conversion
  const { region, zone, acceleratorName: name, acceleratorCount: listed = 1, gpuInfo } = row
  const { type, vcpus, ramGiB } = priced
  const count = rightCount(cloud, type, listed)
  const { gpu, assumptions } = toListedGpu({ cloud, instanceType: type, name, count, gpuInfo })
  const installed = facts.driver === undefined ? leastDriver(gpu.model) : undefined
  const notes = join(
    fileNotes,
    noteOfLocalDisks(cloud, type),
    noteOfCount(listed, count),
    assumptions,
    installed?.assumptions ?? [],
  )
  return {
    id: [cloud, region, zone ?? '-', priced.id].join('/'),
    gpu,
    gpuCount: Math.max(1, count),
    host: {
      vcpus,
      ramGiB,
      architecture: machineOf(cloud, type)?.architecture,
      driver: installed?.driver ?? facts.driver,
    },
    place: { region, zone, country: countryOf(cloud, region, zone) },
    trust: trustOf(cloud, type),
    launch: launchOf(row, type, cloud),
    ...askedOf(priced, notes, conversion),
  }
}

const conversionOf = (rows: readonly NumberedRow[], context: FileContext): Conversion => ({
  cloud: context.cloud,
  observedAtMs: context.observedAtMs,
  facts: factsOf(context.cloud),
  fileNotes: notesOfFile(context),
  join: shareNotes(),
  hosts: hostsIn(rows.map(({ row }) => row)),
})

const faultOf = (
  machines: readonly ListedMachine[],
  seen: ReadonlyMap<string, ListedMachine>,
): string | undefined => {
  if (machines.length === 0) return 'InstanceType: expected a type'
  return machines.some(({ id }) => seen.has(id)) ? 'expected a row of its own: it repeats another' : undefined
}

/**
 * Converts the rows of one file.
 *
 * A row becomes one machine, a row of GPUs of Google Cloud one for each type of host. The rules for the
 * catalog's traps are in {@link memoryReadings}, {@link rightCount}, {@link gcpHosts}, {@link toListedGpu}
 * and {@link countryOf}.
 *
 * @param rows - Its rows, those of possible hosts included.
 * @param context - What holds for the file.
 */
export const convertRows = (rows: readonly NumberedRow[], context: FileContext): Converted => {
  const conversion = conversionOf(rows, context)
  const machines = new Map<string, ListedMachine>()
  const otherAccelerators = new Map<string, number>()
  const wrong: WrongRow[] = []
  for (const { line, row } of rows) {
    if (row.acceleratorName === '') continue
    const other = otherAcceleratorOf(row.acceleratorName)
    if (other !== undefined) {
      otherAccelerators.set(other, (otherAccelerators.get(other) ?? 0) + 1)
      continue
    }
    const its = pricedMachines(context.cloud, row, conversion.hosts).map((priced) =>
      toMachine(row, priced, conversion),
    )
    const expected = faultOf(its, machines)
    if (expected === undefined) for (const machine of its) machines.set(machine.id, machine)
    else wrong.push({ line, expected })
  }
  return { machines: [...machines.values()], otherAccelerators, wrong }
}
