import { it } from 'vitest'
import { adapterContract } from '../src/index.ts'
import { toyReplies } from './toy/replies.ts'
import { createToy } from './toy/source.ts'

adapterContract(it, {
  create: createToy,
  replies: toyReplies,
  entry: { url: new URL('toy/source.ts', import.meta.url), conditions: ['@aima/source'] },
})
