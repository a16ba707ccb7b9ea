import { expect, test } from 'vitest'
import { type BrokenLine, longestLine, saneLines } from '../src/skypilot/sane-lines.ts'

const read = async (...chunks: readonly string[]) => {
  const broken: BrokenLine[] = []
  const bytes = async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk)
  }
  let text = ''
  for await (const piece of saneLines((one) => broken.push(one))(bytes())) text += piece
  return { text, broken }
}

test('hands on sound lines as they are, with one kind of line end', async () => {
  expect(await read('a,b\r\n', '"x, y",z\n', '"say ""x""",last')).toEqual({
    text: 'a,b\n"x, y",z\n"say ""x""",last\n',
    broken: [],
  })
})

test('puts an empty line in the place of one with an open quote', async () => {
  expect(await read('a\n"b\nc\n')).toEqual({
    text: 'a\n\nc\n',
    broken: [{ line: 2, expected: 'an even number of quotes' }],
  })
})

test.each([
  ['a quote within a cell', 'x,y"z"', 'quotes around whole cells only'],
  ['something behind a quoted cell', '"x"y,z', 'quotes around whole cells only'],
  ['too few cells', '"x,y"', 'as many cells as the header has'],
  ['too many cells', 'x,y,', 'as many cells as the header has'],
])('puts an empty line in the place of one with %s', async (_what, line, expected) => {
  expect(await read(`\n"a",b\n${line}\n1,2\n`)).toEqual({
    text: '\n"a",b\n\n1,2\n',
    broken: [{ line: 3, expected }],
  })
})

test('forgets a line that is too long as it comes, and goes on with the next', async () => {
  const piece = 'x'.repeat(10_000)
  const { text, broken } = await read('a\n', ...Array.from({ length: 100 }, () => piece), '\nb\n')
  expect(text).toBe('a\n\nb\n')
  expect(broken).toEqual([{ line: 2, expected: `at most ${longestLine} characters` }])
})

test('reads a line of just the greatest length', async () => {
  const line = 'x'.repeat(longestLine)
  expect((await read(`${line}\n`)).text).toBe(`${line}\n`)
  expect((await read(line.slice(1), 'x', '\n')).broken).toEqual([])
  expect((await read(`${line}x\n`)).broken).toHaveLength(1)
  expect((await read(`${line}x`)).broken).toHaveLength(1)
})

test('puts characters together that chunks cut apart', async () => {
  const bytes = Buffer.from('ä€😀\n')
  const pieces = async function* () {
    for (const byte of bytes) yield Uint8Array.of(byte)
  }
  let text = ''
  for await (const piece of saneLines(() => undefined)(pieces())) text += piece
  expect(text).toBe('ä€😀\n')
})
