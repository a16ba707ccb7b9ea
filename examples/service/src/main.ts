import demonstration from './demonstration.json' with { type: 'json' }
import { startService } from './service.ts'

// A client in the same process: it posts three jobs, reloads the policy, reads the metrics, and closes the service.
const service = (await startService(0))._unsafeUnwrap()
console.log(`The service answers at ${service.url}; \`pnpm serve\` keeps it running.`)

for (const { language, job } of demonstration) {
  const response = await fetch(`${service.url}/jobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify(job),
  })
  const answer: unknown = await response.json()
  console.log(`\nPOST /jobs (${language}): ${response.status}`)
  const isExplained = typeof answer === 'object' && answer !== null && 'explanation' in answer
  console.log(isExplained ? answer.explanation : answer)
}

const reloaded = await fetch(`${service.url}/policy/reload`, { method: 'POST' })
console.log(`\nPOST /policy/reload: ${reloaded.status} ${await reloaded.text()}`)

const health = await fetch(`${service.url}/health`)
console.log(`GET /health: ${health.status} ${await health.text()}`)

const metrics = await fetch(`${service.url}/metrics`)
console.log(`GET /metrics: ${metrics.status}`)
console.log((await metrics.text()).replace(/^# .*\n/gm, ''))

await service.close()
