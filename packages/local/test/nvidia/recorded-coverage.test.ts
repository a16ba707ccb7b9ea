import { describe, expect, test } from 'vitest'
import { fieldsAfterRefusal, gpuFields } from '../../src/nvidia/csv.ts'
import { knownFaultIn } from '../../src/nvidia/fault.ts'
import { readTopology } from '../../src/nvidia/topology.ts'
import { isPresent, readRecordedJson, readRecording, recordings } from './recordings.ts'

/** Recordings that no test looks into, and why. */
const unread: readonly (readonly [RegExp, string])[] = [
  [/^nvidia\/q-text\/.*__table\.txt$/, 'the default table cuts names and is never asked for'],
  [/^nvidia\/q-text\/.*\.txt$/, 'the log as plain text is never asked for: the same log is asked for as XML'],
]

/** Recordings that tests look into, by the test. */
const read: readonly (readonly [RegExp, string])[] = [
  [/^nvidia\/xml\//, 'recorded-log'],
  [/^nvidia\/captures\//, 'recorded-session; compute-apps, retired-pages and pmon are not asked for'],
  [/^nvidia\/synthetic-real-binary\//, 'recorded-case; error__usage and error__new-field here'],
  [/^nvidia\/errors\//, 'recorded-case'],
  [/^nvidia\/topo\//, 'here'],
]

describe.skipIf(!isPresent)('recordings of nvidia-smi', () => {
  test('are all looked into, or left out for a reason', () => {
    const paths = recordings().map(({ path }) => path)
    const matching = (list: typeof read) =>
      paths.filter((path) => list.some(([pattern]) => pattern.test(path)))
    expect(paths.filter((path) => ![...read, ...unread].some(([pattern]) => pattern.test(path)))).toEqual([])
    expect(matching(read).length + matching(unread).length).toBe(59)
    console.log(
      `${matching(unread).length} of ${paths.length} recordings left out:`,
      unread.map(([, why]) => why),
    )
  })

  test('every driver answers after at most two refusals, and keeps each field that it knows', () => {
    const { order, fields } = readRecordedJson('nvidia/fields-by-driver.json')
    for (const driver of order) {
      const isKnown = (field: string) => fields[field]?.includes(driver)
      let asked = gpuFields
      let refusals = 0
      for (;;) {
        const refused = asked.find((field) => !isKnown(field))
        if (refused === undefined) break
        asked = fieldsAfterRefusal(asked, `Field "${refused}" is not a valid field to query.`) ?? []
        refusals += 1
      }
      expect(refusals, driver).toBeLessThanOrEqual(1)
      expect(asked, driver).toEqual(gpuFields.filter(isKnown))
    }
  })

  const folder = 'nvidia/synthetic-real-binary'

  test('refusals of the real program are understood', () => {
    const said = (path: string) => readRecording(`${folder}/${path}`)
    const old = said('error__new-field-on-old-driver__470/compute_cap.txt')
    expect(fieldsAfterRefusal(gpuFields, old)).not.toContain('compute_cap')
    expect(fieldsAfterRefusal(gpuFields, old)).toContain('mig.mode.pending')
    // A field that was never asked for, and usage errors, leave nothing to ask again.
    for (const file of ['bad-field', 'bad-format', 'bad-option', 'missing-format', 'spaces-in-field-list'])
      expect(fieldsAfterRefusal(gpuFields, said(`error__usage__550/${file}.txt`))).toBeUndefined()
    expect(knownFaultIn(said('error__usage__550/unknown-id.txt'))?.kind).toBe('no-gpu')
  })

  const matrix = (file: string) => readTopology(readRecording(`nvidia/topo/${file}`))

  test('two cards on one host bridge, columns apart by spaces', () => {
    expect(matrix('2x-gtx1080ti-phb.txt')).toEqual([
      { index: 0, links: [{ toIndex: 1, kind: 'bridge' }], numaNode: undefined },
      { index: 1, links: [{ toIndex: 0, kind: 'bridge' }], numaNode: undefined },
    ])
  })

  test('four cards in two pairs of three NVLinks, network cards among the columns, no NUMA column', () => {
    const connections = matrix('4x-nv3-mlx5-old.txt')
    expect(connections.map(({ index, numaNode }) => [index, numaNode])).toEqual(
      [0, 1, 2, 3].map((index) => [index, undefined]),
    )
    expect(connections[0]?.links).toEqual([
      { toIndex: 1, kind: 'nvlink', lanes: 3 },
      { toIndex: 2, kind: 'system' },
      { toIndex: 3, kind: 'system' },
    ])
  })

  test('six cards in three pairs, header in ANSI codes', () => {
    const connections = matrix('6gpu-ansi-before-tab.txt')
    expect(connections.map(({ numaNode }) => numaNode)).toEqual([0, 0, 0, 0, 1, 1])
    expect(connections[4]?.links.find(({ toIndex }) => toIndex === 5)?.kind).toBe('switch')
    expect(connections[0]?.links.map(({ kind }) => kind)).toEqual([
      'switch',
      'node',
      'node',
      'system',
      'system',
    ])
  })

  test('eight cards without NVLink, three columns behind', () => {
    const connections = matrix('8x-no-nvlink-3-trailing-cols.txt')
    expect(connections.map(({ links }) => links.length)).toEqual(Array.from({ length: 8 }, () => 7))
    expect(connections.map(({ numaNode }) => numaNode)).toEqual([0, 0, 0, 0, 0, 0, 1, 1])
  })

  test('a matrix with empty columns, and one GPU', () => {
    expect(matrix('../synthetic-real-binary/error__new-field-on-old-driver__470/topo-m.txt')).toEqual([
      { index: 0, links: [], numaNode: undefined },
    ])
    expect(matrix('../captures/linux-x86_64__h200__590.48.01/capabilities__topo--m.txt')).toHaveLength(1)
    expect(
      matrix('../captures/windows-x86_64__geforce-rtx-2080-super__591.86/capabilities__topo--m.txt'),
    ).toEqual([])
  })
})
