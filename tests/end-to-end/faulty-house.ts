import { onTestFinished } from 'vitest'
import { createSlurmCluster } from '../../packages/cluster/src/index.ts'
import { localGpus } from '../../packages/local/src/index.ts'
import { installFakeTool } from '../../packages/local/test/fake-tool/install-fake-tool.ts'
import { healthyNvidia } from '../../packages/local/test/fake-tool/replies.ts'
import { createOrchestrator, type Orchestrator, systemClock } from '../../packages/orchestrator/src/index.ts'
import type { Random } from '../../packages/orchestrator/test/chaos/random.ts'
import { createRunpod } from '../../packages/runpod/src/index.ts'
import { restRoutes } from '../../packages/runpod/test/market.ts'
import { createScaleway } from '../../packages/scaleway/src/index.ts'
import { marketRoutes as scalewayRoutes } from '../../packages/scaleway/test/market.ts'
import {
  builtAtMs,
  type Fault,
  type RecordedRequest,
  type ReplayServer,
  type Reply,
  type Route,
  startReplayServer,
} from '../../packages/testing/src/index.ts'
import { createVastai } from '../../packages/vastai/src/index.ts'
import { fixtureRows } from '../../packages/vastai/test/fixtures.ts'
import { marketRoutes as vastaiRoutes } from '../../packages/vastai/test/market.ts'
import { slurmRoutes } from './markets.ts'

/** How long a source may take (ms). */
export const sourceDeadlineMs = 400

const faults: readonly [Fault | undefined, ...(Fault | undefined)[]] = [
  undefined,
  undefined,
  undefined,
  { kind: 'hang' },
  { kind: 'hang-in-body' },
  { kind: 'slow', bytesPerSecond: 500 },
  { kind: 'reset' },
  { kind: 'reset-in-body' },
  { kind: 'wrong-length' },
  { kind: 'garbage' },
  { kind: 'truncated' },
  { kind: 'flood', bytes: 8 * 2 ** 20 },
  { kind: 'bomb', bytes: 8 * 2 ** 20 },
  { kind: 'flapping', times: 1 },
]

/** The same routes, each reply with a fault of its own. */
const spoilt = (routes: readonly Route[], random: Random): readonly Route[] =>
  routes.map((route) => ({
    ...route,
    reply: (request: RecordedRequest): Reply => ({
      ...(typeof route.reply === 'function' ? route.reply(request) : route.reply),
      fault: random.pick(faults),
    }),
  }))

/** An orchestrator whose sources all have faults, and what they leave behind. */
export interface FaultyHouse {
  /** The orchestrator. */
  readonly orchestrator: Orchestrator
  /** The servers of its sources. */
  readonly servers: readonly ReplayServer[]
  /** Processes of tools that live still. */
  readonly survivors: () => readonly number[]
}

/** Opens it; what is left of it ends with the test. */
export const openFaultyHouse = async (random: Random): Promise<FaultyHouse> => {
  const servers: ReplayServer[] = []
  const start = async (routes: readonly Route[]): Promise<string> => {
    const server = await startReplayServer(spoilt(routes, random))
    servers.push(server)
    onTestFinished(server.close)
    return server.baseUrl
  }
  const http = { firstRetryDelayMs: 10, maximumBodyBytes: 2 ** 20 }
  const tools = [
    installFakeTool('nvidia-smi', { replies: healthyNvidia }),
    installFakeTool('nvidia-smi', { misdeed: { kind: 'hang' }, replies: [] }),
  ]
  const runpod = await start(restRoutes)
  const orchestrator = createOrchestrator({
    local: [
      ...tools.map(({ path }, index) =>
        localGpus({
          id: `box-${index}`,
          probing: { vendors: ['nvidia'], toolPaths: { 'nvidia-smi': path } },
        }),
      ),
      createSlurmCluster({
        country: 'DE',
        rest: { baseUrl: await start(slurmRoutes), user: 'gpu', token: 'token', http },
      }),
    ],
    cloud: [
      createRunpod({ baseUrl: `${runpod}/v2`, apiKey: 'rpa_not_a_real_key', counts: [1], http }),
      createVastai({
        baseUrl: await start(vastaiRoutes(fixtureRows)),
        apiKey: 'not-real',
        pauseMs: 0,
        http,
      }),
      createScaleway({ baseUrl: await start(scalewayRoutes()), usdPerEur: 1.1, http }),
    ],
    policy: { strategy: { kind: 'cost-first' } },
    sourceDeadlineMs,
    cacheAges: { local: { freshMs: 0, staleMs: 0 }, 'gpu-cloud': { freshMs: 0, staleMs: 50 } },
    // Nobody is left alone: every wave meets every fault.
    breakAfter: 1_000,
    clock: { ...systemClock, nowMs: () => builtAtMs },
  })._unsafeUnwrap()
  return { orchestrator, servers, survivors: () => tools.flatMap((tool) => tool.survivors()) }
}
