import { decide, type Policy } from '@aima/gpu-core'
import { buildJob, buildLocalOffer, builtAtMs } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createJobNames } from '../../src/seen/job-names.ts'
import { loggedJob } from '../../src/seen/logged-job.ts'

const nameOf = createJobNames('key')
const policy: Policy = { strategy: { kind: 'cost-first' } }

const secret = buildJob({
  id: 'case-7',
  confidentiality: 'confidential',
  workload: 'interviews',
  labels: { team: 'forensics', operation: 'nightfall' },
})

describe('what is logged of a job', () => {
  test('is all of it when it is not confidential', () => {
    const job = { ...secret, confidentiality: 'internal' } as const
    expect(loggedJob(job, { policy, offers: [], nameOf })).toBe(job)
  })

  test('is neither id nor labels nor workload of a confidential one', () => {
    const logged = loggedJob(secret, { policy, offers: [], nameOf })
    expect(logged).toEqual({
      id: nameOf(secret),
      confidentiality: 'confidential',
      run: secret.run,
      data: secret.data,
    })
  })

  test('is also the label by which a machine lets it in, and no other value of it', () => {
    const offer = buildLocalOffer({ access: { team: ['forensics'], operation: ['daybreak'] } })
    const logged = loggedJob(secret, { policy, offers: [offer], nameOf })
    expect(logged.labels).toEqual({ team: 'forensics' })
  })

  test('is also the label or the workload by which a rule chooses its strategy, of outer circles too', () => {
    const when = { labels: { operation: 'nightfall' }, workload: 'interviews' }
    const ruled: Policy = { ...policy, rules: [{ when, strategy: { kind: 'local-first' } }] }
    const context = { policy: { ...policy, within: [ruled] }, offers: [], nameOf }
    const logged = loggedJob(secret, context)
    expect(logged.labels).toEqual({ operation: 'nightfall' })
    expect(logged.workload).toBe('interviews')
  })

  test('is decided like the job itself', () => {
    const offers = [
      buildLocalOffer({ id: 'ours', access: { team: ['forensics'] } }),
      buildLocalOffer({ id: 'theirs', access: { team: ['vision'] }, energy: { powerKW: 0.1, pue: 1 } }),
    ]
    const chosen = (job: typeof secret) =>
      decide(job, offers, policy, { nowMs: builtAtMs })._unsafeUnwrap().chosen
    expect(chosen(loggedJob(secret, { policy, offers, nameOf }))).toEqual(chosen(secret))
  })
})
