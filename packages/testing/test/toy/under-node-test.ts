/** Run by `node --test`, to show that the contract needs no other runner. */
import { test } from 'node:test'
import { adapterContract } from '../../src/index.ts'
import { toyReplies } from './replies.ts'
import { createToy } from './source.ts'

adapterContract(test, {
  create: createToy,
  replies: toyReplies,
  entry: { url: new URL('source.ts', import.meta.url), conditions: ['@aima/source'] },
  limits: { mutants: 20, timeoutMs: 50, maximumBytes: 1_048_576 },
  knownGaps: ['own-faults'],
})
