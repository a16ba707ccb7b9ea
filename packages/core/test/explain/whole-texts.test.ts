import { describe, expect, test } from 'vitest'
import { explain, type Job, type Offer } from '../../src/index.ts'
import {
  after,
  cloudOffer,
  costing,
  decided,
  hourMs,
  jobOf,
  localOffer,
  nowMs,
  policyOf,
  refused,
  spotOffer,
} from '../builders.ts'

const job: Job = jobOf({
  id: 'case-17',
  urgency: 'high',
  needs: { vramGiB: 24 },
  run: {
    refHours: 6,
    referenceGpu: 'RTX 4090',
    checkpoint: { everyHours: 1, writeHours: 0.01 },
    restartHours: 0.1,
  },
  data: { inputGB: 45, outputGB: 9, imageGB: 0, scratchGB: 0, uplinkMbps: 200, downlinkMbps: 400 },
  deadlineHours: 9,
})

const network = { ingressMbps: 10_000, egressMbps: 10_000, egressUsdPerGB: 0.1, storageUsdPerGBMonth: 0.1 }

const offers: readonly Offer[] = [
  localOffer({ id: 'own', gpu: { name: 'RTX 3090', model: 'RTX 3090' }, ...costing(0.117), ...after(3) }),
  cloudOffer({ id: 'aws', price: { usdPerHour: 1.2 }, network }),
  spotOffer({
    id: 'aws-spot',
    price: { usdPerHour: 0.4 },
    gpu: { name: 'RTX 4090', reportedVramGiB: 23.6 },
    spotRisk: { interruptionsPerHour: 0.1, recoverWaitHours: 0.25 },
    network,
    place: { region: 'eu-1', zone: 'eu-1b', country: 'DE' },
  }),
  cloudOffer({ id: 'l4', gpu: { name: 'L4', model: 'L4' }, network }),
  cloudOffer({ id: 'small-1', gpu: { name: 'RTX 3080', model: 'RTX 3080' } }),
  cloudOffer({ id: 'small-2', gpu: { name: 'RTX A4000', vramGiB: 16 } }),
  cloudOffer({ id: 'old', observedAtMs: nowMs - 30 * hourMs }),
]

const decision = decided(offers, { job, policy: policyOf({ kind: 'decision-matrix' }) })

const confidential: Job = {
  ...job,
  confidentiality: 'confidential',
  needs: { vramGiB: 48, ramGiB: 64 },
}
const noLocal = refused(
  [
    localOffer({ id: 'own', host: { ramGiB: 32 } }),
    localOffer({
      id: 'busy',
      gpu: { name: 'A100-SXM4-80GB', model: 'A100-SXM4-80GB' },
      host: { ramGiB: 512 },
      capacity: { stock: 'busy' },
    }),
    cloudOffer({ id: 'aws' }),
  ],
  { job: confidential },
)

describe('in English', () => {
  test('a decision reads', () => {
    expect(explain(decision)).toMatchInlineSnapshot(`
      "Job case-17: 1 × RTX 4090, aws eu-1b, spot
        3.52 USD (up to 4.22 USD), result in 7.14 h
        Money: machine 2.57 USD, traffic 0.90 USD, disk 0.0487 USD
        Time: wait 0 min, upload 30 min, set-up 0 min, run 6.43 h, download 3 min
        Interruptions: 0.643 expected, 25.8 min of running time lost to them and to checkpoints
        Chance to meet the deadline: 96.8%
        Speed: 100% of the reference (data sheets)
        Memory: the reported size is within 8 % of what is needed
        Why: it is urgent and the local queue is long, so the cloud takes it. Next is 1 × RTX 4090, aws eu-1, on demand: 4.62 USD dearer, 35.4 min sooner.
        Next best:
          2. 1 × RTX 4090, aws eu-1, on demand: 8.14 USD, 6.55 h
          3. 1 × L4, aws eu-1, on demand: 21.21 USD, 20.7 h
          4. 1 × RTX 3090, local eu-1, owned: 0.76 USD, 9.46 h
        Assumed:
          limitedBy memory-bandwidth (default; used where no measured figure is given)
          sourceEgressUsdPerGB 0 USD/GB (not stated by the job)
          ingressUsdPerGB 0 USD/GB (not stated; traffic in is taken to be free)
        Refused: 3 of 7 offers:
          2 × technical: less GPU memory than 24 GiB (nearest 16 GiB)
          1 × price: price is older than 24 h (nearest 30 h)"
    `)
  })

  test('a decision in brief reads', () => {
    expect(explain(decision, { detail: 'brief' })).toMatchInlineSnapshot(`
      "Job case-17: 1 × RTX 4090, aws eu-1b, spot
        3.52 USD (up to 4.22 USD), result in 7.14 h
        Why: it is urgent and the local queue is long, so the cloud takes it. Next is 1 × RTX 4090, aws eu-1, on demand: 4.62 USD dearer, 35.4 min sooner.
        Refused: 3 of 7 offers:
          2 × technical: less GPU memory than 24 GiB (nearest 16 GiB)
          1 × price: price is older than 24 h (nearest 30 h)"
    `)
  })

  test('a confidential job without a local GPU reads', () => {
    expect(explain(noLocal)).toMatchInlineSnapshot(`
      "Job case-17: no local GPU can take it. It is confidential, so nothing else may.
        What would help:
          1 × A100-SXM4-80GB, local eu-1, owned: busy, and nobody knows until when (has busy)
          1 × RTX 4090, local eu-1, owned: less GPU memory than 48 GiB (has 24 GiB, 24 GiB missing); less main memory than 64 GiB (has 32 GiB, 32 GiB missing)
        Refused: 3 of 3 offers:
          1 × confidentiality: may run on local sites only
          1 × availability: busy, and nobody knows until when
          1 × technical: less GPU memory than 48 GiB (nearest 24 GiB)"
    `)
  })

  test('a job without any offer reads', () => {
    expect(explain(refused([], { job }))).toMatchInlineSnapshot(`
      "Job case-17: none of 0 offers fits
        Nothing is offered where the job may run. Register the GPUs of your own as a local source."
    `)
  })
})

describe('in German', () => {
  test('a decision reads', () => {
    expect(explain(decision, { locale: 'de' })).toMatchInlineSnapshot(`
      "Auftrag case-17: 1 × RTX 4090, aws eu-1b, Spot
        3,52 USD (höchstens 4,22 USD), Ergebnis in 7,14 h
        Geld: Maschine 2,57 USD, Datenverkehr 0,90 USD, Speicherplatz 0,0487 USD
        Zeit: Warten 0 min, Hochladen 30 min, Einrichten 0 min, Rechnen 6,43 h, Herunterladen 3 min
        Unterbrechungen: 0,643 erwartet, 25,8 min Rechenzeit gehen dadurch und durch Sicherungspunkte verloren
        Aussicht, den Termin zu halten: 96,8 %
        Geschwindigkeit: 100 % der Vergleichskarte (Datenblätter)
        Speicher: Die gemeldete Größe liegt höchstens 8 % unter dem Bedarf
        Warum: er ist eilig und die lokale Warteschlange lang, darum die Cloud. Danach kommt 1 × RTX 4090, aws eu-1, auf Abruf: 4,62 USD teurer, 35,4 min früher.
        Die nächsten:
          2. 1 × RTX 4090, aws eu-1, auf Abruf: 8,14 USD, 6,55 h
          3. 1 × L4, aws eu-1, auf Abruf: 21,21 USD, 20,7 h
          4. 1 × RTX 3090, local eu-1, eigene: 0,76 USD, 9,46 h
        Angenommen:
          limitedBy memory-bandwidth (default; used where no measured figure is given)
          sourceEgressUsdPerGB 0 USD/GB (not stated by the job)
          ingressUsdPerGB 0 USD/GB (not stated; traffic in is taken to be free)
        Abgelehnt: 3 von 7 Angeboten:
          2 × Technik: weniger GPU-Speicher als 24 GiB (am nächsten 16 GiB)
          1 × Preis: Preis ist älter als 24 h (am nächsten 30 h)"
    `)
  })

  test('a decision in brief reads', () => {
    expect(explain(decision, { locale: 'de', detail: 'brief' })).toMatchInlineSnapshot(`
      "Auftrag case-17: 1 × RTX 4090, aws eu-1b, Spot
        3,52 USD (höchstens 4,22 USD), Ergebnis in 7,14 h
        Warum: er ist eilig und die lokale Warteschlange lang, darum die Cloud. Danach kommt 1 × RTX 4090, aws eu-1, auf Abruf: 4,62 USD teurer, 35,4 min früher.
        Abgelehnt: 3 von 7 Angeboten:
          2 × Technik: weniger GPU-Speicher als 24 GiB (am nächsten 16 GiB)
          1 × Preis: Preis ist älter als 24 h (am nächsten 30 h)"
    `)
  })

  test('a confidential job without a local GPU reads', () => {
    expect(explain(noLocal, { locale: 'de' })).toMatchInlineSnapshot(`
      "Auftrag case-17: Keine lokale GPU kann ihn übernehmen. Er ist vertraulich, darum darf es nichts anderes.
        Was helfen würde:
          1 × A100-SXM4-80GB, local eu-1, eigene: belegt, Ende unbekannt (hat busy)
          1 × RTX 4090, local eu-1, eigene: weniger GPU-Speicher als 48 GiB (hat 24 GiB, 24 GiB fehlen); weniger Arbeitsspeicher als 64 GiB (hat 32 GiB, 32 GiB fehlen)
        Abgelehnt: 3 von 3 Angeboten:
          1 × Vertraulichkeit: darf nur hier laufen: local
          1 × Verfügbarkeit: belegt, Ende unbekannt
          1 × Technik: weniger GPU-Speicher als 48 GiB (am nächsten 24 GiB)"
    `)
  })

  test('a job without any offer reads', () => {
    expect(explain(refused([], { job }), { locale: 'de' })).toMatchInlineSnapshot(`
      "Auftrag case-17: Keines von 0 Angeboten passt
        Dort, wo der Auftrag laufen darf, wird nichts angeboten. Melden Sie Ihre eigenen GPUs als lokale Quelle an."
    `)
  })
})
