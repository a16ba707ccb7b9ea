import type { PriceRow, PriceSource, RegionPrices } from '../list-price.ts'

const onDemand2026: PriceSource = { date: '2026-06-18', text: 'Azure list price, Linux' }

const spot2023: PriceSource = { date: '2023-12-08', text: 'Azure spot price of that day' }

const autumn2026: PriceSource = { date: '2026-09-16', text: 'Azure list price, Linux' }

// biome-ignore format: one row a line
const eastUs: readonly PriceRow[] = [
  // size, on demand (USD/h), spot (USD/h)
  ['Standard_NC4as_T4_v3',                   0.526,   0.0526],
  ['Standard_NC8as_T4_v3',                   0.752,   0.0752],
  ['Standard_NC16as_T4_v3',                  1.204,   0.1204],
  ['Standard_NC64as_T4_v3',                  4.352,   0.4352],
  ['Standard_NC24ads_A100_v4',               3.673,  0.61082],
  ['Standard_NC48ads_A100_v4',               7.346,  1.22164],
  ['Standard_NC96ads_A100_v4',              14.692,  2.44328],
  ['Standard_NC40ads_H100_v5',                 6.98],
  ['Standard_NC80adis_H100_v5',               13.96],
  ['Standard_ND40rs_v2',                    22.032, 3.677141],
  ['Standard_ND96asr_v4',                   27.197, 4.816589],
  ['Standard_ND96amsr_A100_v4',              32.77,  5.76752],
  ['Standard_ND128isr_NDR_GB200_v6',         108.16],
  ['Standard_NV36ads_A10_v5',                  3.2,      0.8],
  ['Standard_NV36adms_A10_v5',                4.52,     1.13],
  ['Standard_NV72ads_A10_v5',                 6.52,     1.63],
  ['Standard_NC144lds_xl_RTXPRO6000BSE_v6',     5.5],
  ['Standard_NC144ds_xl_RTXPRO6000BSE_v6',      5.5],
  ['Standard_NC288lds_xl_RTXPRO6000BSE_v6',      11],
  ['Standard_NC288ds_xl_RTXPRO6000BSE_v6',       11],
]

// biome-ignore format: one row a line
const westEurope: readonly PriceRow[] = [
  // size, on demand (USD/h)
  ['Standard_NC4as_T4_v3',                    0.658],
  ['Standard_NC8as_T4_v3',                     0.94],
  ['Standard_NC16as_T4_v3',                   1.505],
  ['Standard_NC64as_T4_v3',                    5.44],
  ['Standard_NC24ads_A100_v4',                4.775],
  ['Standard_NC48ads_A100_v4',                 9.55],
  ['Standard_NC96ads_A100_v4',                 19.1],
  ['Standard_NC40ads_H100_v5',                 9.08],
  ['Standard_NC80adis_H100_v5',               18.16],
  ['Standard_ND40rs_v2',                     27.526],
  ['Standard_ND96asr_v4',                    35.357],
  ['Standard_ND96amsr_A100_v4',              40.962],
  ['Standard_ND96isr_H100_v5',              127.816],
  ['Standard_NV36ads_A10_v5',                  4.16],
  ['Standard_NV36adms_A10_v5',                5.876],
  ['Standard_NV72ads_A10_v5',                 8.476],
  ['Standard_NC144lds_xl_RTXPRO6000BSE_v6',    7.87],
  ['Standard_NC144ds_xl_RTXPRO6000BSE_v6',     7.87],
  ['Standard_NC288lds_xl_RTXPRO6000BSE_v6',   15.74],
  ['Standard_NC288ds_xl_RTXPRO6000BSE_v6',    15.74],
]

// biome-ignore format: one row a line
const northEurope: readonly PriceRow[] = [
  // size, on demand (USD/h)
  ['Standard_NC4as_T4_v3',                   0.587],
  ['Standard_NC8as_T4_v3',                   0.838],
  ['Standard_NC16as_T4_v3',                  1.342],
  ['Standard_NC64as_T4_v3',                  4.853],
  ['Standard_NC24ads_A100_v4',               4.408],
  ['Standard_NC48ads_A100_v4',               8.815],
  ['Standard_NC96ads_A100_v4',               17.63],
  ['Standard_NC40ads_H100_v5',               8.376],
  ['Standard_NC80adis_H100_v5',             16.752],
  ['Standard_ND96isr_H200_v5',              101.76],
  ['Standard_ND96isr_MI300X_v5',              57.6],
  ['Standard_ND96is_MI300X_v5',               57.6],
  ['Standard_NV36ads_A10_v5',                 3.84],
  ['Standard_NV36adms_A10_v5',               5.424],
  ['Standard_NV72ads_A10_v5',                7.824],
  ['Standard_NC144lds_xl_RTXPRO6000BSE_v6',   7.87],
  ['Standard_NC144ds_xl_RTXPRO6000BSE_v6',    7.87],
  ['Standard_NC288lds_xl_RTXPRO6000BSE_v6',  15.74],
  ['Standard_NC288ds_xl_RTXPRO6000BSE_v6',   15.74],
]

// biome-ignore format: one row a line
const germanyWestCentral: readonly PriceRow[] = [
  // size, on demand (USD/h)
  ['Standard_NC4as_T4_v3',                   0.658],
  ['Standard_NC8as_T4_v3',                   0.939],
  ['Standard_NC16as_T4_v3',                  1.504],
  ['Standard_NC64as_T4_v3',                  5.428],
  ['Standard_NC24ads_A100_v4',               4.775],
  ['Standard_NC48ads_A100_v4',                9.55],
  ['Standard_NC96ads_A100_v4',                19.1],
  ['Standard_NC40ads_H100_v5',               9.074],
  ['Standard_NC80adis_H100_v5',             18.148],
  ['Standard_ND96isr_H200_v5',              110.24],
  ['Standard_ND96isr_MI300X_v5',              62.4],
  ['Standard_ND96is_MI300X_v5',               62.4],
  ['Standard_ND128isr_NDR_GB200_v6',         140.6],
  ['Standard_NV36ads_A10_v5',                 4.16],
  ['Standard_NV36adms_A10_v5',               5.876],
  ['Standard_NV72ads_A10_v5',                8.476],
  ['Standard_NC144lds_xl_RTXPRO6000BSE_v6',   7.15],
  ['Standard_NC144ds_xl_RTXPRO6000BSE_v6',    7.15],
  ['Standard_NC288lds_xl_RTXPRO6000BSE_v6',   14.3],
  ['Standard_NC288ds_xl_RTXPRO6000BSE_v6',    14.3],
]

// biome-ignore format: one row a line
const franceCentral: readonly PriceRow[] = [
  // size, on demand (USD/h)
  ['Standard_NC4as_T4_v3',        0.615],
  ['Standard_NC8as_T4_v3',        0.878],
  ['Standard_NC16as_T4_v3',       1.407],
  ['Standard_NC64as_T4_v3',       5.077],
  ['Standard_NC24ads_A100_v4',    4.591],
  ['Standard_NC48ads_A100_v4',    9.183],
  ['Standard_NC96ads_A100_v4',   18.365],
  ['Standard_ND96amsr_A100_v4',  40.962],
  ['Standard_ND96isr_H200_v5',      106],
  ['Standard_ND96isr_MI300X_v5',     60],
  ['Standard_ND96is_MI300X_v5',      60],
  ['Standard_NV36ads_A10_v5',         4],
  ['Standard_NV36adms_A10_v5',     5.65],
  ['Standard_NV72ads_A10_v5',      8.15],
]

// biome-ignore format: one row a line
const swedenCentral: readonly PriceRow[] = [
  // size, on demand (USD/h)
  ['Standard_NC4as_T4_v3',                    0.558],
  ['Standard_NC8as_T4_v3',                    0.796],
  ['Standard_NC16as_T4_v3',                   1.276],
  ['Standard_NC64as_T4_v3',                   4.603],
  ['Standard_NC24ads_A100_v4',                4.775],
  ['Standard_NC48ads_A100_v4',                 9.55],
  ['Standard_NC96ads_A100_v4',                 19.1],
  ['Standard_NC40ads_H100_v5',                9.074],
  ['Standard_NC80adis_H100_v5',              18.148],
  ['Standard_ND96amsr_A100_v4',              40.962],
  ['Standard_ND96isr_H100_v5',              127.816],
  ['Standard_ND96isr_H200_v5',              110.272],
  ['Standard_ND96isr_MI300X_v5',               67.2],
  ['Standard_ND96is_MI300X_v5',                67.2],
  ['Standard_NV36ads_A10_v5',                  4.16],
  ['Standard_NV36adms_A10_v5',                5.876],
  ['Standard_NV72ads_A10_v5',                 8.476],
  ['Standard_NC144lds_xl_RTXPRO6000BSE_v6',    7.15],
  ['Standard_NC144ds_xl_RTXPRO6000BSE_v6',     7.15],
  ['Standard_NC288lds_xl_RTXPRO6000BSE_v6',    14.3],
  ['Standard_NC288ds_xl_RTXPRO6000BSE_v6',     14.3],
]

// biome-ignore format: one row a line
const eastUsAutumn: readonly PriceRow[] = [
  // size, on demand (USD/h), spot (USD/h)
  ['Standard_ND96isr_H100_v5', 98.32, 18.169536],
]

/**
 * Prices of Azure: on demand, and spot where it was recorded, which is for eastus only.
 *
 * Sources: Azure's retail prices as published with Karpenter's provider for it, 2026-06-18; SkyPilot's
 * catalog of 2023-12-08 for spot; for the ND96isr_H100_v5 in eastus one recorded reply of the Retail Prices
 * API, 2026-09-16.
 */
export const azurePrices: readonly RegionPrices[] = [
  { region: 'eastus', onDemand: onDemand2026, spot: spot2023, rows: eastUs },
  { region: 'westeurope', onDemand: onDemand2026, rows: westEurope },
  { region: 'northeurope', onDemand: onDemand2026, rows: northEurope },
  { region: 'germanywestcentral', onDemand: onDemand2026, rows: germanyWestCentral },
  { region: 'francecentral', onDemand: onDemand2026, rows: franceCentral },
  { region: 'swedencentral', onDemand: onDemand2026, rows: swedenCentral },
  { region: 'eastus', onDemand: autumn2026, spot: autumn2026, rows: eastUsAutumn },
]
