import { expect, test } from 'vitest'
import { z } from 'zod'
import { countryOf, runpodDataCentresIn } from '../src/regions.ts'
import { isRecorded, readJson, readRows } from './recorded.ts'

test.each([
  ['aws', 'eu-central-1', 'DE'],
  ['aws', 'eu-west-2', 'GB'],
  ['aws', 'eu-central-2', 'CH'],
  ['gcp', 'europe-west1', 'BE'],
  ['gcp', 'europe-west10', 'DE'],
  ['azure', 'westeurope', 'NL'],
  ['azure', 'northeurope', 'IE'],
  ['oci', 'eu-zurich-1', 'CH'],
  ['ovhcloud', 'FRA', 'DE'],
  ['ovhcloud', 'GRA', 'FR'],
  ['lambda', 'europe-central-1', 'DE'],
  ['fluidstack', 'norway_4_eu', 'NO'],
  ['paperspace', 'East Coast (NY2)', 'US'],
  ['scp', 'KOREA-WEST-1-SCP-B001', 'KR'],
])('%s %s is in %s', (cloud, region, country) => {
  expect(countryOf(cloud, region)).toBe(country)
})

test.each([
  ['France, FR, EU', 'FR'],
  [', US, NA', 'US'],
  [', US', 'US'],
  ['Montana, US', 'US'],
  ['Hafnarfjarðarkaupstaður, IS, EU', 'IS'],
  ['Namibia, NA, AF', 'NA'],
])('Vast.ai means %j by the country %s', (region, country) => {
  expect(countryOf('vast', region)).toBe(country)
})

test.each([
  ['aws', 'eu-central-99'],
  ['lambda', 'europe-south-1'],
  ['a-new-cloud', 'eu-central-1'],
  ['vast', 'any'],
  ['vast', 'Germany'],
  ['vast', ''],
  ['runpod', 'any'],
  ['runpod', '__proto__'],
  ['__proto__', 'constructor'],
])('the country of %s %j is unknown', (cloud, region) => {
  expect(countryOf(cloud, region)).toBeUndefined()
})

test('a RunPod data centre that is not known has no country, whatever its region says', () => {
  expect(countryOf('runpod', 'SE', 'EU-XX-1')).toBeUndefined()
})

test('US-DE-1 is in Delaware', () => {
  expect(runpodDataCentresIn('DE')).toEqual([])
  expect(runpodDataCentresIn('US')).toContain('US-DE-1')
})

test.skipIf(!isRecorded('runpod'))('knows the data centres of RunPod as they were recorded', () => {
  const { dataCenters } = readJson(
    'runpod/data-centers.json',
    z.object({ dataCenters: z.array(z.object({ id: z.string(), country: z.string() })) }),
  )
  for (const { id, country } of dataCenters)
    expect([id, countryOf('runpod', country, id)]).toEqual([id, country])
})

test.skipIf(!isRecorded('aws'))('knows every region of the recorded price lists', () => {
  const recorded = [
    ['aws', 'aws/instance-type-offerings-gpu-az-id.csv', 'region'],
    ['azure', 'azure/on-demand-n-series-by-region.csv', 'arm_region_name'],
    ['gcp', 'gcp/gpu-machine-prices-by-region.csv', 'region'],
  ] as const
  for (const [cloud, file, column] of recorded) {
    const regions = new Set(readRows(file, z.record(z.string(), z.string())).map((row) => row[column] ?? ''))
    expect([...regions].filter((region) => countryOf(cloud, region) === undefined)).toEqual([])
  }
})
