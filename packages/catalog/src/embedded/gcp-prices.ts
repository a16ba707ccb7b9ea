import type { PriceRow, PriceSource, RegionPrices } from '../list-price.ts'

const list2026: PriceSource = {
  date: '2026-08-03',
  text: 'Google Cloud list price of the whole machine, with its local disks',
}

// biome-ignore format: one row a line
const usCentral1: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['g2-standard-4',    0.706832,  0.397336],
  ['g2-standard-8',    0.853624,  0.479872],
  ['g2-standard-12',   1.000416,  0.562408],
  ['g2-standard-16',   1.147208,  0.644944],
  ['g2-standard-24',   2.000833,  1.124816],
  ['g2-standard-32',   1.734376,  0.975088],
  ['g2-standard-48',   4.001665,  2.249632],
  ['g2-standard-96',    8.00333,  4.499264],
  ['g4-standard-48',    4.49993,   1.79982],
  ['g4-standard-96',    8.99986,   3.59964],
  ['g4-standard-192',  17.99972,   7.19928],
  ['g4-standard-384',  35.99944,  14.39856],
  ['a2-highgpu-1g',    3.673385,   1.92802],
  ['a2-highgpu-2g',     7.34677,   3.85604],
  ['a2-highgpu-4g',    14.69354,   7.71208],
  ['a2-highgpu-8g',    29.38708,  15.42416],
  ['a2-megagpu-16g',  55.739504,  29.25568],
  ['a2-ultragpu-1g',   5.068798,  2.759546],
  ['a2-ultragpu-2g',  10.137596,  5.519093],
  ['a2-ultragpu-4g',  20.275192, 11.038185],
  ['a2-ultragpu-8g',  40.550383,  22.07637],
  ['a3-highgpu-1g',        null,  6.326193],
  ['a3-highgpu-2g',        null, 12.652385],
  ['a3-highgpu-4g',        null,  25.30477],
  ['a3-highgpu-8g',       88.49, 50.609541],
]

// biome-ignore format: one row a line
const europeWest1: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['g2-standard-4',     0.778293,  0.357456],
  ['g2-standard-8',     0.939926,  0.431712],
  ['g2-standard-12',    1.101558,  0.505968],
  ['g2-standard-16',    1.263191,  0.580224],
  ['g2-standard-24',    2.203117,  1.011936],
  ['g2-standard-32',    1.909722,  0.877248],
  ['g2-standard-48',    4.406234,  2.023872],
  ['g2-standard-96',    8.812467,  4.047744],
  ['g4-standard-48',    4.949923,      1.98],
  ['g4-standard-96',    9.899846,      3.96],
  ['g4-standard-192',  19.799692,      7.92],
  ['g4-standard-384',  39.599384,     15.84],
  ['a3-highgpu-1g',         null,  4.758275],
  ['a3-highgpu-2g',         null,  9.516549],
  ['a3-highgpu-4g',         null, 19.033098],
  ['a3-highgpu-8g',    97.369847, 38.066197],
  ['a3-megagpu-8g',   102.194647, 40.104597],
]

// biome-ignore format: one row a line
const europeWest2: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['g2-standard-4',    0.804789,  0.48288],
  ['g2-standard-8',    0.971925,  0.58316],
  ['g2-standard-12',    1.13906,  0.68344],
  ['g2-standard-16',   1.306195,  0.78372],
  ['g2-standard-24',    2.27812,  1.36688],
  ['g2-standard-32',   1.974737,  1.18484],
  ['g2-standard-48',    4.55624,  2.73376],
  ['g2-standard-96',    9.11248,  5.46752],
  ['g4-standard-48',   5.399916,  2.16018],
  ['g4-standard-96',  10.799832,  4.32036],
  ['g4-standard-192', 21.599664,  8.64072],
  ['g4-standard-384', 43.199328, 17.28144],
]

// biome-ignore format: one row a line
const europeWest3: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['g2-standard-4',    0.833028,    0.4998],
  ['g2-standard-8',    1.006027,    0.6036],
  ['g2-standard-12',   1.179027,    0.7074],
  ['g2-standard-16',   1.352027,    0.8112],
  ['g2-standard-24',   2.358054,    1.4148],
  ['g2-standard-32',   2.044026,    1.2264],
  ['g2-standard-48',   4.716108,    2.8296],
  ['g2-standard-96',   9.432216,    5.6592],
  ['a3-highgpu-1g',        null,  5.351861],
  ['a3-highgpu-2g',        null, 10.703721],
  ['a3-highgpu-4g',        null, 21.407442],
  ['a3-highgpu-8g',  104.431352, 42.814885],
  ['a3-megagpu-8g',  109.601912, 52.949285],
]

// biome-ignore format: one row a line
const europeWest4: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['g2-standard-4',     0.742916,   0.38986],
  ['g2-standard-8',     0.897202,   0.47082],
  ['g2-standard-12',    1.051488,   0.55178],
  ['g2-standard-16',    1.205773,   0.63274],
  ['g2-standard-24',    2.102975,   1.10356],
  ['g2-standard-32',    1.822916,   0.95658],
  ['g2-standard-48',     4.20595,   2.20712],
  ['g2-standard-96',    8.411901,   4.41424],
  ['g4-standard-48',    4.949923,      1.98],
  ['g4-standard-96',    9.899846,      3.96],
  ['g4-standard-192',  19.799692,      7.92],
  ['g4-standard-384',  39.599384,     15.84],
  ['a2-highgpu-1g',     3.747972,  1.692835],
  ['a2-highgpu-2g',     7.495944,   3.38567],
  ['a2-highgpu-4g',    14.991888,   6.77134],
  ['a2-highgpu-8g',    29.983776,  13.54268],
  ['a2-megagpu-16g',    56.62656,  25.57624],
  ['a2-ultragpu-1g',    5.580918,  2.945207],
  ['a2-ultragpu-2g',   11.161837,  5.890413],
  ['a2-ultragpu-4g',   22.323674, 11.780827],
  ['a2-ultragpu-8g',   44.647348, 23.561654],
  ['a3-highgpu-1g',         null,  5.514847],
  ['a3-highgpu-2g',         null, 11.029695],
  ['a3-highgpu-4g',         null,  22.05939],
  ['a3-highgpu-8g',   112.540479, 44.118779],
  ['a3-megagpu-8g',   118.236831, 46.243579],
]

// biome-ignore format: one row a line
const europeWest6: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['g2-standard-4',   0.975748, 0.565076],
  ['g2-standard-8',   1.168056, 0.676452],
  ['g2-standard-12',  1.360364, 0.787828],
  ['g2-standard-16',  1.552671, 0.899204],
  ['g2-standard-24',  2.720727, 1.575656],
  ['g2-standard-32',  2.321903, 1.344708],
  ['g2-standard-48',  5.441455, 3.151312],
  ['g2-standard-96', 10.882909, 6.302624],
]

// biome-ignore format: one row a line
const europeWest8: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['g4-standard-48',   5.399916,  2.16018],
  ['g4-standard-96',  10.799832,  4.32036],
  ['g4-standard-192', 21.599664,  8.64072],
  ['g4-standard-384', 43.199328, 17.28144],
]

// biome-ignore format: one row a line
const europeWest9: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['a3-highgpu-1g',       null,  2.928978],
  ['a3-highgpu-2g',       null,  5.857956],
  ['a3-highgpu-4g',       null, 11.715911],
  ['a3-highgpu-8g', 102.648409, 23.431823],
]

// biome-ignore format: one row a line
const europeWest10: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['g4-standard-48',   5.3991, 2.16055],
  ['g4-standard-96',  10.7982,  4.3211],
  ['g4-standard-192', 21.5964,  8.6422],
  ['g4-standard-384', 43.1928, 17.2844],
]

// biome-ignore format: one row a line
const europeNorth1: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h)
  ['g4-standard-48',   4.949923,      1.98],
  ['g4-standard-96',   9.899846,      3.96],
  ['g4-standard-192', 19.799692,      7.92],
  ['g4-standard-384', 39.599384,     15.84],
  ['a3-highgpu-1g',        null,  1.275685],
  ['a3-highgpu-2g',        null,  2.551369],
  ['a3-highgpu-4g',        null,  5.102738],
  ['a3-highgpu-8g',     97.4356, 10.205477],
]

/**
 * Prices of Google Cloud for whole machines: processors, memory, GPUs and the local disks that come with the
 * type.
 *
 * `null`: the type is not sold plainly on demand (a3-highgpu with fewer than 8 GPUs), only as spot machine,
 * by reservation or with a flexible start; the price list has a figure for it all the same.
 *
 * Source: price list of Google Cloud as published with Karpenter's provider for it, 2026-08-03; spot and on
 * demand are of the same day. What is sold how: Google's documentation.
 */
export const gcpPrices: readonly RegionPrices[] = [
  { region: 'us-central1', onDemand: list2026, spot: list2026, rows: usCentral1 },
  { region: 'europe-west1', onDemand: list2026, spot: list2026, rows: europeWest1 },
  { region: 'europe-west2', onDemand: list2026, spot: list2026, rows: europeWest2 },
  { region: 'europe-west3', onDemand: list2026, spot: list2026, rows: europeWest3 },
  { region: 'europe-west4', onDemand: list2026, spot: list2026, rows: europeWest4 },
  { region: 'europe-west6', onDemand: list2026, spot: list2026, rows: europeWest6 },
  { region: 'europe-west8', onDemand: list2026, spot: list2026, rows: europeWest8 },
  { region: 'europe-west9', onDemand: list2026, spot: list2026, rows: europeWest9 },
  { region: 'europe-west10', onDemand: list2026, spot: list2026, rows: europeWest10 },
  { region: 'europe-north1', onDemand: list2026, spot: list2026, rows: europeNorth1 },
]
