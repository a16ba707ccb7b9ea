import type { GpuModel } from '../gpu-model.ts'
import { type ModelRow, toModels } from './model-rows.ts'

/** An empty cell: the hardware has no such thing, or the figure is not known. */
const _ = undefined

// biome-ignore format: one row a line
const appleSilicon: readonly ModelRow[] = [
  // model               form             GiB  GB/s     fp32  tf32  bf16  fp16  fp8  cc  NVL  W  year  driver name  MiB
  ['M1 (7-core)',        'integrated',     16,   68,  '2.3?',    _,    _,    _,   _,  _,   _, _, 2020, 'Apple M1'],
  ['M1 (8-core)',        'integrated',     16,   68,     2.6,    _,    _,    _,   _,  _,   _, _, 2020, 'Apple M1'],
  ['M1 Pro (14-core)',   'integrated',     32,  200,  '4.5?',    _,    _,    _,   _,  _,   _, _, 2021, 'Apple M1 Pro'],
  ['M1 Pro (16-core)',   'integrated',     32,  200,     5.2,    _,    _,    _,   _,  _,   _, _, 2021, 'Apple M1 Pro'],
  ['M1 Max (24-core)',   'integrated',     64,  400,  '7.8?',    _,    _,    _,   _,  _,   _, _, 2021, 'Apple M1 Max'],
  ['M1 Max (32-core)',   'integrated',     64,  400,    10.4,    _,    _,    _,   _,  _,   _, _, 2021, 'Apple M1 Max'],
  ['M1 Ultra (48-core)', 'integrated',    128,  800, '15.7?',    _,    _,    _,   _,  _,   _, _, 2022, 'Apple M1 Ultra'],
  ['M1 Ultra (64-core)', 'integrated',    128,  800,   '21?',    _,    _,    _,   _,  _,   _, _, 2022, 'Apple M1 Ultra'],
  ['M2 (8-core)',        'integrated',     24,  100,  '2.9?',    _,    _,    _,   _,  _,   _, _, 2022, 'Apple M2'],
  ['M2 (10-core)',       'integrated',     24,  100,     3.6,    _,    _,    _,   _,  _,   _, _, 2022, 'Apple M2'],
  ['M2 Pro (16-core)',   'integrated',     32,  200,  '5.7?',    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M2 Pro'],
  ['M2 Pro (19-core)',   'integrated',     32,  200,     6.8,    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M2 Pro'],
  ['M2 Max (30-core)',   'integrated',     96,  400, '10.7?',    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M2 Max'],
  ['M2 Max (38-core)',   'integrated',     96,  400,    13.5,    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M2 Max'],
  ['M2 Ultra (60-core)', 'integrated',    192,  800, '21.5?',    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M2 Ultra'],
  ['M2 Ultra (76-core)', 'integrated',    192,  800,    27.2,    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M2 Ultra'],
  ['M3 (8-core)',        'integrated',     24,  100,  '2.8?',    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M3'],
  ['M3 (10-core)',       'integrated',     24,  100,  '3.5?',    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M3'],
  ['M3 Pro (14-core)',   'integrated',     36,  150,    '5?',    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M3 Pro'],
  ['M3 Pro (18-core)',   'integrated',     36,  150,  '6.4?',    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M3 Pro'],
  ['M3 Max (30-core)',   'integrated',     96,  300, '10.7?',    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M3 Max'],
  ['M3 Max (40-core)',   'integrated',    128,  400,   '16?',    _,    _,    _,   _,  _,   _, _, 2023, 'Apple M3 Max'],
  ['M3 Ultra (60-core)', 'integrated', '256?',  819,   '21?',    _,    _,    _,   _,  _,   _, _, 2025, 'Apple M3 Ultra'],
  ['M3 Ultra (80-core)', 'integrated',    512,  819,   '28?',    _,    _,    _,   _,  _,   _, _, 2025, 'Apple M3 Ultra'],
  ['M4 (8-core)',        'integrated',  '32?',  120,  '3.5?',    _,    _,    _,   _,  _,   _, _, 2024, 'Apple M4'],
  ['M4 (10-core)',       'integrated',     32,  120,  '4.4?',    _,    _,    _,   _,  _,   _, _, 2024, 'Apple M4'],
  ['M4 Pro (16-core)',   'integrated',     64,  273,  '7.2?',    _,    _,    _,   _,  _,   _, _, 2024, 'Apple M4 Pro'],
  ['M4 Pro (20-core)',   'integrated',     64,  273,    '9?',    _,    _,    _,   _,  _,   _, _, 2024, 'Apple M4 Pro'],
  ['M4 Max (32-core)',   'integrated',     36,  410, '14.4?',    _,    _,    _,   _,  _,   _, _, 2024, 'Apple M4 Max'],
  ['M4 Max (40-core)',   'integrated',    128,  546,   '18?',    _,    _,    _,   _,  _,   _, _, 2024, 'Apple M4 Max'],
]

/**
 * Apple's chips, one row for each number of GPU cores.
 *
 * The driver's name does not tell the number of cores: system_profiler prints it in a field of its own.
 * Memory is unified and the size given is the largest that the chip is built with.
 *
 * Source: bandwidth and memory by Apple, FP32 from measurements in the press (`gpu-models.csv`, 2026-11-23);
 * the smaller chips and core counts from memory.
 */
export const appleModels: readonly GpuModel[] = [
  ...toModels(
    { vendor: 'apple', architecture: 'Apple Silicon', vramIsLargestConfiguration: true },
    appleSilicon,
  ),
]
