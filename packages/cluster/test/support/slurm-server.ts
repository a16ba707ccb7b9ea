import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, vi } from 'vitest'
import { freePorts, serverProcesses } from './server-processes.ts'

const run = promisify(execFile)

/** Programs that a Slurm of our own needs, and Debian's packages of them: slurmctld, slurmd, slurm-client, munge. */
export const slurmPrograms = [
  'munged',
  'slurmctld',
  'slurmd',
  'scontrol',
  'sinfo',
  'sbatch',
  'squeue',
  'scancel',
] as const

/** A Slurm that runs. */
export interface SlurmServer {
  /** Variables by which its commands find it. */
  readonly environment: Readonly<Record<string, string>>
  /** Starts a job, with arguments of `sbatch`, and waits until it runs. */
  readonly submit: (...args: readonly string[]) => Promise<void>
  /** Sets the state of a node, with arguments of `scontrol update`. */
  readonly update: (...args: readonly string[]) => Promise<void>
  /** Ends all jobs, takes drained nodes back, and waits until all nodes are idle. */
  readonly reset: () => Promise<void>
  /** Stops it, and leaves neither a process nor a file. */
  readonly stop: () => Promise<void>
}

const nodeNames = ['gpu-a01', 'gpu-a02', 'gpu-b01', 'gpu-c01', 'gpu-down'] as const

/** Machines of which this one only plays the part: `config_overrides` lets it have more processors than it has. */
const configOf = (folder: string, ports: readonly number[]): string => {
  const user = userInfo().username
  const host = `NodeHostname=${hostname().split('.')[0]} NodeAddr=127.0.0.1`
  const hardware = [
    'CPUs=16 RealMemory=64000 Gres=gpu:a100:4 Feature=a100,nvlink',
    'CPUs=16 RealMemory=64000 Gres=gpu:a100:4 Feature=A100-SXM4-80GB',
    'CPUs=8 RealMemory=32000 Gres=gpu:h100-sxm5:2,gpu:l4:1',
    'CPUs=8 RealMemory=32000 Gres=gpu:2',
    'CPUs=8 RealMemory=32000 Gres=gpu:v100:8',
  ]
  return `ClusterName=fake
SlurmctldHost=${hostname().split('.')[0]}(127.0.0.1)
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
CryptoType=crypto/munge
AuthInfo=socket=${folder}/munge.socket
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool-%n
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd-%n.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd-%n.log
SlurmctldPort=${ports[0]}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
GresTypes=gpu
${nodeNames.map((name, index) => `NodeName=${name} ${host} Port=${ports[index + 1]} ${hardware[index]} State=UNKNOWN`).join('\n')}
PartitionName=gpu Nodes=${nodeNames.join(',')} Default=YES MaxTime=INFINITE State=UP
`
}

const gresOf = (folder: string): string => `AutoDetect=off
NodeName=gpu-a[01-02] Name=gpu Type=a100 File=${folder}/fakegpu[0-3]
NodeName=gpu-b01 Name=gpu Type=h100-sxm5 File=${folder}/fakegpu[0-1]
NodeName=gpu-b01 Name=gpu Type=l4 File=${folder}/fakegpu2
NodeName=gpu-c01 Name=gpu File=${folder}/fakegpu[0-1]
NodeName=gpu-down Name=gpu Type=v100 Count=8 Flags=CountOnly
`

const writeFiles = (folder: string, ports: readonly number[]): void => {
  mkdirSync(join(folder, 'state'))
  for (const index of [0, 1, 2, 3]) writeFileSync(join(folder, `fakegpu${index}`), '')
  writeFileSync(join(folder, 'munge.key'), randomBytes(128), { mode: 0o400 })
  writeFileSync(join(folder, 'slurm.conf'), configOf(folder, ports))
  writeFileSync(join(folder, 'gres.conf'), gresOf(folder))
}

/** Until something holds of a server, which is asked again and again. */
const until = (ask: () => Promise<boolean>): Promise<void> =>
  vi.waitFor(async () => expect(await ask()).toBe(true), { timeout: 60_000, interval: 100 })

/** Starts Slurm with four nodes that answer and one that does not. */
export const startSlurm = async (
  pathOf: (name: (typeof slurmPrograms)[number]) => string,
): Promise<SlurmServer> => {
  const processes = serverProcesses('slurm')
  const { folder } = processes
  const ports = await freePorts(nodeNames.length + 1)
  writeFiles(folder, ports)
  const environment = { SLURM_CONF: join(folder, 'slurm.conf') }
  const env = { ...process.env, ...environment }
  const call = async (name: (typeof slurmPrograms)[number], ...args: readonly string[]): Promise<string> =>
    (await run(pathOf(name), args, { env })).stdout
  const munge = ['key-file', 'socket', 'pid-file', 'log-file', 'seed-file'] as const
  const mungeFiles = munge.map((name) => `--${name}=${folder}/munge.${name.split('-')[0]}`)
  processes.start(pathOf('munged'), ['--foreground', '--force', ...mungeFiles], environment)
  processes.start(pathOf('slurmctld'), ['-D', '-i', '-f', environment.SLURM_CONF], environment)
  for (const name of nodeNames.filter((one) => one !== 'gpu-down'))
    processes.start(pathOf('slurmd'), ['-D', '-N', name, '-f', environment.SLURM_CONF], environment)
  /** Nodes by state, in small letters; a node that is drained while no job runs on it counts as idle for a filter of `sinfo`. */
  const nodesIn = async (state: string): Promise<readonly string[]> =>
    (await call('sinfo', '-h', '-N', '-o', '%N %T'))
      .split('\n')
      .map((line) => line.trim().split(' '))
      .flatMap(([name = '', now]) => (now === state ? [name] : []))
  const areIdle = async (): Promise<boolean> => (await nodesIn('idle')).length === 4
  const endJobs = async (): Promise<void> => {
    await call('scancel', '--user', userInfo().username)
    await until(async () => (await call('squeue', '-h')).trim() === '')
  }
  await until(areIdle).catch(async (error: unknown) => {
    await processes.stop()
    throw error
  })
  return {
    environment,
    submit: async (...args) => {
      const options = ['--parsable', '--output=/dev/null', '--chdir=/', ...args, '--wrap', 'sleep 600']
      const id = (await call('sbatch', ...options)).trim()
      await until(async () => (await call('squeue', '-h', '-j', id, '-o', '%T')).trim() === 'RUNNING')
    },
    update: async (...args) => void (await call('scontrol', 'update', ...args)),
    reset: async () => {
      await endJobs()
      for (const name of await nodesIn('drained'))
        await call('scontrol', 'update', `NodeName=${name}`, 'State=RESUME')
      await until(areIdle)
    },
    stop: async () => {
      await endJobs().finally(processes.stop)
    },
  }
}
