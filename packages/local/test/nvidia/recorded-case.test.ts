import { describe, expect, test } from 'vitest'
import { probeNvidia } from '../../src/nvidia/probe.ts'
import { type Answer, answerBy, exited, fakeHost } from './fake-host.ts'
import { fieldsOf, isPresent, project, readRecordedJson, readRecording, recordings } from './recordings.ts'

interface Output {
  readonly file: string
  readonly argv: readonly string[]
  readonly exit_code: number
}

interface Case {
  readonly driver: string
  readonly outputs: readonly Output[]
}

/** What the manifest says of a case: the GPUs that can be used, and those that cannot. */
interface CaseFacts {
  readonly usable?: readonly object[]
  readonly unhealthy?: readonly { readonly index?: number; readonly reason: string }[]
}

const cases = isPresent
  ? recordings<CaseFacts>().filter(({ path }) => path.includes('synthetic-real-binary'))
  : []

/** Cases without a whole session: single answers, which other tests look at. */
const single = ['error__new-field-on-old-driver__470', 'error__usage__550']

const nameOf = (path: string): string => path.split('/').at(-2) ?? ''

const sessions = cases
  .filter(({ path }) => !single.includes(nameOf(path)))
  .map(({ path, expect: facts }) => ({ name: nameOf(path), path, facts }))

const hostOf = (path: string) => {
  const { driver, outputs }: Case = readRecordedJson(`${path}case.json`)
  const answer = (output: Output | undefined): Answer | undefined =>
    output && exited(output.exit_code, readRecording(path + output.file))
  const find = (...wanted: readonly string[]) =>
    outputs.find(({ argv }) => argv.slice(1).join(' ') === wanted.join(' '))
  const table = (fields: readonly string[], index: string | undefined): Answer => {
    const output = outputs.findLast(
      ({ argv }) =>
        argv.some((argument) => argument.startsWith('--query-gpu=')) &&
        (argv.includes('-i') ? argv[argv.indexOf('-i') + 1] : undefined) === index,
    )
    if (output === undefined) return { end: { kind: 'timed-out', afterMs: 10_000 } }
    const recorded = { fields: fieldsOf(output.argv.join(' ')), text: readRecording(path + output.file) }
    const projected = project(driver, recorded)(fields)
    return projected.stdout === recorded.text ? exited(output.exit_code, recorded.text) : projected
  }
  const log = answer(find('-q', '-x'))
  const list = answer(find('-L'))
  return fakeHost({ answer: answerBy({ table, ...(log && { log }), ...(list && { list }) }) })
}

const probeCase = (name: string) => probeNvidia(hostOf(`nvidia/synthetic-real-binary/${name}/`))

const mebibytes = (bytes: number | undefined) => (bytes === undefined ? null : bytes / 2 ** 20)

const reasons: Readonly<Record<string, string>> = {
  'GPU is lost': 'lost',
  'Insufficient Permissions': 'no-permission',
  'Unknown Error': 'unknown-error',
}

describe.skipIf(!isPresent)('recorded cases of the real program', () => {
  test('there are 20', () => {
    expect(cases.length).toBe(20)
  })

  test.each(sessions.filter(({ facts }) => facts.usable))(
    '$name: the healthy GPUs are devices',
    async ({ name, path, facts }) => {
      const { devices } = await probeNvidia(hostOf(path))
      const told = devices.map(({ index, name: model, memory }) => ({
        index,
        name: model,
        memory_total_mib: memory.unified ? null : mebibytes(memory.totalBytes),
        memory_used_mib: memory.unified ? null : mebibytes(memory.usedBytes),
      }))
      expect(told, name).toEqual(facts.usable)
    },
  )

  test.each(sessions.filter(({ facts }) => facts.unhealthy))(
    '$name: the sick GPU is unusable, once',
    async ({ path, facts }) => {
      const { unusable } = await probeNvidia(hostOf(path))
      // A row is a position: a lost GPU has no index any more.
      expect(unusable.map(({ index, reason }) => ({ index, reason }))).toEqual(
        facts.unhealthy?.map(({ index, reason }) => ({
          index,
          reason: reasons[reason],
        })),
      )
    },
  )

  test('mig-multi: instances are counted, and a GPU that is cut into none has none', async () => {
    const { devices } = await probeCase('mig-multi__550')
    expect(devices.map(({ mig }) => mig?.instances.length)).toEqual([3, 0, 0])
    expect(devices.map(({ mig }) => mig?.enabled)).toEqual([true, true, false])
    expect(devices[0]?.mig?.instances.map(({ uuid }) => uuid?.slice(0, 12))).toEqual([
      'MIG-b0000000',
      'MIG-b0000001',
      'MIG-b0000002',
    ])
  })

  test('the lost GPU keeps the PCI address that only the log still has', async () => {
    const { unusable } = await probeCase('lost-midway-gpu1-of-3__550')
    expect(unusable).toMatchObject([{ pciAddress: '0000:20:00.0', reason: 'lost' }])
  })

  test('GPUs that are asked for one by one have all that the table tells', async () => {
    const host = hostOf('nvidia/synthetic-real-binary/lost-at-start-gpu2-of-4__535/')
    const { devices } = await probeNvidia(host)
    expect(devices.map(({ pciAddress, temperatureC }) => [pciAddress, temperatureC])).toEqual([
      ['0000:10:00.0', 41],
      ['0000:20:00.0', 42],
      ['0000:40:00.0', 44],
    ])
    // Asked with the fields that are known by then, so no question is refused twice.
    expect(host.asked.filter((question) => question.startsWith('-i'))).toHaveLength(3)
  })

  test.each([
    ['error__blocked-by-os__470', 'no-permission'],
    ['error__driver-library-mismatch__470', 'driver-broken'],
    ['error__driver-library-mismatch__550', 'driver-broken'],
    ['error__driver-not-loaded__550', 'no-driver'],
    ['error__gpu-access-blocked-by-os__550', 'no-permission'],
    ['error__init-gpu-lost__550', 'driver-broken'],
    ['error__init-insufficient-permissions__550', 'no-permission'],
    ['error__init-unknown-error__550', 'driver-broken'],
    ['error__library-not-found__550', 'no-driver'],
    ['error__no-devices__470', 'no-gpu'],
    ['error__no-devices__550', 'no-gpu'],
  ])('%s is %s', async (name, kind) => {
    const { devices, unusable, faults } = await probeCase(name)
    expect([devices, unusable]).toEqual([[], []])
    expect(new Set(faults.map((fault) => fault.kind).filter((found) => found !== 'timed-out'))).toEqual(
      new Set([kind]),
    )
  })
})

describe.skipIf(!isPresent)('recorded runs without a driver', () => {
  interface Run {
    readonly driver_package: string
    readonly libnvidia_ml: string
    readonly argv: readonly string[]
    readonly exit_code: number
    readonly stdout: string
  }
  const runs: readonly Run[] = isPresent ? readRecordedJson('nvidia/errors/no-driver-all-versions.json') : []
  const machineOf = ({ driver_package, libnvidia_ml }: Run) => `${driver_package}, library ${libnvidia_ml}`
  const machines = [...new Set(runs.map(machineOf))].map(
    (name) => [name, runs.filter((run) => machineOf(run) === name)] as const,
  )

  test('are of nine versions, with and without library', () => {
    expect(machines).toHaveLength(18)
  })

  test.each(machines)('%s: one fault, no-driver', async (_name, outputs) => {
    const of = (argument: string) => {
      const run = outputs.find(({ argv }) => argv[1]?.startsWith(argument))
      return exited(run?.exit_code ?? 0, run?.stdout ?? '')
    }
    const views = { log: of('-q'), list: of('-L'), topology: of('topo'), table: () => of('--query-gpu') }
    const { devices, faults } = await probeNvidia(fakeHost({ answer: answerBy(views) }))
    expect(devices).toEqual([])
    expect(faults.map(({ kind }) => kind)).toEqual(['no-driver'])
  })
})
