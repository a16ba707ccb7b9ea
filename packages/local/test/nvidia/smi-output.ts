import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { type Answer, answerBy, exited, fakeHost, row } from './fake-host.ts'

export const readFixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../__fixtures__/nvidia', name), 'utf8')

/** UUID number n. */
export const uuid = (n: number): string => `GPU-a0000000-0000-4000-8000-00000000000${n}`

/** A block of a healthy card; `inside` comes first, so that it wins over what is there anyway. */
export const block = (n: number, inside = '', id = `00000000:0${n}:00.0`): string => `
	<gpu id="${id}">
		${inside}
		<product_name>NVIDIA L4</product_name>
		<uuid>${uuid(n)}</uuid>
		<fb_memory_usage><total>23034 MiB</total><reserved>400 MiB</reserved><used>1 MiB</used><free>22633 MiB</free></fb_memory_usage>
		<compute_mode>Default</compute_mode>
		<utilization><gpu_util>0 %</gpu_util></utilization>
		<temperature><gpu_temp>41 C</gpu_temp><gpu_temp_slow_threshold>90 C</gpu_temp_slow_threshold></temperature>
		<processes>
		</processes>
	</gpu>
`

/** A whole log. */
export const log = (blocks: readonly string[], attached = blocks.length): string => `<?xml version="1.0" ?>
<!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_v12.dtd">
<nvidia_smi_log>
	<driver_version>550.163.01</driver_version>
	<cuda_version>12.4</cuda_version>
	<attached_gpus>${attached}</attached_gpus>${blocks.join('')}
</nvidia_smi_log>
`

/** Values of a row of the same card. */
export const l4 = (n: number, index: number): Readonly<Record<string, string>> => ({
  index: String(index),
  uuid: uuid(n),
  name: 'NVIDIA L4',
  'pci.bus_id': `00000000:0${n}:00.0`,
  driver_version: '550.163.01',
  'memory.total': '23034',
  'memory.used': '1',
  'memory.free': '22633',
  'utilization.gpu': '0',
  'temperature.gpu': '41',
  compute_mode: 'Default',
  compute_cap: '8.9',
})

/** Answers `--query-gpu` with these rows. */
export const rows =
  (...values: readonly Readonly<Record<string, string>>[]) =>
  (fields: readonly string[]): Answer =>
    exited(0, values.map((value) => row(fields, value)).join(''))

/** A list of GPUs by number, in nvidia-smi's order. */
export const list = (...numbers: readonly number[]): Answer =>
  exited(0, numbers.map((n, index) => `GPU ${index}: NVIDIA L4 (UUID: ${uuid(n)})\n`).join(''))

export const noTopology = exited(
  255,
  "ERROR: Option -m is missing its value. Please run 'nvidia-smi -h' for help.\n",
)

/** What the list says of the GPUs of a log. */
const listOf = (text: string): Answer => {
  const uuids = [...text.matchAll(/<uuid>(GPU-\S+)<\/uuid>/g)]
  const lines = uuids.map(([, id], index) => `GPU ${index}: NVIDIA L4 (UUID: ${id})\n`)
  return exited(0, lines.join('') || 'No devices found.\n')
}

/** What is found when the table is empty, and the list names the GPUs of the log. */
export const probeLog = (text: string) => {
  const table = () => exited(0, '')
  return probeNvidia(
    fakeHost({
      answer: answerBy({ log: exited(0, text), list: listOf(text), table, topology: noTopology }),
    }),
  )
}
