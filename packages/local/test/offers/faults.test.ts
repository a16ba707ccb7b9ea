import { describeWarning } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import type { ProbeFaultKind } from '../../src/probe-fault.ts'
import { buildDevice, buildInventory, list } from './inventories.ts'

const warningFor = (kind: ProbeFaultKind, text = 'it said so') => {
  const faults = [{ kind, tool: 'nvidia-smi', text, hint: 'Do this.' }]
  const { offers, warnings } = list(buildInventory([], { faults }))
  expect(offers).toEqual([])
  return warnings.map(describeWarning).join('\n')
}

test.each<[ProbeFaultKind, string]>([
  ['no-gpu', 'no GPU on box: nvidia-smi: it said so; Do this.'],
  ['no-driver', 'no driver on box: nvidia-smi: it said so; Do this.'],
  ['driver-broken', 'driver broken on box: nvidia-smi: it said so; Do this.'],
  ['timed-out', 'timed out on box: nvidia-smi: it said so; Do this.'],
  ['still-running', 'an earlier probe hangs still on box: nvidia-smi: it said so; Do this.'],
  ['no-permission', 'no permission on box: nvidia-smi: it said so; Do this.'],
  ['too-large', 'output too large on box: nvidia-smi: it said so; Do this.'],
  ['invalid-options', 'invalid options on box: nvidia-smi: it said so; Do this.'],
  ['cancelled', 'cancelled on box: nvidia-smi: it said so; Do this.'],
  ['unexpected-output', 'unexpected output on box: nvidia-smi: it said so; Do this.'],
  ['tool-failed', 'tool failed on box: nvidia-smi: it said so; Do this.'],
])('%s is a warning of its own', (kind, text) => {
  expect(warningFor(kind)).toBe(text)
})

test('a fault without words still says what it is', () => {
  expect(warningFor('tool-failed', '')).toBe('tool failed on box: nvidia-smi; Do this.')
})

test('an inventory that says nothing is no GPU', () => {
  expect(list(buildInventory([])).warnings).toEqual([{ kind: 'limited', reason: 'no GPU on box' }])
})

test('a fault of one tool takes no GPU of another away', () => {
  const faults = [{ kind: 'driver-broken', tool: 'amd-smi', text: 'no', hint: '' }] as const
  const { offers, warnings } = list(buildInventory([buildDevice(0)], { faults }))
  expect(offers).toHaveLength(1)
  expect(warnings).toEqual([{ kind: 'limited', reason: 'driver broken on box: amd-smi: no' }])
})
