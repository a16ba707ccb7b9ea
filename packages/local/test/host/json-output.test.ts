import { expect, test } from 'vitest'
import { parseJsonOutput } from '../../src/host/json-output.ts'

const reply = '[\n  {\n    "gpu": 0\n  }\n]'

test.each([
  ['alone', reply],
  [
    'after a warning of Python',
    `/opt/rocm/x.py:12: SyntaxWarning: invalid escape\n  re.match("[a-z]{2}", x)\n${reply}`,
  ],
  ['after a line of the log', `WARNING: {deprecated} [see the manual]\n${reply}`],
  ['after a line that begins with a bracket', `[WARN] deprecated\n${reply}`],
  ['before a line of the log', `${reply}\nWARNING: slow\n`],
  ['with Windows line ends', reply.replaceAll('\n', '\r\n')],
])('reads JSON %s', (_, text) => {
  expect(parseJsonOutput(text)).toEqual([{ gpu: 0 }])
})

test.each([
  ['a text', 'WARNING: No JSON data to report'],
  ['nothing', ''],
  ['a bare number', '12'],
  ['a bare text', '"N/A"'],
  ['null', 'null'],
  ['a list that was cut between two cards', '[{"gpu": 0}, {"gpu": 1}, {"gp'],
  ['a pretty list that was cut', '[\n  {\n    "gpu": 0\n  },\n  {\n    "gpu": 1\n  }\n'],
  ['an object that was cut', '{"card0": {"GPU use (%)": "0"}, "card1": {"GPU'],
])('reads nothing in %s', (_, text) => {
  expect(parseJsonOutput(text)).toBeUndefined()
})

test('gives up on 4 MiB of brackets in time', () => {
  expect(parseJsonOutput('[\n'.repeat(2 ** 21))).toBeUndefined()
})
