import { describe, expect, test } from 'vitest'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { answerBy, exited, fakeHost } from '../nvidia/fake-host.ts'
import {
  fieldsOf,
  isPresent,
  project,
  readRecordedJson,
  readRecording,
  recordings,
} from '../nvidia/recordings.ts'
import { buildInventory, list, reasonsOf } from './inventories.ts'

const paths = isPresent ? recordings().map(({ path }) => path) : []
const logs = paths.filter((path) => path.startsWith('nvidia/xml/') && !path.includes('-mig'))
const sessions = paths.filter((path) => path.startsWith('nvidia/captures/') && !path.includes('-mig'))

/** Logs of GPUs that somebody used, as their memory, their programs and their work say. */
const used = [
  'rtx-3080-windows__536.40',
  'rtx-3080__595.58.03',
  'tesla-t4__515.105.01',
  'tesla-v100-pcie-32gb__460.39',
  'quadro-p2000__418.56',
]

const listLog = async (path: string) => {
  const found = await probeNvidia(fakeHost({ answer: answerBy({ log: exited(0, readRecording(path)) }) }))
  return list(buildInventory(found.devices, found))
}

const driverOf = (path: string): string => {
  const version = path.replace(/\/$/, '').split('__').at(-1) ?? ''
  return path.includes('windows') ? `${version}-win` : version
}

const listSession = async (path: string, state: string) => {
  const file = `${state}__query-gpu.csv`
  const { command } = readRecordedJson(`${path}index.json`).sections.find(
    (section: { readonly file: string }) => section.file === file,
  )
  const table = project(driverOf(path), { fields: fieldsOf(command), text: readRecording(path + file) })
  const host = fakeHost({
    platform: path.includes('windows') ? 'win32' : 'linux',
    answer: answerBy({ table, list: exited(0, readRecording(`${path}capabilities__list.txt`)) }),
  })
  const found = await probeNvidia(host)
  return list(buildInventory(found.devices, found))
}

const stockIn = ({ offers }: ReturnType<typeof list>) => offers.map(({ capacity }) => capacity?.stock)

describe.skipIf(!isPresent)('recorded GPUs', () => {
  test('there are eleven logs and five sessions', () => {
    expect([logs.length, sessions.length]).toEqual([11, 5])
  })

  test.each(logs)('%s is busy when it was in use, else free', async (path) => {
    const isUsed = used.some((name) => path.includes(name))
    expect(stockIn(await listLog(path))).toEqual([isUsed ? 'busy' : 'available'])
  })

  test.each(sessions)('%s is busy under load', async (path) => {
    expect(stockIn(await listSession(path, 'load'))).toEqual(['busy'])
  })

  test.each(sessions)('%s is free when idle, unless a desktop holds much of it', async (path) => {
    const listing = await listSession(path, 'idle')
    const isDesktop = path.includes('windows')
    expect(stockIn(listing)).toEqual([isDesktop ? 'busy' : 'available'])
    expect(reasonsOf(listing).some((reason) => reason.includes('WDDM'))).toBe(isDesktop)
  })

  test('MIG instances without the list of their UUIDs are told and not offered', async () => {
    const listing = await listLog('nvidia/xml/a100-sxm4-80gb-mig4__535.54.03.xml')
    expect(listing.offers).toEqual([])
    expect(reasonsOf(listing).filter((reason) => reason.includes('has no UUID'))).toHaveLength(4)
  })
})
