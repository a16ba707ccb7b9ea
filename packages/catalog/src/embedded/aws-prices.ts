import type { PriceRow, PriceSource, RegionPrices } from '../list-price.ts'

const onDemand2026: PriceSource = {
  date: '2026-07-20',
  text: 'AWS list price, Linux, shared tenancy',
}

const onDemand2024: PriceSource = {
  date: '2024-05-01',
  text: 'AWS list price, Linux, shared tenancy; AWS has lowered P4 and P5 since',
}

const spot2024: PriceSource = {
  date: '2024-05-01',
  text: 'AWS spot price of that day, in the cheapest zone of the region',
}

// biome-ignore format: one row a line
const usEast1: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h), its zone, Spot Advisor's band
  ['g4ad.xlarge',        0.37853,  0.1645, 'use1-az1', 0],
  ['g4ad.2xlarge',       0.54117,  0.2413, 'use1-az4', 0],
  ['g4ad.4xlarge',         0.867,  0.4137, 'use1-az6', 0],
  ['g4ad.8xlarge',         1.734,  0.7919, 'use1-az4', 0],
  ['g4ad.16xlarge',        3.468,  1.4091, 'use1-az6', 0],
  ['g4dn.xlarge',          0.526,  0.2188, 'use1-az5', 3],
  ['g4dn.2xlarge',         0.752,  0.3087, 'use1-az1', 4],
  ['g4dn.4xlarge',         1.204,  0.5401, 'use1-az2', 4],
  ['g4dn.8xlarge',         2.176,  0.8613, 'use1-az2', 4],
  ['g4dn.12xlarge',        3.912,  1.7253, 'use1-az4', 2],
  ['g4dn.16xlarge',        4.352,  1.5567, 'use1-az1', 4],
  ['g4dn.metal',           7.824,  3.4992, 'use1-az6', 4],
  ['g5.xlarge',            1.006,  0.4937, 'use1-az4', 4],
  ['g5.2xlarge',           1.212,   0.598, 'use1-az2', 3],
  ['g5.4xlarge',           1.624,  0.6928, 'use1-az1', 2],
  ['g5.8xlarge',           2.448,  1.2777, 'use1-az1', 4],
  ['g5.12xlarge',          5.672,  2.4799, 'use1-az6', 4],
  ['g5.16xlarge',          4.096,  1.6934, 'use1-az1', 4],
  ['g5.24xlarge',          8.144,  3.7802, 'use1-az4', 4],
  ['g5.48xlarge',         16.288,  6.5393, 'use1-az1', 4],
  ['g5g.xlarge',            0.42,  0.1792, 'use1-az1', 0],
  ['g5g.2xlarge',          0.556,  0.2354, 'use1-az4', 1],
  ['g5g.4xlarge',          0.828,  0.3458, 'use1-az4', 0],
  ['g5g.8xlarge',          1.372,   0.566, 'use1-az6', 2],
  ['g5g.16xlarge',         2.744,  1.1698, 'use1-az6', 1],
  ['g5g.metal',            2.744,  1.1692, 'use1-az4', 0],
  ['g6.xlarge',           0.8048,  0.0971, 'use1-az2', 4],
  ['g6.2xlarge',          0.9776,  0.1177, 'use1-az1', 4],
  ['g6.4xlarge',          1.3232,  0.1583, 'use1-az2', 4],
  ['g6.8xlarge',          2.0144,   0.238, 'use1-az6', 4],
  ['g6.12xlarge',         4.6016,  0.5671, 'use1-az4', 4],
  ['g6.16xlarge',         3.3968,  0.3943, 'use1-az4', 3],
  ['g6.24xlarge',         6.6752,  0.7864, 'use1-az1', 4],
  ['g6.48xlarge',        13.3504,  1.5537, 'use1-az6', 4],
  ['gr6.4xlarge',         1.5392,   0.179, 'use1-az6', 4],
  ['gr6.8xlarge',         2.4464,   0.292, 'use1-az2', 3],
  ['g6e.xlarge',            1.861],
  ['g6e.2xlarge',         2.24208],
  ['g6e.4xlarge',         3.00424],
  ['g6e.8xlarge',         4.52856],
  ['g6e.12xlarge',       10.49264],
  ['g6e.16xlarge',        7.57719],
  ['g6e.24xlarge',       15.06559],
  ['g6e.48xlarge',       30.13118],
  ['g7.2xlarge',             2.52],
  ['g7.4xlarge',          3.04208],
  ['g7.8xlarge',          4.08624],
  ['g7.12xlarge',         7.12832],
  ['g7.24xlarge',        14.25664],
  ['g7.48xlarge',        28.51328],
  ['g7e.2xlarge',         3.36312],
  ['g7e.4xlarge',         3.99816],
  ['g7e.8xlarge',         5.26824],
  ['g7e.12xlarge',        8.28608],
  ['g7e.24xlarge',       16.57216],
  ['g7e.48xlarge',       33.14432],
  ['p3dn.24xlarge',       31.212, 12.0765, 'use1-az6', 4],
  ['p4d.24xlarge',     21.957642, 12.9954, 'use1-az2', 2],
  ['p4de.24xlarge',      27.44705],
  ['p5.4xlarge',             6.88],
  ['p5.48xlarge',           55.04],
  ['p5en.48xlarge',        63.296],
  ['p6-b200.48xlarge',   113.9328],
  ['p6-b300.48xlarge',    142.416],
]

// biome-ignore format: one row a line
const euCentral1: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h), its zone, Spot Advisor's band
  ['g4ad.xlarge',    0.47327,  0.1633, 'euc1-az2', 0],
  ['g4ad.2xlarge',   0.67662,  0.2002, 'euc1-az3', 4],
  ['g4ad.4xlarge',     1.084,  0.3598, 'euc1-az3', 2],
  ['g4ad.8xlarge',     2.168,  0.6601, 'euc1-az3', 0],
  ['g4ad.16xlarge',    4.336,   0.825, 'euc1-az3', 0],
  ['g4dn.xlarge',      0.658,  0.2242, 'euc1-az1', 2],
  ['g4dn.2xlarge',      0.94,  0.2417, 'euc1-az2', 4],
  ['g4dn.4xlarge',     1.505,  0.4817, 'euc1-az2', 4],
  ['g4dn.8xlarge',      2.72,  0.8227, 'euc1-az3', 4],
  ['g4dn.12xlarge',     4.89,  1.1684, 'euc1-az1', 4],
  ['g4dn.16xlarge',     5.44,  0.8518, 'euc1-az1', 4],
  ['g4dn.metal',        9.78,  2.4792, 'euc1-az1', 2],
  ['g5.xlarge',        1.258,  0.5272, 'euc1-az3', 4],
  ['g5.2xlarge',      1.5156,  0.5141, 'euc1-az2', 3],
  ['g5.4xlarge',     2.03081,  0.6522, 'euc1-az3', 4],
  ['g5.8xlarge',     3.06122,  0.7595, 'euc1-az2', 4],
  ['g5.12xlarge',    7.09282,  1.8832, 'euc1-az2', 4],
  ['g5.16xlarge',    5.12204,  0.8292, 'euc1-az2', 4],
  ['g5.24xlarge',   10.18405,  2.1723, 'euc1-az2', 4],
  ['g5.48xlarge',    20.3681,  4.3506, 'euc1-az3', 0],
  ['g5g.xlarge',      0.5254,  0.1994, 'euc1-az1', 3],
  ['g5g.2xlarge',     0.6955,  0.2856, 'euc1-az1', 0],
  ['g5g.4xlarge',     1.0358,  0.2952, 'euc1-az1', 1],
  ['g5g.8xlarge',     1.7163,  0.3575, 'euc1-az1', 0],
  ['g5g.16xlarge',    3.4326,  0.6093, 'euc1-az1', 0],
  ['g5g.metal',       3.4326,  0.5896, 'euc1-az1', 0],
  ['p4d.24xlarge',  40.94475, 13.5014, 'euc1-az3', 4],
]

// biome-ignore format: one row a line
const euWest1: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h), its zone, Spot Advisor's band
  ['g4ad.xlarge',    0.42263,  0.1737, 'euw1-az1', 0],
  ['g4ad.2xlarge',   0.60421,  0.2344, 'euw1-az3', 0],
  ['g4ad.4xlarge',     0.968,  0.3903, 'euw1-az1', 0],
  ['g4ad.8xlarge',     1.936,    0.73, 'euw1-az3', 0],
  ['g4ad.16xlarge',    3.872,  1.5254, 'euw1-az1', 0],
  ['g4dn.xlarge',      0.587,  0.2547, 'euw1-az2', 1],
  ['g4dn.2xlarge',     0.838,  0.3383, 'euw1-az2', 2],
  ['g4dn.4xlarge',     1.342,  0.5037, 'euw1-az2', 2],
  ['g4dn.8xlarge',     2.426,  0.8972, 'euw1-az1', 4],
  ['g4dn.12xlarge',    4.362,  1.8753, 'euw1-az1', 2],
  ['g4dn.16xlarge',    4.853,  1.8417, 'euw1-az2', 3],
  ['g4dn.metal',       8.724,  4.0518, 'euw1-az3', 2],
  ['g5.xlarge',        1.123,  0.4986, 'euw1-az1', 2],
  ['g5.2xlarge',     1.35296,  0.5365, 'euw1-az1', 0],
  ['g5.4xlarge',     1.81287,  0.6971, 'euw1-az3', 4],
  ['g5.8xlarge',     2.73271,  1.0917, 'euw1-az1', 3],
  ['g5.12xlarge',    6.33167,  2.2749, 'euw1-az2', 4],
  ['g5.16xlarge',    4.57237,   1.805, 'euw1-az2', 4],
  ['g5.24xlarge',    9.09117,  3.4343, 'euw1-az1', 0],
  ['g5.48xlarge',   18.18233,  7.0704, 'euw1-az1', 0],
  ['p3dn.24xlarge',   33.711, 12.5585, 'euw1-az1', 4],
  ['p4d.24xlarge',  35.39655, 24.3503, 'euw1-az2', 4],
]

// biome-ignore format: one row a line
const euNorth1: readonly PriceRow[] = [
  // type, on demand (USD/h), spot (USD/h), its zone, Spot Advisor's band
  ['g4dn.xlarge',      0.558,  0.186, 'eun1-az1', 4],
  ['g4dn.2xlarge',     0.798, 0.1949, 'eun1-az3', 4],
  ['g4dn.4xlarge',     1.277, 0.3013, 'eun1-az3', 3],
  ['g4dn.8xlarge',     2.308, 0.4971, 'eun1-az3', 3],
  ['g4dn.12xlarge',     4.15, 1.4055, 'eun1-az2', 4],
  ['g4dn.16xlarge',    4.617, 0.5866, 'eun1-az3', 3],
  ['g4dn.metal',         8.3, 2.7819, 'eun1-az1', 4],
  ['g5.xlarge',        1.067, 0.5229, 'eun1-az2', 1],
  ['g5.2xlarge',     1.28549, 0.5705, 'eun1-az3', 4],
  ['g5.4xlarge',     1.72247, 0.5259, 'eun1-az3', 3],
  ['g5.8xlarge',     2.59644, 0.5931, 'eun1-az3', 4],
  ['g5.12xlarge',    6.01593, 1.6399, 'eun1-az3', 4],
  ['g5.16xlarge',    4.34437, 0.5597, 'eun1-az3', 4],
  ['g5.24xlarge',    8.63782, 1.4934, 'eun1-az3', 1],
  ['g5.48xlarge',   17.27564, 2.8943, 'eun1-az2', 2],
  ['p5.48xlarge',    105.2024],
]

/**
 * Prices of AWS: on demand, and spot where it was recorded.
 *
 * us-east-1 is of 2026; the European regions are of 2024, because no later record of them was at hand. A spot
 * price that lies above the present price on demand is left out (p5.48xlarge in us-east-1). Zones are zone
 * ids.
 *
 * Sources: price list of AWS for us-east-1 as published with Karpenter's AWS provider, 2026-07-20; SkyPilot's
 * catalog of 2024-05-01; the types are those that DescribeInstanceTypeOfferings lists for the region in
 * 2026-08; bands of the Spot Instance Advisor, 2025-06.
 */
export const awsPrices: readonly RegionPrices[] = [
  { region: 'us-east-1', onDemand: onDemand2026, spot: spot2024, rows: usEast1 },
  { region: 'eu-central-1', onDemand: onDemand2024, spot: spot2024, rows: euCentral1 },
  { region: 'eu-west-1', onDemand: onDemand2024, spot: spot2024, rows: euWest1 },
  { region: 'eu-north-1', onDemand: onDemand2024, spot: spot2024, rows: euNorth1 },
]
