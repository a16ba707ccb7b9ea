import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { turns } from './patience.ts'

/** Hears of failures; the others who do, the test runner among them, hear nothing until the returned function is called. */
type Hear = (listener: (failure: unknown) => void) => () => void

const hearRejections: Hear = (listener) => {
  const others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', listener)
  return () => {
    process.removeListener('unhandledRejection', listener)
    for (const other of others) process.on('unhandledRejection', other)
  }
}

const hearExceptions: Hear = (listener) => {
  const others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException').on('uncaughtException', listener)
  return () => {
    process.removeListener('uncaughtException', listener)
    for (const other of others) process.on('uncaughtException', other)
  }
}

/**
 * Runs a check and fails when something fails beside it: a rejection that nobody handles, an exception in a callback.
 *
 * The test runner does not hear of it, so that the check that caused the failure is the one that fails.
 */
export const watchFailures = async (run: () => Promise<void>): Promise<void> => {
  const failures: unknown[] = []
  const record = (failure: unknown): void => {
    failures.push(failure)
  }
  const restore = [hearRejections(record), hearExceptions(record)]
  const ran = run().finally(() => turns(3))
  await ran.catch(() => undefined)
  for (const end of restore) end()
  if (failures.length > 0) {
    const texts = failures.map((failure) => inspect(failure)).join('; ')
    // What failed beside it may be the cause.
    await ran.catch((error: unknown) => assert.fail(`${inspect(error)}; beside it failed: ${texts}`))
    assert.fail(`something failed that nobody handles: ${texts}`)
  }
  await ran
}
