import { onTestFinished } from 'vitest'
import { createAws } from '../../packages/aws/src/index.ts'
import { accountRoutes as awsRoutes } from '../../packages/aws/test/aws-routes.ts'
import { createAzure } from '../../packages/azure/src/index.ts'
import { subscriptionId } from '../../packages/azure/test/fixtures.ts'
import { marketRoutes as azureRoutes } from '../../packages/azure/test/market.ts'
import { skypilotCatalog } from '../../packages/catalog/src/index.ts'
import { csv } from '../../packages/catalog/test/catalog-folder.ts'
import {
  createKubernetesGpus,
  createPrometheusGpus,
  createSlurmCluster,
} from '../../packages/cluster/src/index.ts'
import { fixture } from '../../packages/cluster/test/support/fixtures.ts'
import { explain, type Job, type OfferSource, type Policy } from '../../packages/core/src/index.ts'
import { createGcp } from '../../packages/gcp/src/index.ts'
import { marketRoutes as gcpRoutes } from '../../packages/gcp/test/market.ts'
import { localGpus } from '../../packages/local/src/index.ts'
import { installFakeTool } from '../../packages/local/test/fake-tool/install-fake-tool.ts'
import { healthyNvidia } from '../../packages/local/test/fake-tool/replies.ts'
import { createOrchestrator, type Orchestrator, systemClock } from '../../packages/orchestrator/src/index.ts'
import { createRunpod } from '../../packages/runpod/src/index.ts'
import { restRoutes } from '../../packages/runpod/test/market.ts'
import { createScaleway } from '../../packages/scaleway/src/index.ts'
import { marketRoutes as scalewayRoutes } from '../../packages/scaleway/test/market.ts'
import {
  builtAtMs,
  type RecordedRequest,
  type ReplayServer,
  type Route,
  startReplayServer,
} from '../../packages/testing/src/index.ts'
import { createVastai } from '../../packages/vastai/src/index.ts'
import { fixtureRows } from '../../packages/vastai/test/fixtures.ts'
import { marketRoutes as vastaiRoutes } from '../../packages/vastai/test/market.ts'

const asks =
  (beginning: string) =>
  ({ query }: RecordedRequest): boolean =>
    query.get('query')?.startsWith(beginning) ?? false

/** The replies of slurmrestd. */
export const slurmRoutes: readonly Route[] = [
  { path: '/slurm/v0.0.41/nodes', reply: { json: fixture('slurm-nodes-24.11.json') } },
]

const kubernetesRoutes: readonly Route[] = [
  { path: '/api/v1/nodes', reply: { json: fixture('kubernetes-nodes.json') } },
  { path: '/api/v1/pods', reply: { json: fixture('kubernetes-pods.json') } },
  {
    path: '/apis/resource.k8s.io/v1/resourceslices',
    reply: { json: fixture('kubernetes-resourceslices.json') },
  },
  {
    path: '/apis/resource.k8s.io/v1/resourceclaims',
    reply: { json: fixture('kubernetes-resourceclaims.json') },
  },
]

const prometheusRoutes: readonly Route[] = [
  { path: '/api/v1/query', when: asks('{'), reply: { json: fixture('prometheus-samples.json') } },
  { path: '/api/v1/query', when: asks('timestamp('), reply: { json: fixture('prometheus-times.json') } },
  { path: '/api/v1/query', when: asks('up'), reply: { json: fixture('prometheus-down.json') } },
]

const catalogRoutes: readonly Route[] = [
  {
    path: '/v8/aws/vms.csv',
    reply: {
      text: csv(
        'g5.xlarge,A10G,1,4,16,,1.006,0.4,eu-central-1,euc1-az1',
        'g6.xlarge,L4,1,4,16,,0.8048,0.32,eu-central-1,euc1-az1',
      ),
      headers: { 'content-type': 'text/csv', 'last-modified': 'Tue, 01 Sep 2026 06:00:00 GMT' },
    },
  },
]

/** Long enough on a busy machine for a tool that must be started. */
const patienceMs = 60_000

const http = { attemptTimeoutMs: patienceMs, callTimeoutMs: patienceMs }

const country = 'DE'

/** Part of every key and token that a source gets; nothing that is reported may hold it. */
export const plantedSecret = 'planted-secret-4711'

/** What a GPU of the house costs: 2 000 USD over two years in which it works a fifth of the time, which is 0.57 USD for each hour of work. */
const ownership = { usdPerKWh: 0.3, capexUsd: 2_000, lifeYears: 2, utilisation: 0.2 }

const startServer = async (routes: readonly Route[], servers: ReplayServer[] = []): Promise<string> => {
  const server = await startReplayServer(routes)
  onTestFinished(server.close)
  servers.push(server)
  return server.baseUrl
}

/** The machines of the house: a workstation with one RTX 4090, and three clusters. */
const ownSources = async (): Promise<readonly OfferSource[]> => {
  const tool = installFakeTool('nvidia-smi', { replies: healthyNvidia })
  return [
    localGpus({
      place: { region: 'house', country },
      trust: 'owned',
      electricity: { usdPerKWh: 0.3 },
      ownership,
      network: { dataPath: 'local' },
      probing: { vendors: ['nvidia'], toolPaths: { 'nvidia-smi': tool.path }, deadlineMs: patienceMs },
    }),
    createSlurmCluster({
      waits: { gpu3: 3 },
      country,
      ownership,
      rest: { baseUrl: await startServer(slurmRoutes), user: 'gpu', token: plantedSecret, http },
    }),
    createKubernetesGpus({
      country,
      ownership,
      baseUrl: await startServer(kubernetesRoutes),
      token: plantedSecret,
      http,
    }),
    createPrometheusGpus({
      country,
      ownership,
      baseUrl: await startServer(prometheusRoutes),
      token: plantedSecret,
      http,
    }),
  ]
}

/** Clouds, each behind a server of its own. */
const rentedSources = async (servers: ReplayServer[]): Promise<readonly OfferSource[]> => {
  const start = (routes: readonly Route[]): Promise<string> => startServer(routes, servers)
  const runpod = await start(restRoutes)
  const gcp = await start(gcpRoutes())
  const azure = await start(azureRoutes())
  return [
    createRunpod({ baseUrl: `${runpod}/v2`, apiKey: `rpa_${plantedSecret}`, counts: [1], http }),
    createVastai({
      baseUrl: await start(vastaiRoutes(fixtureRows)),
      apiKey: plantedSecret,
      pauseMs: 0,
      http,
    }),
    createScaleway({ baseUrl: await start(scalewayRoutes()), usdPerEur: 1.1, http }),
    createAws({
      baseUrl: await start(awsRoutes()),
      regions: ['eu-central-1'],
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: plantedSecret },
      http,
    }),
    createGcp({
      billingBaseUrl: gcp,
      computeBaseUrl: gcp,
      apiKey: plantedSecret,
      accessToken: async () => plantedSecret,
      projectId: 'p',
      http,
    }),
    createAzure({
      pricesBaseUrl: azure,
      managementBaseUrl: azure,
      regions: ['eastus', 'westeurope'],
      subscriptionId,
      accessToken: async () => plantedSecret,
      http,
    }),
    skypilotCatalog({ baseUrl: `${await start(catalogRoutes)}/v8`, clouds: ['aws'], http }),
  ]
}

/** An orchestrator over all adapters, and what their servers see. */
export interface Markets {
  /** The orchestrator. */
  readonly orchestrator: Orchestrator
  /** How many requests clouds have got so far. */
  readonly cloudRequests: () => number
}

/** Starts everything that there is, on this machine's sockets, at noon of 2026-09-01; it ends with the test. */
export const startMarkets = async (policy: Policy): Promise<Markets> => {
  const servers: ReplayServer[] = []
  const orchestrator = createOrchestrator({
    local: await ownSources(),
    cloud: await rentedSources(servers),
    policy,
    sourceDeadlineMs: patienceMs,
    clock: { ...systemClock, nowMs: () => builtAtMs },
  })._unsafeUnwrap()
  onTestFinished(async () => void (await orchestrator.close()))
  return { orchestrator, cloudRequests: () => servers.flatMap(({ requests }) => requests).length }
}

/** A job of two hours on an RTX 4090, which nothing else can do. */
export const jobWith = (changes: Partial<Job> = {}): Job => ({
  id: 'case-1',
  confidentiality: 'internal',
  needs: { allowedModels: ['RTX 4090'] },
  run: { refHours: 2, referenceGpu: 'RTX 4090', restartHours: 0.1 },
  ...changes,
})

/** Decides for a job, and says why. */
export const decideOn = async (
  { orchestrator }: Markets,
  job: Job,
  detail: 'brief' | 'full' = 'brief',
): Promise<string> => {
  const decided = await orchestrator.decide(job)
  if (decided.isOk()) return explain(decided.value.decision, { detail })
  const { error } = decided
  return error.kind === 'not-decided' ? explain(error.reason) : error.kind
}
