import type { Policy } from '@aima/gpu-core'
import { ok, Result } from 'neverthrow'
import type { PolicyFile } from '../options.ts'
import type { Tell } from '../seen/events.ts'
import { describePolicyFault, type PolicyFault } from './policy-fault.ts'
import { readPolicyText, toPolicy } from './policy-text.ts'
import { readPolicyFile } from './read-policy-file.ts'

/** The policy that is in force. */
export interface PolicyHolder {
  /** The policy in force; undefined until one has been loaded. A policy that was given as an object is in force at once. */
  readonly current: () => Policy | undefined
  /**
   * Gives the policy in force, and loads it first where there is none. Those who ask at the same time load it once; after a failure, the
   * next one who asks tries again.
   */
  readonly open: () => Promise<Result<Policy, PolicyFault>>
  /** Loads it anew. A bad one is refused: the fault is returned and told, and the policy before it stays in force. */
  readonly reload: () => Promise<Result<Policy, PolicyFault>>
}

/** Whom a holder tells. */
export interface PolicyHolderOptions {
  /** Is told of each policy that came into force, and of each that was refused. */
  readonly tell: Tell
}

/** Where a policy comes from. */
type PolicyOrigin = Policy | PolicyFile

const load = async (origin: PolicyOrigin): Promise<Result<Policy, PolicyFault>> => {
  if (!('file' in origin)) return toPolicy(origin)
  const { file } = origin
  return readPolicyFile(file).andThen((text) => readPolicyText(text, file))
}

/**
 * Makes the holder of a policy. A file is read when the policy is first asked for, not here.
 *
 * @param origin - The policy, or the path of a YAML or JSON file.
 * @param options - Whom it tells.
 * @example
 * createPolicyHolder({ strategy: { kind: 'cost-first' } }, { tell: () => undefined }).current() // => { strategy: { kind: 'cost-first' } }
 */
export const createPolicyHolder = (origin: PolicyOrigin, { tell }: PolicyHolderOptions): PolicyHolder => {
  let current = 'file' in origin ? undefined : toPolicy(origin).unwrapOr(undefined)
  let opening: Promise<Result<Policy, PolicyFault>> | undefined
  let loading: Promise<unknown> = Promise.resolve()

  const tellOutcome = (outcome: Result<Policy, PolicyFault>): void =>
    // Who listens keeps no policy out of force.
    void Result.fromThrowable(() =>
      tell(
        outcome.isOk()
          ? { kind: 'policy-loaded', issues: [] }
          : { kind: 'policy-refused', issues: describePolicyFault(outcome.error) },
      ),
    )()

  const loadNow = async (): Promise<Result<Policy, PolicyFault>> => {
    const outcome = await load(origin)
    if (outcome.isOk()) current = outcome.value
    tellOutcome(outcome)
    return outcome
  }

  /** One after the other, so that an older file never comes into force after a newer one. */
  const reload = (): Promise<Result<Policy, PolicyFault>> => {
    const next = loading.then(loadNow)
    loading = next
    return next
  }

  const openNow = async (): Promise<Result<Policy, PolicyFault>> => {
    const outcome = await reload()
    opening = undefined
    return outcome
  }

  return {
    current: () => current,
    open: async () => {
      if (current !== undefined) return ok(current)
      opening ??= openNow()
      return opening
    },
    reload,
  }
}
