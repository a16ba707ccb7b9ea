import { describe, expect, test } from 'vitest'
import { describePolicyFault, type PolicyFault, type PolicyIssue } from '../../src/policy/policy-fault.ts'
import { readPolicyText, toPolicy } from '../../src/policy/policy-text.ts'

const faultOf = (text: string): PolicyFault => readPolicyText(text, 'policy.yaml')._unsafeUnwrapErr()

const issuesOf = (text: string): readonly PolicyIssue[] => {
  const fault = faultOf(text)
  return 'issues' in fault ? fault.issues : expect.unreachable(fault.kind)
}

const placesOf = (text: string): readonly unknown[] =>
  issuesOf(text).map(({ line, column, path }) => [line, column, path])

const costFirst = { kind: 'cost-first' }

describe('a policy is read', () => {
  test('from YAML', () => {
    const text = '# ours\nstrategy: { kind: cost-first }\nproviders:\n  deny:\n    - vastai\n'
    expect(readPolicyText(text, 'policy.yaml')._unsafeUnwrap()).toEqual({
      strategy: costFirst,
      providers: { deny: ['vastai'] },
    })
  })

  test('from JSON', () => {
    const text = '{\n\t"strategy": { "kind": "cost-first" },\n\t"allowSpot": false\n}'
    expect(readPolicyText(text, 'policy.json')._unsafeUnwrap()).toEqual({
      strategy: costFirst,
      allowSpot: false,
    })
  })

  test('without the address of its schema', () => {
    const text = '$schema: ./policy.schema.json\nstrategy: { kind: cost-first }'
    expect(readPolicyText(text, 'policy.yaml')._unsafeUnwrap()).toEqual({ strategy: costFirst })
    expect(toPolicy({ $schema: 'x', strategy: costFirst })._unsafeUnwrap()).toEqual({ strategy: costFirst })
  })

  test('with aliases', () => {
    const text = 'strategy: &ours { kind: cost-first }\nrules:\n  - { when: {}, strategy: *ours }'
    expect(readPolicyText(text, 'policy.yaml')._unsafeUnwrap().rules).toEqual([
      { when: {}, strategy: costFirst },
    ])
  })

  test('by YAML 1.2, where no is a text, whatever the file says', () => {
    const text = '%YAML 1.1\n---\nstrategy: { kind: cost-first }\nallowSpot: no'
    expect(placesOf(text)).toEqual([[4, 12, 'allowSpot']])
  })
})

describe('a fault is shown', () => {
  test('at its value', () => {
    expect(placesOf('strategy:\n  kind: cheapest\n')).toEqual([[2, 9, 'strategy.kind']])
  })

  test('at a key that nobody knows', () => {
    expect(issuesOf('strategy: { kind: cost-first }\nallowSpott: false\n')).toEqual([
      { line: 2, column: 1, path: '', expected: 'Unrecognized key: "allowSpott"' },
    ])
  })

  test('in a list', () => {
    const text = 'strategy: { kind: cost-first }\nproviders:\n  deny:\n    - aws\n    - 7\n'
    expect(placesOf(text)).toEqual([[5, 7, 'providers.deny[1]']])
  })

  test('at what should have what is missing', () => {
    const text = 'strategy: { kind: cost-first }\nrules:\n  - when: {}\n'
    expect(placesOf(text)).toEqual([[3, 5, 'rules[0].strategy']])
  })

  test('at a key without a value', () => {
    expect(placesOf('allowSpot: true\nstrategy:\n')[0]).toEqual([2, 10, 'strategy'])
  })

  test('below keys with points in their names', () => {
    const text = [
      'strategy: { kind: cost-first }',
      'rules:',
      '  - strategy: { kind: cost-first }',
      '    when:',
      '      labels:',
      '        a: x',
      '        a.b: 7',
    ].join('\n')
    expect(placesOf(text)).toEqual([[7, 14, 'rules[0].when.labels.a.b']])
  })

  test('at the anchor of what came by an alias', () => {
    const text = 'strategy: &ours { kind: cheapest }\nrules:\n  - { when: {}, strategy: *ours }'
    expect(placesOf(text)).toEqual([
      [1, 25, 'strategy.kind'],
      [1, 25, 'rules[0].strategy.kind'],
    ])
  })

  test('for all faults at once, in JSON too', () => {
    const text = '{\n  "strategy": { "kind": "cost-first" },\n  "allowSpot": "no",\n  "localCost": "free"\n}'
    expect(placesOf(text)).toEqual([
      [3, 16, 'allowSpot'],
      [4, 16, 'localCost'],
    ])
  })

  test('without a place for an empty file', () => {
    expect(describePolicyFault(faultOf('')).join()).toMatch(/^policy\.yaml(:1:1)?: /)
    expect(describePolicyFault(faultOf('# nothing')).join()).toMatch(/^policy\.yaml/)
  })
})

describe('a file is malformed', () => {
  test.each([
    ['that is no YAML', 'strategy: [1,\nallowSpot', 2],
    ['with tabs as indentation', 'strategy:\n\tkind: cost-first', 2],
    ['with a tag of its own', 'strategy: { kind: cost-first }\nallowSpot: !ruby/object x', 2],
    ['with a tag of YAML 1.1', 'strategy: { kind: !!binary Y29zdC1maXJzdA== }', 1],
    ['with two documents', 'strategy: { kind: cost-first }\n---\nstrategy: { kind: urgent }', 2],
    ['with a key twice', 'strategy: { kind: cost-first }\nallowSpot: true\nallowSpot: false', 3],
    ['with a key twice in JSON', '{"strategy": {"kind": "cost-first", "kind": "urgent"}}', 1],
    ['with a key that is no text', 'strategy: { kind: cost-first }\n? [a]\n: 1', 2],
  ])('%s', (_name, text, line) => {
    expect(faultOf(text).kind).toBe('malformed-policy')
    expect(issuesOf(text)[0]?.line).toBe(line)
  })

  test('with an alias of nothing', () => {
    expect(faultOf('strategy: *nothing').kind).toBe('malformed-policy')
  })

  test('with aliases that would fill the memory', () => {
    const laughs = Array.from({ length: 9 }, (_, level) => {
      const inner = level === 0 ? 'lol' : `*a${level - 1}`
      return `a${level}: &a${level} [${Array.from({ length: 9 }, () => inner).join(', ')}]`
    })
    expect(faultOf(laughs.join('\n')).kind).toBe('malformed-policy')
  })
})

test.each([
  ['an anchor that holds itself', 'strategy: &a { kind: *a }'],
  ['a merge key', 'strategy: { kind: cost-first }\n<<: { allowSpot: false }'],
  ['a key that reaches a prototype', 'strategy: { kind: cost-first }\n__proto__: { allowSpot: false }'],
  ['a list', '- strategy'],
  ['a text', 'cost-first'],
  ['an infinite number', 'strategy: { kind: cost-first }\nmaximumCompletionHours: .inf'],
])('%s is no policy', (_name, text) => {
  expect(faultOf(text).kind).toBe('invalid-policy')
})

test.each([
  ['brackets', '['.repeat(260_000)],
  ['dashes', '- '.repeat(130_000)],
  ['keys', Array.from({ length: 25_000 }, (_, index) => `k${index}: 1`).join('\n')],
  ['anchors', Array.from({ length: 15_000 }, (_, index) => `- &a${index} 1`).join('\n')],
])('a file full of %s is refused, and nothing is thrown', (_name, text) => {
  expect(['malformed-policy', 'invalid-policy']).toContain(faultOf(text).kind)
})
