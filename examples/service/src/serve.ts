import { startService } from './service.ts'

const { PORT = '8080' } = process.env
const started = await startService(Number(PORT))

started.match(
  (service) => {
    console.log(`Answers at ${service.url}. SIGHUP reloads the policy, SIGTERM ends.`)
    process.on('SIGHUP', async () => console.log('Policy:', await service.reload()))
    process.once('SIGTERM', service.close)
    process.once('SIGINT', service.close)
  },
  (faults) => {
    console.error(faults.join('\n'))
    process.exitCode = 1
  },
)
