import { expect, test } from 'vitest'
import { errorOfReply, rowsOfReply } from '../src/graphql-reply.ts'
import { GraphqlGpuType } from '../src/graphql-wire.ts'

const gpuTypes = { part: 'secure cloud, 1 GPU', field: 'gpuTypes', schema: GraphqlGpuType } as const

const failed = { message: 'Something went wrong.', extensions: { code: 'RUNPOD' } }

test('takes an error with status 200 for an error', () => {
  expect(rowsOfReply({ errors: [failed], data: null }, gpuTypes)._unsafeUnwrapErr()).toEqual({
    kind: 'unexpected-shape',
    issues: ['errors: Something went wrong. (RUNPOD)'],
  })
})

test('keeps the data beside an error, and says that some of it is missing', () => {
  const reply = { errors: [failed], data: { gpuTypes: [{ id: 'NVIDIA L4' }] } }
  const { rows, bad } = rowsOfReply(reply, gpuTypes)._unsafeUnwrap()
  expect(rows).toEqual([{ id: 'NVIDIA L4' }])
  expect(bad).toMatchObject([{ kind: 'part-missing', part: 'some of secure cloud, 1 GPU' }])
})

test('takes a refusal for a matter of credentials', () => {
  expect(errorOfReply({ errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }] })?.kind).toBe(
    'unauthorized',
  )
})

test('takes a reply without data and without errors for a strange one', () => {
  expect(rowsOfReply({ data: {} }, gpuTypes)._unsafeUnwrapErr()).toEqual({
    kind: 'unexpected-shape',
    issues: ['data.gpuTypes: expected a list'],
  })
})

test('repeats no control characters, and no more than the beginning of a long text', () => {
  const error = errorOfReply({ errors: [{ message: `\u001b[2J${'x'.repeat(9_000)}` }, 'what?'] })
  const issues = error?.kind === 'unexpected-shape' ? error.issues : []
  expect(issues.join()).not.toMatch(/\p{Cc}/u)
  expect(issues.map(({ length }) => length)).toEqual([208, 18])
})

test('takes an empty list of errors for none', () => {
  expect(errorOfReply({ errors: [], data: null })).toBeUndefined()
})
