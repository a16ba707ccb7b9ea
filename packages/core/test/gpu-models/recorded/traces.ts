import { objectsOf, type RecordedName, type Row, readText, rowsOf, textAt } from './files.ts'

const cell =
  (column: string) =>
  (row: Row): readonly RecordedName[] =>
    row(column)
      .split('|')
      .filter(Boolean)
      .map((name) => ({ name }))

/** Prime Intellect states the form beside the name. */
const marketRow = (row: Row): readonly RecordedName[] => [{ name: `${row('gpu_type')} ${row('socket')}` }]

const throughputNames = (): readonly RecordedName[] =>
  [
    ...readText('traces/throughput-gavel-k80-p100-v100.json.gz').matchAll(
      /"([a-z]\d+)(?:_unconsolidated)?":/g,
    ),
  ].map(([, name = '']) => ({ name }))

/** Every GPU name in the folder `traces`. */
export const traceNames = (): readonly RecordedName[] => [
  ...rowsOf('traces/aws-gpu-ondemand-price-changes.csv.gz').flatMap(cell('gpu')),
  ...rowsOf('traces/gcp-gpu-price-changes.csv.gz').flatMap(cell('accelerator')),
  ...rowsOf('traces/gpu-cloud-daily-2026.csv.gz').flatMap(cell('gpu_model')),
  ...rowsOf('traces/gpu-hardware-price-changes.csv.gz').flatMap(cell('gpu')),
  ...rowsOf('traces/gpu-market-halfhourly-2025.csv.gz').flatMap(marketRow),
  ...rowsOf('traces/jobs-alibaba-gpu-2023.csv.gz').flatMap(cell('gpu_spec')),
  ...rowsOf('traces/nodes-alibaba-gpu-2023.csv.gz').flatMap(cell('model')),
  ...rowsOf('traces/nodes-alibaba-spot-gpu-2026.csv.gz').flatMap(cell('gpu_model')),
  ...objectsOf('traces/spot-availability.jsonl.gz').flatMap((series) => {
    const name = textAt(series, 'device')
    return name === undefined ? [] : [{ name }]
  }),
  ...throughputNames(),
]
