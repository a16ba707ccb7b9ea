import { expect, test } from 'vitest'
import { checkProbeOptions, deadlineOf } from '../../src/host/probe-options.ts'

test('no options, and all of them, are right', () => {
  expect(checkProbeOptions({}).isOk()).toBe(true)
  const all = {
    deadlineMs: 2_000,
    vendors: ['nvidia', 'apple'],
    toolPaths: { 'nvidia-smi': '/usr/bin/nvidia-smi' },
    maximumOutputBytes: 1_024,
    signal: new AbortController().signal,
    nowMs: 1,
  }
  expect(checkProbeOptions(all)._unsafeUnwrap()).toEqual(all)
})

test.each<readonly [unknown, string]>([
  [null, 'options'],
  ['fast', 'options'],
  [{ deadline: 1 }, 'options'],
  [{ deadlineMs: 0 }, 'deadlineMs'],
  [{ deadlineMs: Number.NaN }, 'deadlineMs'],
  [{ deadlineMs: 600_001 }, 'deadlineMs'],
  [{ vendors: [] }, 'vendors'],
  [{ vendors: ['matrox'] }, 'vendors.0'],
  [{ toolPaths: { 'nvidia-smi': 'nvidia-smi' } }, 'toolPaths.nvidia-smi'],
  [{ toolPaths: { 'nvidia-smi': '/a\0b' } }, 'toolPaths.nvidia-smi'],
  [{ toolPaths: { lspci: '/usr/bin/lspci' } }, 'toolPaths'],
  [{ maximumOutputBytes: 0 }, 'maximumOutputBytes'],
  [{ maximumOutputBytes: 1.5 }, 'maximumOutputBytes'],
  [{ signal: {} }, 'signal'],
  [{ nowMs: -1 }, 'nowMs'],
])('%j is wrong at %s', (options, path) => {
  const [issue] = checkProbeOptions(options)._unsafeUnwrapErr()
  expect(issue?.split(':')[0]).toBe(path)
})

test('the first probe has 10 s, later ones have 5 s, and a stated time counts before both', () => {
  expect([deadlineOf({}, false), deadlineOf({}, true), deadlineOf({ deadlineMs: 7 }, true)]).toEqual([
    10_000, 5_000, 7,
  ])
})
