/**
 * The worked examples of the cost model that call single formulas (S08 to S10, S12, S17, S18).
 *
 * Source: `cost-examples.json` of the cost model's design (section 11), where two independent programs computed every
 * value. Units: h, USD, GB = 1e9 bytes, Mbps = 1e6 bit/s. Tolerance: relative 1e-9, absolute 1e-9 below 1e-3. An absent
 * number is 0, or no limit for a line; null is no finite value, no checkpoint, or no offer.
 */
import type { FormulaExample } from './example-types.ts'

/** Examples of single formulas. */
export const formulaExamples: readonly FormulaExample[] = [
  {
    id: 'S08',
    title: 'optimal checkpoint interval for C=0.02 h, lambda=0.1/h (12 h of work, r=0.1 h)',
    rows: [
      { fn: 'tauYoung', args: { C: 0.02, lam: 0.1 }, value: 0.6324555320336759 },
      { fn: 'tauDaly', args: { C: 0.02, lam: 0.1 }, value: 0.6191924715372352 },
      { fn: 'tauExact', args: { C: 0.02, lam: 0.1 }, value: 0.6191930664335613 },
      {
        fn: 'expectedRun',
        args: { T: 12, lam: 0.1, tau: 0.6191930664335613, C: 0.02, r: 0.1 },
        value: 12.907768456136578,
      },
      { fn: 'autoTau', args: { T: 12, lam: 0.1, C: 0.02, r: 0.1 }, value: 0.631578947368421 },
      {
        fn: 'expectedRun',
        args: { T: 12, lam: 0.1, tau: 0.631578947368421, C: 0.02, r: 0.1 },
        value: 12.899256459221622,
      },
      { fn: 'autoTau', args: { T: 0.3, lam: 0.1, C: 0.02, r: 0.1 }, value: null },
      { fn: 'expectedRun', args: { T: 12, lam: 0.1, tau: 2, C: 0.02, r: 0.1 }, value: 13.541164828442524 },
      { fn: 'expectedRun', args: { T: 12, lam: 0.1, tau: null, C: 0, r: 0.1 }, value: 23.43434485464856 },
    ],
  },
  {
    id: 'S09',
    title: 'run-time moments and deadline probability (T=12, lam=.1, tau=.5, C=.02, r=.1, w=.25)',
    rows: [
      {
        fn: 'runMoments',
        args: { T: 12, lam: 0.1, tau: 0.5, C: 0.02, r: 0.1, w: 0.25 },
        value: { nominal: 12.46, mean: 13.240606269018533, variance: 0.6124945064992513 },
      },
      { fn: 'pMeet', args: { slack: -0.1, T: 12, lam: 0.1, tau: 0.5, C: 0.02, r: 0.1, w: 0.25 }, value: 0 },
      {
        fn: 'pMeet',
        args: { slack: 0, T: 12, lam: 0.1, tau: 0.5, C: 0.02, r: 0.1, w: 0.25 },
        value: 0.2876531111451153,
      },
      {
        fn: 'pMeet',
        args: { slack: 0.6, T: 12, lam: 0.1, tau: 0.5, C: 0.02, r: 0.1, w: 0.25 },
        value: 0.48123550401206205,
      },
      {
        fn: 'pMeet',
        args: { slack: 1.2, T: 12, lam: 0.1, tau: 0.5, C: 0.02, r: 0.1, w: 0.25 },
        value: 0.7437619413722454,
      },
      {
        fn: 'pMeet',
        args: { slack: 3, T: 12, lam: 0.1, tau: 0.5, C: 0.02, r: 0.1, w: 0.25 },
        value: 0.985479037497832,
      },
    ],
  },
  {
    id: 'S10',
    title: 'billing increments',
    rows: [
      { fn: 'bill', args: { hours: 0.01, stepSeconds: 1, minSeconds: 60 }, value: 0.016666666666666666 },
      { fn: 'bill', args: { hours: 0.0301, stepSeconds: 1, minSeconds: 60 }, value: 0.03027777777777778 },
      { fn: 'bill', args: { hours: 2.2, stepSeconds: 3600, minSeconds: 0 }, value: 3 },
      { fn: 'bill', args: { hours: 2, stepSeconds: 3600, minSeconds: 0 }, value: 2 },
      { fn: 'bill', args: { hours: 0.5, stepSeconds: 60, minSeconds: 0 }, value: 0.5 },
      { fn: 'bill', args: { hours: 0, stepSeconds: 1, minSeconds: 60 }, value: 0.016666666666666666 },
    ],
  },
  {
    id: 'S12',
    title: 'local GPU hourly cost',
    rows: [
      {
        fn: 'localUsdPerHour',
        args: { powerKW: 0.65, pue: 1.2, usdPerKWh: 0.15 },
        value: 0.11699999999999999,
      },
      {
        fn: 'localUsdPerHour',
        args: {
          powerKW: 0.65,
          pue: 1.2,
          usdPerKWh: 0.15,
          capexUsd: 2600,
          residualUsd: 600,
          lifeYears: 3,
          utilisation: 0.5,
          maintenanceUsdPerHour: 0.01,
        },
        value: 0.27920700152207,
      },
      {
        fn: 'localUsdPerHour',
        args: { powerKW: 0.65, pue: 1.2, usdPerKWh: 0.15, shadowUsdPerHour: 0.35 },
        value: 0.46699999999999997,
      },
    ],
  },
  {
    id: 'S17',
    title: 'waiting for the local GPU (premium of bursting 6 USD, delay cost 1.5 USD/h)',
    rows: [
      { fn: 'skiRentalWaitHours', args: { premiumUsd: 6, delayUsdPerHour: 1.5 }, value: 4 },
      {
        fn: 'skiRentalRandomisedWaitHours',
        args: { premiumUsd: 6, delayUsdPerHour: 1.5, u: 0.5 },
        value: 2.48045802783311,
      },
      {
        fn: 'exponentialWaitDecision',
        args: { premiumUsd: 6, delayUsdPerHour: 1.5, meanWaitHours: 3.9 },
        value: 'wait',
      },
      {
        fn: 'exponentialWaitDecision',
        args: { premiumUsd: 6, delayUsdPerHour: 1.5, meanWaitHours: 4.1 },
        value: 'burst',
      },
    ],
  },
  {
    id: 'S18',
    title: 'restart from scratch with observed up-times instead of a constant rate',
    rows: [
      {
        fn: 'expectedRunEmpirical',
        args: { uptimes: [0.5, 0.5, 1, 2, 6, 10, 12], L: 4, r: 0.2 },
        value: 5.447619047619047,
      },
      {
        fn: 'expectedRunEmpirical',
        args: { uptimes: [0.5, 0.5, 1, 2, 6, 10, 12], L: 0.5, r: 0.2 },
        value: 0.5,
      },
      {
        fn: 'expectedRunEmpirical',
        args: { uptimes: [0.5, 0.5, 1, 2, 6, 10, 12], L: 13, r: 0 },
        value: null,
      },
    ],
  },
]
