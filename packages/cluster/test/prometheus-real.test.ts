import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { ListedOffer } from '@aima/gpu-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createPrometheusGpus } from '../src/index.ts'
import { fixtureText } from './support/fixtures.ts'
import { installed } from './support/programs.ts'
import { freePorts, type ServerProcesses, serverProcesses } from './support/server-processes.ts'

const programs = installed(['prometheus'])

const page = fixtureText('dcgm.prom')

/** What the exporter shows now, and whether it answers at all. */
const exporter = { text: page, isGone: false }

const startExporter = async (): Promise<Server> => {
  const server = createServer((request, response) => {
    if (exporter.isGone) request.socket.destroy()
    else response.setHeader('content-type', 'text/plain; version=0.0.4').end(exporter.text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const configOf = (port: number): string => `
global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: dcgm
    static_configs: [{ targets: ['127.0.0.1:${port}'] }]
`

const shown = ({ place, gpu, gpuCount, capacity }: ListedOffer): string =>
  `${place.zone} ${gpu.model} x${gpuCount} ${capacity?.stock}`

describe.skipIf(programs === undefined)('a Prometheus that scrapes a DCGM exporter', () => {
  const servers: { exporter?: Server; processes?: ServerProcesses; baseUrl?: string } = {}
  const list = async () => {
    const source = createPrometheusGpus({ baseUrl: servers.baseUrl })
    return (await source.listOffers({}, { nowMs: Date.now() }))._unsafeUnwrap()
  }
  /** Until the next scrapes have come in. */
  const eventually = (expected: readonly string[]) =>
    vi.waitFor(async () => expect((await list()).offers.map(shown)).toEqual(expected), {
      timeout: 30_000,
      interval: 100,
    })

  beforeAll(async () => {
    if (programs === undefined) return
    servers.exporter = await startExporter()
    const processes = serverProcesses('prometheus')
    servers.processes = processes
    const [port = 0] = await freePorts(1)
    servers.baseUrl = `http://127.0.0.1:${port}`
    writeFileSync(join(processes.folder, 'prometheus.yml'), configOf(portOf(servers.exporter)))
    processes.start(programs('prometheus'), [
      `--config.file=${processes.folder}/prometheus.yml`,
      `--storage.tsdb.path=${processes.folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ])
    await vi.waitFor(async () => expect((await list()).offers.length).toBeGreaterThan(0), {
      timeout: 30_000,
      interval: 100,
    })
  }, 60_000)

  beforeEach(() => {
    Object.assign(exporter, { text: page, isGone: false })
  })

  afterAll(async () => {
    await servers.processes?.stop()
    servers.exporter?.closeAllConnections()
    servers.exporter?.close()
  }, 60_000)

  test('idle GPUs are free, and used, sick and shared ones are not', async () => {
    await eventually([
      'gpu-1 H100-SXM5 x1 available',
      'gpu-1 H100-SXM5 x2 available',
      'gpu-2 A100-SXM4-40GB x1 available',
      'gpu-3 L4 x1 busy',
    ])
    expect((await list()).warnings).toEqual([
      { kind: 'limited', reason: 'left out 1 GPU, GPU reports XID 79: gpu-1' },
    ])
  })

  test('a GPU that somebody takes is free no more', async () => {
    const first = 'UUID="GPU-11111111-0000-0000-0000-000000000001"'
    exporter.text = page
      .split('\n')
      .map((line) =>
        line.includes(first) ? line.replace(/ 80930$/, ' 10934').replace(/ 4$/, ' 70000') : line,
      )
      .join('\n')
    await eventually([
      'gpu-1 H100-SXM5 x1 available',
      'gpu-2 A100-SXM4-40GB x1 available',
      'gpu-3 L4 x1 busy',
    ])
  })

  test('GPUs of an exporter that is gone are no offers', async () => {
    exporter.isGone = true
    await eventually([])
  })
})
