import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import type { HostInventory } from '../src/inventory.ts'
import { probeNvidia } from '../src/nvidia/probe.ts'
import { readXmlLog } from '../src/nvidia/xml-log.ts'
import { listHost } from '../src/offers/host-listing.ts'
import { type Answer, exited, fakeHost } from './nvidia/fake-host.ts'
import { readFixture, uuid } from './nvidia/smi-output.ts'

const gpuCount = 8
const nowMs = Date.UTC(2026, 10, 25)

/** What a block of a real log has and nobody reads: clocks, voltages, engines, some 340 elements. */
const unread = Array.from({ length: 34 }, (_section, section) => {
  const values = Array.from(
    { length: 10 },
    (_value, value) => `\t\t\t<unread_value_${value}>${section * 10 + value} MHz</unread_value_${value}>\n`,
  )
  return `\t\t<unread_section_${section}>\n${values.join('')}\t\t</unread_section_${section}>\n`
}).join('')

const programs = Array.from(
  { length: 40 },
  (_program, at) => `
			<process_info>
				<gpu_instance_id>N/A</gpu_instance_id>
				<compute_instance_id>N/A</compute_instance_id>
				<pid>${4_000 + at}</pid>
				<type>C</type>
				<process_name>/opt/conda/bin/python3.12</process_name>
				<used_memory>512 MiB</used_memory>
			</process_info>`,
).join('')

/** The fixture of one GPU as eight, each with what a real block has besides, and half of them with programs. */
const logOfEight = (): string => {
  const [, head = '', block = ''] =
    /^([\s\S]*?)(<gpu [\s\S]*<\/gpu>)/.exec(readFixture('hopper.595.xml')) ?? []
  const blocks = Array.from({ length: gpuCount }, (_gpu, at) =>
    block
      .replace('00000000:DD:00.0', `00000000:${at + 1}0:00.0`)
      .replace(/<uuid>.*<\/uuid>/, `<uuid>${uuid(at)}</uuid>`)
      .replace(/<volatile>.*<\/volatile>/, '<volatile><dram_uncorrectable>0</dram_uncorrectable></volatile>')
      .replace(
        '<processes></processes>',
        `<processes>${at % 2 === 0 ? programs : '\n'}</processes>\n${unread}`,
      ),
  )
  return `${head.replace('<attached_gpus>1<', `<attached_gpus>${gpuCount}<`)}${blocks.join('\n')}\n</nvidia_smi_log>\n`
}

const log = logOfEight()

/** Only the log answers: the other views are small. */
const answer = (args: readonly string[]): Answer => (args.includes('-x') ? exited(0, log) : exited(0, ''))

const listOffers = async () => {
  const findings = await probeNvidia(fakeHost({ answer }))
  const machine = { platform: 'linux', architecture: 'x64', vcpus: 96, ramBytes: 2 ** 40 }
  const inventory: HostInventory = { host: 'box', probedAtMs: nowMs, machine, visibility: {}, ...findings }
  return listHost(inventory, { source: 'local', options: {}, nowMs }).offers
}

const plain = new XMLParser()

const parse = async (): Promise<unknown> => plain.parse(log)

/** Time of the processor (ms), garbage collection included; what else the machine does is not in it. */
const timeOf = async (run: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[numbers.length >> 1] ?? 0

test('a log of eight GPUs becomes offers in at most 4 times the time of parsing the XML alone', async () => {
  expect(readXmlLog(log)).toMatchObject({ attached: gpuCount, isComplete: true, unreadable: [] })
  const times: { readonly parseMs: number; readonly listMs: number }[] = []
  for (let round = 0; round < 65; round += 1)
    times.push({ parseMs: await timeOf(parse), listMs: await timeOf(listOffers) })
  // The first rounds warm up.
  const counted = times.slice(15)
  const parseMs = median(counted.map((time) => time.parseMs))
  const listMs = median(counted.map((time) => time.listMs))
  const offers = await listOffers()
  console.log(
    `${gpuCount} GPUs, ${(log.length / 1e3).toFixed(0)} kB, ${offers.length} offers: fast-xml-parser ${parseMs.toFixed(1)} ms, all ${listMs.toFixed(1)} ms, ratio ${(listMs / parseMs).toFixed(2)}`,
  )
  expect(offers).toHaveLength(gpuCount + 3)
  expect(listMs / parseMs).toBeLessThan(4)
}, 60_000)
