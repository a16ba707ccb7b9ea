import { expect, test } from 'vitest'
import { decideOn, jobWith, startMarkets } from './markets.ts'

test('a confidential job stays in the house, and no cloud hears of it', async () => {
  const markets = await startMarkets({ strategy: { kind: 'cost-first' }, localCost: 'full' })
  expect(await decideOn(markets, jobWith({ confidentiality: 'confidential' }))).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX 4090, local house, owned
      1.47 USD (up to 1.76 USD), result in 2 h
      Why: it costs least. Next is 1 × RTX 4090, prometheus desk:9835, owned: equally dear, at the same time.
      Refused: 33 of 36 offers:
        33 × technical: GPU model is not among RTX 4090"
  `)
  expect(markets.cloudRequests()).toBe(0)
})

test('a confidential job for which the house has nothing goes nowhere', async () => {
  const markets = await startMarkets({ strategy: { kind: 'cost-first' } })
  const job = jobWith({ confidentiality: 'confidential', needs: { allowedModels: ['B200'] } })
  expect(await decideOn(markets, job)).toMatchInlineSnapshot(`
    "Job case-1: no local GPU can take it. It is confidential, so nothing else may.
      What would help:
        1 × A100-SXM4-80GB, kubernetes a100, owned: GPU model is not among B200 (has A100-SXM4-80GB)
        2 × A100-SXM4-80GB, kubernetes a100, owned: GPU model is not among B200 (has A100-SXM4-80GB)
        4 × A100-SXM4-80GB, kubernetes a100, owned: GPU model is not among B200 (has A100-SXM4-80GB)
      Refused: 36 of 36 offers:
        36 × technical: GPU model is not among B200"
  `)
  expect(markets.cloudRequests()).toBe(0)
})

test('a job with a rule on countries and trust goes where the rule holds', async () => {
  const markets = await startMarkets({ strategy: { kind: 'cost-first' }, localCost: 'full' })
  const clearance = { countries: ['EU'], leastTrust: 'certified', sites: ['cloud'] } as const
  expect(await decideOn(markets, jobWith({ clearance }))).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX 4090, runpod EU-RO-1, on demand
      1.40 USD (up to 1.68 USD), result in 2.03 h
      Why: it costs least. Nothing else fits.
      Refused: 60 of 61 offers:
        36 × technical: GPU model is not among RTX 4090
        15 × residency and trust: operator is less trusted than certified
        9 × residency and trust: country is not in EU"
  `)
})

test('an urgent job starts at once in a cloud, where a calm one waits three hours for the GPUs of the house', async () => {
  const markets = await startMarkets({
    strategy: { kind: 'local-first' },
    rules: [{ when: { urgency: 'high' }, strategy: { kind: 'urgent' } }],
  })
  const needs = { allowedModels: ['L4'] }
  expect(await decideOn(markets, jobWith({ needs, urgency: 'high' }))).toMatchInlineSnapshot(`
    "Job case-1: 1 × L4, aws euc1-az1, spot
      2.59 USD (up to 3.11 USD), result in 8.49 h
      Why: it starts within 2 min and is best among those that do. Next is 1 × L4, aws euc1-az3, spot: 0.75 USD dearer, at the same time.
      Refused: 118 of 134 offers:
        112 × technical: GPU model is not among L4
        5 × availability: out of stock
        1 × availability: busy, and nobody knows until when"
  `)
  expect(await decideOn(markets, jobWith({ needs }))).toMatchInlineSnapshot(`
    "Job case-1: 2 × L4, slurm gpu3, owned
      0.35 USD (up to 0.42 USD), result in 9.72 h
      Why: it is local and free soon enough. Next is 1 × L4, aws euc1-az1, spot: 2.24 USD dearer, 73.6 min sooner.
      Refused: 118 of 134 offers:
        112 × technical: GPU model is not among L4
        5 × availability: out of stock
        1 × availability: busy, and nobody knows until when"
  `)
})

test('an urgent job pays for the hours that interruptions would take', async () => {
  const strategy = { kind: 'urgent', valueOfTimeUsdPerHour: 2 } as const
  const markets = await startMarkets({ strategy, localCost: 'full' })
  expect(await decideOn(markets, jobWith({ urgency: 'high' }))).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX 4090, runpod anywhere, on demand
      0.69 USD (up to 0.83 USD), result in 2.03 h
      Why: it starts within 2 min and is best among those that do. Next is 1 × RTX 4090, vastai machine 901, on demand: 0.0405 USD dearer, at the same time.
      Refused: 125 of 134 offers:
        125 × technical: GPU model is not among RTX 4090"
  `)
})

test('a large file stays where it is: 22 hours of upload cost more than the dearer GPU', async () => {
  const markets = await startMarkets({ strategy: { kind: 'cost-first' }, localCost: 'full' })
  const data = { inputGB: 500, uplinkMbps: 50 }
  expect(await decideOn(markets, jobWith({ data }))).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX 4090, local house, owned
      1.47 USD (up to 1.76 USD), result in 2 h
      Why: it costs least. Next is 1 × RTX 4090, prometheus desk:9835, owned: equally dear, at the same time.
      Refused: 125 of 134 offers:
        125 × technical: GPU model is not among RTX 4090"
  `)
})

test('the rule of the handbook keeps a large file in the house, and sends a small one out', async () => {
  const markets = await startMarkets({ strategy: { kind: 'decision-matrix' }, localCost: 'full' })
  const sized = (inputGB: number) => jobWith({ data: { inputGB, uplinkMbps: 50 } })
  expect(await decideOn(markets, sized(40))).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX 4090, local house, owned
      1.47 USD (up to 1.76 USD), result in 2 h
      Why: its input is large and the upload slow, so it stays local. Next is 1 × RTX 4090, prometheus desk:9835, owned: equally dear, at the same time.
      Refused: 125 of 134 offers:
        125 × technical: GPU model is not among RTX 4090"
  `)
  expect(await decideOn(markets, sized(1))).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX 4090, vastai machine 901, spot
      0.56 USD (up to 0.67 USD), result in 2.53 h
      Why: the cloud is cheaper by enough, so the cloud takes it. Next is 1 × RTX 4090, runpod anywhere, on demand: 0.15 USD dearer, 27.6 min sooner.
      Refused: 125 of 134 offers:
        125 × technical: GPU model is not among RTX 4090"
  `)
})

test('a certificate that only the large clouds hold sends a job to the cheapest of them in the EU', async () => {
  const markets = await startMarkets({ strategy: { kind: 'cost-first' } })
  const clearance = { countries: ['EU'], certifications: ['ISO 27018'] } as const
  const job = jobWith({ needs: { vramGiB: 80 }, clearance })
  expect(await decideOn(markets, job, 'full')).toMatchInlineSnapshot(`
    "Job case-1: 1 × RTX PRO 6000 Blackwell Server, gcp europe-west4-b, spot
      2.53 USD (up to 3.04 USD), result in 89.8 min
      Money: machine 2.53 USD, traffic 0.00 USD, disk 0.00 USD
      Time: wait 33.3 s, upload 0 min, set-up 4 min, run 79.7 min, download 0 min
      Interruptions: 0.0921 expected, 3.96 min of running time lost to them and to checkpoints
      Speed: 158.4% of the reference (data sheets)
      Memory: the nominal size is enough
      Why: it costs least. Next is 1 × A100-PCIe-80GB, azure westeurope, on demand: 2.76 USD dearer, 23.3 min sooner.
      Next best:
        2. 1 × A100-PCIe-80GB, azure westeurope, on demand: 5.29 USD, 66.5 min
        3. 1 × RTX PRO 6000 Blackwell Server, gcp europe-west4-b, on demand: 6.02 USD, 79.7 min
        4. 8 × H100-SXM5, aws euc1-az2, spot: 18.49 USD, 57 min
      Assumed:
        limitedBy memory-bandwidth (default; used where no measured figure is given)
        inputGB 0 GB (not stated by the job)
        outputGB 0 GB (not stated by the job)
        imageGB 0 GB (not stated by the job)
        scratchGB 0 GB (not stated by the job)
        egressUsdPerGB 0.112 USD/GB (Google Cloud list price of 2026 for Europe and North America, 0.12 USD/GiB, falling with volume)
        storageUsdPerGBMonth 0.0931 USD/GB-month (Google Cloud list price of 2026 of pd-balanced disks in us-central1, 0.10 USD/GiB)
        interruptionsPerHour 0.0693 1/h (Google expects that most of these run for 10 h; ln 2 over that, at a constant rate)
        bootHours 0.0667 h (default for hyperscaler offers)
        retryHours 0.0833 h (default for hyperscaler offers)
        recoverWaitHours 1 h (default for one zone)
      Refused: 90 of 95 offers:
        52 × residency and trust: operator lacks ISO 27018
        26 × technical: less GPU memory than 80 GiB (nearest 64 GiB)
        9 × residency and trust: country is not in EU
        3 × availability: out of stock"
  `)
})
