import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findGpuModel, parsePolicy } from '@aima/gpu-core'
import {
  compare,
  expectAllDone,
  expectCostBelow,
  expectNever,
  expectNoViolation,
  expectNoWorse,
  expectWaitBelow,
  isConfidential,
  isOfWorkload,
  type JobClaim,
  leavesTheHouse,
  simulate,
} from '@aima/gpu-simulator'
import policyFile from './policy.json' with { type: 'json' }
import { week } from './week.ts'

const policy = parsePolicy(policyFile)._unsafeUnwrap()
const result = (await simulate({ ...week, jobs: week.jobs(1), policy }))._unsafeUnwrap()

test('every job is done, and every rule of the simulation is kept', () => {
  expectAllDone(result)
  expectNoViolation(result)
})

test('a confidential job never leaves the house', () => {
  expectNever(result, 'leaves the house', leavesTheHouse, { of: isConfidential })
})

test('a week costs less than 200 USD, and no job more than 15', () => {
  expectCostBelow(result, 200)
  expectCostBelow(result, 15, { per: 'job' })
})

test('95 of 100 jobs wait less than 6 h', () => {
  expectWaitBelow(result, 6, { quantile: 0.95 })
})

test('video never runs on a GPU with less than 24 GiB', () => {
  const runsOnSmallGpu: JobClaim = ({ stays }) =>
    stays.some(({ gpu }) => (findGpuModel(gpu)?.vramGiB ?? 0) < 24)
  expectNever(result, 'runs on a small GPU', runsOnSmallGpu, { of: isOfWorkload('video-analysis') })
})

test('a change for the worse is found before it is merged', async (context) => {
  // Somebody would rather wait for the own GPUs, however long.
  const patient = parsePolicy({ ...policyFile, strategy: { kind: 'local-first' } })._unsafeUnwrap()
  const comparison = (await compare({ ...week, policies: { today: policy, patient } }))._unsafeUnwrap()
  const check = () => expectNoWorse(comparison, 'patient', { than: 'today', measure: 'waitHours', by: 0.5 })
  assert.throws(check, ({ message }: Error) => {
    context.diagnostic(`It fails, as it should: ${message}`)
    return message.startsWith('"patient" no worse than "today"')
  })
})
