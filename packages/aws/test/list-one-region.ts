/** Runs alone, so that nobody else's memory counts: reads a price file, or makes a listing of it, and prints what that took. */
import { createHttp } from '@aima/gpu-http'
import { createAws } from '../src/index.ts'

const [, , baseUrl = '', task = ''] = process.argv

const readAlone = async (): Promise<number> => {
  const http = createHttp({ maximumBodyBytes: 2 ** 31, callTimeoutMs: 600_000 })
  const url = `${baseUrl}/pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.csv`
  const reply = (await http.stream({ url }))._unsafeUnwrap()
  let bytes = 0
  for await (const piece of reply.bytes) bytes += piece._unsafeUnwrap().length
  return bytes
}

const list = async (regions: readonly string[]): Promise<number> => {
  const source = createAws({ baseUrl, regions, credentials: 'none' })
  const { offers } = (await source.listOffers({}, { nowMs: Date.now() }))._unsafeUnwrap()
  return offers.length
}

const startRssBytes = process.memoryUsage.rss()
const startMs = performance.now()
const result = await (task === 'read' ? readAlone() : list(task.split(',')))
const tookMs = performance.now() - startMs
console.log(JSON.stringify({ result, tookMs, startRssBytes, maximumRssKiB: process.resourceUsage().maxRSS }))
