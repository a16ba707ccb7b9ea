import type { ListedOffer } from '@aima/gpu-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createSlurmCluster } from '../src/index.ts'
import { nowMs } from './support/now.ts'
import { installed } from './support/programs.ts'
import { type SlurmServer, slurmPrograms, startSlurm } from './support/slurm-server.ts'

const programs = installed(slurmPrograms)

const shown = ({ place, gpu, gpuCount, capacity }: ListedOffer): string =>
  `${place.zone} ${gpu.name} x${gpuCount} ${capacity?.stock}`

describe.skipIf(programs === undefined)('a Slurm that runs', () => {
  let server: SlurmServer | undefined
  const list = async () => {
    const commands = { environment: server?.environment ?? {} }
    const source = createSlurmCluster({ commands, cluster: 'fake', country: 'DE' })
    return (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
  }

  beforeAll(async () => {
    if (programs !== undefined) server = await startSlurm(programs)
  }, 120_000)
  afterEach(() => server?.reset(), 120_000)
  afterAll(() => server?.stop(), 120_000)

  test('all GPUs of nodes that answer are free, and those of the silent node are none', async () => {
    const { offers, warnings } = await list()
    expect(offers.map(shown)).toEqual([
      'gpu-a01 a100 x1 available',
      'gpu-a01 a100 x2 available',
      'gpu-a01 a100 x4 available',
      'gpu-a02 a100 x1 available',
      'gpu-a02 a100 x2 available',
      'gpu-a02 a100 x4 available',
      'gpu-b01 h100-sxm5 x1 available',
      'gpu-b01 h100-sxm5 x2 available',
      'gpu-b01 l4 x1 available',
      'gpu-c01 gpu x1 available',
      'gpu-c01 gpu x2 available',
    ])
    expect(warnings[0]).toMatchObject({
      reason: expect.stringMatching(/^left out 8 GPUs, node is .*: gpu-down$/),
    })
    expect(offers.find(({ place }) => place.zone === 'gpu-a02')?.gpu.model).toBe('A100-SXM4-80GB')
  })

  test('GPUs of jobs that run are taken, and nobody can have a node without processors or that is drained', async () => {
    await Promise.all([
      server?.submit('--nodelist=gpu-a01', '--gres=gpu:a100:3', '--cpus-per-task=2', '--mem=8000'),
      server?.submit('--nodelist=gpu-a02', '--gres=gpu:a100:1', '--cpus-per-task=16', '--mem=100'),
      server?.submit('--nodelist=gpu-b01', '--gres=gpu:h100-sxm5:2', '--cpus-per-task=1', '--mem=100'),
    ])
    await server?.update('NodeName=gpu-c01', 'State=DRAIN', 'Reason=State=IDLE GresUsed=gpu:0')
    const { offers, warnings } = await list()
    expect(offers.map(shown)).toEqual([
      'gpu-a01 a100 x1 available',
      'gpu-a02 a100 x4 busy',
      'gpu-b01 h100-sxm5 x2 busy',
      'gpu-b01 l4 x1 available',
    ])
    expect(offers[0]?.host).toEqual({ vcpus: 14, ramGiB: 56_000 / 1024, architecture: expect.any(String) })
    expect(warnings).toContainEqual({ kind: 'limited', reason: 'left out 2 GPUs, node is drain: gpu-c01' })
  })
})
