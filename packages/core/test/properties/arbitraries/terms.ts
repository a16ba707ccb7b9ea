import { fc } from '@fast-check/vitest'
import type { InterruptedRun, Terms, Work, WorkCheckpoint } from '../../../src/index.ts'
import { bandwidth, magnitude, maybe, price, upTo, volume, wait } from './numbers.ts'

/** Interruptions per running hour, from never to more often than a job can bear. */
const rate: fc.Arbitrary<number> = fc.oneof(fc.constantFrom(0, 0.02, 0.1), upTo(2), magnitude(-18, 3))

const hours = fc.oneof(fc.constantFrom(0, 0.1, 1, 10), upTo(60), magnitude(-6, 3))

const checkpoint: fc.Arbitrary<WorkCheckpoint> = fc.record({
  everyHours: fc.oneof(fc.constant('auto' as const), upTo(5, 0.01), magnitude(-3, 2)),
  writeHours: fc.oneof(fc.constantFrom(0, 1 / 120), upTo(0.5)),
  onNotice: fc.boolean(),
})

/** The job's side of an estimate, with every number that the schemas allow within reason. */
export const work: fc.Arbitrary<Work> = fc.record({
  refHours: hours,
  inputGB: volume,
  outputGB: volume,
  imageGB: upTo(30),
  scratchGB: volume,
  uplinkMbps: maybe(bandwidth),
  downlinkMbps: maybe(bandwidth),
  sourceEgressUsdPerGB: upTo(0.2),
  checkpoint: maybe(checkpoint, 6),
  restartHours: maybe(wait, 7),
  deadlineHours: maybe(fc.oneof(upTo(100), magnitude(-3, 4)), 8),
  valueOfTimeUsdPerHour: fc.oneof(fc.constant(0), upTo(10)),
  lateUsdPerHour: fc.oneof(fc.constant(0), upTo(10)),
  lateUsdFixed: fc.oneof(fc.constant(0), upTo(100)),
})

/** The offer's side of an estimate, with every number that the schemas allow within reason. */
export const terms: fc.Arbitrary<Terms> = fc.record({
  purchase: fc.constantFrom('owned', 'on-demand', 'spot', 'spot', 'spot'),
  usdPerHour: price,
  speed: fc.oneof(fc.constant(1), upTo(8, 0.05), magnitude(-3, 3)),
  bootHours: upTo(0.5),
  allocHours: maybe(wait, 4),
  availability: maybe(
    fc.oneof(
      fc.constantFrom(0, 0.5, 1),
      upTo(1),
      magnitude(-6, 0).map((x) => x / 10),
    ),
  ),
  retryHours: upTo(1, 0.01),
  ingressMbps: maybe(bandwidth, 7),
  egressMbps: maybe(bandwidth, 7),
  registryMbps: maybe(bandwidth, 7),
  imageCached: fc.boolean(),
  inputCached: fc.boolean(),
  ingressUsdPerGB: upTo(0.1),
  egressUsdPerGB: upTo(0.2),
  egressTiers: maybe(
    fc.tuple(upTo(200, 1), upTo(0.2), upTo(0.2)).map(
      ([bound, first, rest]) =>
        [
          [bound, first],
          [null, rest],
        ] as const,
    ),
    3,
  ),
  storageUsdPerGBMonth: upTo(0.3),
  interruptionsPerHour: rate,
  recoverWaitHours: wait,
  noticeHours: maybe(fc.constantFrom(0, 1 / 120, 0.5), 4),
  uptimesHours: maybe(fc.array(fc.oneof(upTo(40), upTo(2)), { maxLength: 8 }), 2),
  billStepSeconds: fc.constantFrom(1, 60, 3600),
  billMinSeconds: upTo(600),
  dataPath: fc.constantFrom('local', 'staged', 'instance'),
  carbonGPerHour: maybe(upTo(500)),
})

/** A cut run on capacity that comes and goes. */
export const interruptedRun: fc.Arbitrary<InterruptedRun> = fc.record({
  perHour: rate,
  restartHours: wait,
  recoverWaitHours: wait,
  stretches: fc.record({
    saved: fc.oneof(fc.constant(0), fc.nat({ max: 50 })),
    savedHours: upTo(4, 0.01),
    lastHours: upTo(12, 0.001),
  }),
})
