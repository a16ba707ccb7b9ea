import { MockAgent } from 'undici'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createHttp, type XmlRequest } from '../src/index.ts'

const read = (text: string, request: Partial<XmlRequest> = {}) => {
  const agent = new MockAgent()
  agent.disableNetConnect()
  agent.get('https://ec2.example').intercept({ path: '/' }).reply(200, text)
  return createHttp({ dispatcher: agent }).xml({ url: 'https://ec2.example/', ...request }, z.unknown())
}

const shapeOf = async (text: string): Promise<unknown> => (await read(text))._unsafeUnwrapErr()

test('reads text as text and attributes with a prefix', async () => {
  const text = '<?xml version="1.0"?><r xmlns="u" xmlns:n="v"><id>007</id><n:on a="1">true</n:on><none/></r>'
  expect((await read(text))._unsafeUnwrap()).toMatchObject({
    r: { id: '007', on: { '#text': 'true', '@_a': '1' }, none: '' },
  })
})

test('reads tags as lists that are said to be lists', async () => {
  const text = '<r><set><item><a>1</a></item></set><set><item><a>2</a></item><item/></set></r>'
  expect((await read(text, { listTags: ['item', 'set'] }))._unsafeUnwrap()).toEqual({
    r: { set: [{ item: [{ a: '1' }] }, { item: [{ a: '2' }, ''] }] },
  })
})

test('resolves the entities of XML itself and those of characters', async () => {
  expect((await read('<r>&lt;a&gt; &amp; &quot;b&quot; &#65;&#x42;</r>'))._unsafeUnwrap()).toEqual({
    r: '<a> & "b" AB',
  })
})

test.each([
  ['an external entity', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'],
  ['an external document type', '<!doctype r SYSTEM "http://127.0.0.1:1/x.dtd"><r/>'],
  ['entities that multiply', `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(999)}">]><r>${'&a;'.repeat(999)}</r>`],
])('refuses %s', async (_, text) => {
  expect(await shapeOf(text)).toMatchObject({
    kind: 'unexpected-shape',
    issues: ['body: XML without a document type expected'],
  })
})

test.each(['', '{"a":1}', '<r>', '<r></s>', '<r a=1/>', 'x<r/>', '<r/><r'])(
  'refuses what is no XML: %s',
  async (text) => {
    expect(await shapeOf(text)).toMatchObject({
      kind: 'unexpected-shape',
      issues: [`body: XML expected (${text.length} characters)`],
    })
  },
)

test('cannot be made to change the prototype of objects', async () => {
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    await read(`<r><${name}><polluted>1</polluted></${name}></r>`)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  }
})

test('survives tags that are nested 100 000 deep', async () => {
  const result = await read(`${'<a>'.repeat(1e5)}${'</a>'.repeat(1e5)}`)
  expect(result.isOk() || result.error.kind === 'unexpected-shape').toBe(true)
})
