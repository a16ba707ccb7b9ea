import { autoIntervalHours, type Terms, type Work } from '../../src/index.ts'

/** What the formulas of docs/cost-model.md give, written down a second time, without the estimate of the source. */
export interface ReferenceEstimate {
  readonly setupHours: number
  readonly runHours: number
  readonly interruptions: number
  readonly billedHours: number
  readonly completionHours: number
  readonly totalUsd: number
}

interface Run {
  readonly runHours: number
  readonly interruptions: number
}

const moved = (gb: number, ...lines: readonly (number | undefined)[]): number => {
  const known = lines.filter((line) => line !== undefined)
  return gb === 0 || known.length === 0 ? 0 : (gb * 8000) / Math.min(...known) / 3600
}

/** The lengths that must each be survived, and how often. */
const stretchesOf = (
  work: number,
  every: number | undefined,
  write: number,
): readonly (readonly [length: number, times: number])[] => {
  if (every === undefined || every >= work) return [[work, 1]]
  const whole = Math.floor(work / every + 1e-9)
  const rest = work - whole * every
  return rest <= 1e-9 * Math.max(1, work)
    ? [
        [every + write, whole - 1],
        [every, 1],
      ]
    : [
        [every + write, whole],
        [rest, 1],
      ]
}

const fromUptimes = (uptimes: readonly number[], length: number, restart: number): Run => {
  const alive = (hours: number): number => uptimes.filter((up) => up >= hours).length / uptimes.length
  const mean = (hours: number): number =>
    uptimes.map((up) => Math.min(up, hours)).reduce((sum, up) => sum + up, 0) / uptimes.length
  const lost = 1 - alive(length)
  if (lost === 0) return { runHours: length, interruptions: 0 }
  const again = alive(length + restart)
  return { runHours: mean(length) + (lost * mean(length + restart)) / again, interruptions: lost / again }
}

const runOf = ({ refHours, checkpoint }: Work, terms: Terms, restart: number): Run => {
  const work = refHours / terms.speed
  const rate = terms.interruptionsPerHour
  if (terms.purchase !== 'spot') return { runHours: work, interruptions: 0 }
  if (checkpoint === undefined && (terms.uptimesHours?.length ?? 0) > 0)
    return fromUptimes(terms.uptimesHours ?? [], work, restart)
  if (checkpoint?.onNotice && (terms.noticeHours ?? 0) >= checkpoint.writeHours) {
    const lost = rate * (checkpoint.writeHours + restart)
    const runHours = lost < 1 ? work / (1 - lost) : Number.POSITIVE_INFINITY
    return { runHours, interruptions: rate * runHours }
  }
  const write = checkpoint?.writeHours ?? 0
  const every =
    checkpoint?.everyHours === 'auto'
      ? autoIntervalHours(work, { perHour: rate, restartHours: restart }, write)
      : checkpoint?.everyHours
  const sum = stretchesOf(work, every, write)
    .filter(([, times]) => times > 0)
    .reduce(
      (hours, [length, times]) => hours + times * (rate === 0 ? length : Math.expm1(rate * length) / rate),
      0,
    )
  const runHours = Math.exp(rate * restart) * sum
  return { runHours, interruptions: rate * runHours }
}

const trafficOf = (work: Work, terms: Terms): number => {
  if (terms.dataPath === 'local') return 0
  const tiers = terms.egressTiers ?? [[null, terms.egressUsdPerGB] as const]
  const out = tiers.reduce((usd, [bound, perGB], index) => {
    const from = tiers[index - 1]?.[0] ?? 0
    return usd + Math.max(0, Math.min(work.outputGB, bound ?? work.outputGB) - from) * perGB
  }, 0)
  return (terms.inputCached ? 0 : work.inputGB) * (work.sourceEgressUsdPerGB + terms.ingressUsdPerGB) + out
}

/**
 * Time and money of a job on an offer, by the sections on time, spot and money.
 *
 * @param nudge - Factor on the billed time, near 1: at the edge of a billing step the last digit decides.
 */
export const referenceEstimate = (work: Work, terms: Terms, nudge: number): ReferenceEstimate => {
  const moves = terms.dataPath === 'local' ? 0 : 1
  const upload = (terms.inputCached ? 0 : moves) * moved(work.inputGB, work.uplinkMbps, terms.ingressMbps)
  const download = moves * moved(work.outputGB, work.downlinkMbps, terms.egressMbps)
  const image = terms.imageCached ? 0 : moved(work.imageGB, terms.registryMbps)
  const chance = terms.availability ?? 1
  const wait = terms.allocHours ?? (chance === 1 ? 0 : ((1 - chance) / chance) * terms.retryHours)
  const isOnMachine = terms.dataPath === 'instance'
  const before = isOnMachine ? wait : Math.max(wait, upload)
  const setupHours = terms.bootHours + image + (isOnMachine ? upload : 0)
  const { runHours, interruptions } = runOf(work, terms, work.restartHours ?? terms.bootHours + image)
  const away = interruptions === 0 ? 0 : interruptions * terms.recoverWaitHours
  const used = setupHours + runHours + (isOnMachine ? download : 0)
  const step = terms.billStepSeconds / 3600
  const billedHours = step * Math.ceil((Math.max(used, terms.billMinSeconds / 3600) / step) * nudge - 1e-9)
  const stored = work.inputGB + work.outputGB + work.imageGB + work.scratchGB
  return {
    setupHours,
    runHours,
    interruptions,
    billedHours,
    completionHours: before + setupHours + runHours + away + download,
    totalUsd:
      terms.usdPerHour * billedHours +
      trafficOf(work, terms) +
      (stored * terms.storageUsdPerGBMonth * (used + away)) / 730,
  }
}
