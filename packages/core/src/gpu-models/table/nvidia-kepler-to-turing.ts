import type { GpuModel } from '../gpu-model.ts'
import { type ModelRow, toModels } from './model-rows.ts'

/** An empty cell: the hardware has no such thing, or the figure is not known. */
const _ = undefined

// biome-ignore format: one row a line
const kepler: readonly ModelRow[] = [
  // model    form    GiB  GB/s  fp32  tf32  bf16  fp16  fp8   cc  NVL    W  year  driver name    MiB
  ['K80',     'PCIe',  12,  240,  4.4,    _,    _,    _,   _, 3.7,   _, 300, 2014, 'Tesla K80', 11439],
  // from data sheets by memory, not in gpu-models.csv
  ['K20c',    'PCIe',   5,  208,  3.5,    _,    _,    _,   _, 3.5,   _, 225, 2012, 'Tesla K20c'],
  ['GTX 680', 'PCIe',   2,  192,  3.1,    _,    _,    _,   _, 3.0,   _, 195, 2012, 'NVIDIA GeForce GTX 680', 2000],
]

// biome-ignore format: one row a line
const maxwell: readonly ModelRow[] = [
  // model         form    GiB   GB/s     fp32  tf32  bf16  fp16  fp8   cc  NVL    W  year  driver name  MiB
  ['M60',          'PCIe',   8,   160,     4.8,    _,    _,    _,   _, 5.2,   _, 300, 2015, 'Tesla M60'],
  // from data sheets by memory, not in gpu-models.csv
  ['M40-12GB',     'PCIe',  12,   288,     6.8,    _,    _,    _,   _, 5.2,   _, 250, 2015, 'Tesla M40'],
  ['M40-24GB',     'PCIe',  24,   288,     6.8,    _,    _,    _,   _, 5.2,   _, 250, 2016, 'Tesla M40 24GB'],
  ['GTX 750 Ti',   'PCIe',   2,  86.4,     1.3,    _,    _,    _,   _, 5.0,   _,  60, 2014, 'NVIDIA GeForce GTX 750 Ti'],
  ['GTX 970',      'PCIe',   4,   224,  '3.9?',    _,    _,    _,   _, 5.2,   _, 145, 2014, 'NVIDIA GeForce GTX 970'],
  ['GTX TITAN X',  'PCIe',  12, 336.5,  '6.6?',    _,    _,    _,   _, 5.2,   _, 250, 2015, 'NVIDIA GeForce GTX TITAN X'],
  ['Quadro K620',  'PCIe',   2,    29, '0.86?',    _,    _,    _,   _, 5.0,   _,  45, 2014, 'Quadro K620'],
  ['Quadro K2200', 'PCIe',   4,    80,  '1.4?',    _,    _,    _,   _, 5.0,   _,  68, 2014, 'Quadro K2200'],
  ['Quadro M4000', 'PCIe',   8,   192,     2.6,    _,    _,    _,   _, 5.2,   _, 120, 2015, 'Quadro M4000'],
]

// biome-ignore format: one row a line
const pascal: readonly ModelRow[] = [
  // model             form    GiB    GB/s    fp32  tf32  bf16  fp16  fp8   cc  NVL       W  year  driver name    MiB
  ['P4',               'PCIe',   8,    192,    5.5,    _,    _,    _,   _, 6.1,   _,     75, 2016, 'Tesla P4'],
  ['P40',              'PCIe',  24,    346,   11.8,    _,    _,    _,   _, 6.1,   _,    250, 2016, 'Tesla P40'],
  ['P100-PCIe-12GB',   'PCIe',  12,    549,    9.3,    _,    _,    _,   _, 6.0,   _,    250, 2016, 'Tesla P100-PCIE-12GB', 12193],
  ['P100-PCIe-16GB',   'PCIe',  16,    732,    9.3,    _,    _,    _,   _, 6.0,   _,    250, 2016, 'Tesla P100-PCIE-16GB', 16384],
  ['P100-SXM2-16GB',   'SXM2',  16,    732,   10.6,    _,    _,    _,   _, 6.0, 160,    300, 2016, 'Tesla P100-SXM2-16GB', 16280],
  ['GTX 1080',         'PCIe',   8,    320,    8.9,    _,    _,    _,   _, 6.1,   _,    180, 2016, 'GeForce GTX 1080', 8119],
  ['GTX 1080 Ti',      'PCIe',  11,    484,   11.3,    _,    _,    _,   _, 6.1,   _,    250, 2017, 'GeForce GTX 1080 Ti'],
  // from data sheets by memory, not in gpu-models.csv
  ['P6',               'MXM',   16,    192, '6.2?',    _,    _,    _,   _, 6.1,   _,     90, 2017, 'Tesla P6'],
  ['GTX 1050',         'PCIe',   2,    112,    1.9,    _,    _,    _,   _, 6.1,   _,     75, 2016, 'NVIDIA GeForce GTX 1050'],
  ['GTX 1050 Ti',      'PCIe',   4,    112,    2.1,    _,    _,    _,   _, 6.1,   _,     75, 2016, 'NVIDIA GeForce GTX 1050 Ti'],
  ['GTX 1060 3GB',     'PCIe',   3,    192,    3.9,    _,    _,    _,   _, 6.1,   _,    120, 2016, 'NVIDIA GeForce GTX 1060 3GB'],
  ['GTX 1060 6GB',     'PCIe',   6,    192,    4.4,    _,    _,    _,   _, 6.1,   _,    120, 2016, 'NVIDIA GeForce GTX 1060 6GB'],
  ['GTX 1070',         'PCIe',   8,    256,    6.5,    _,    _,    _,   _, 6.1,   _,    150, 2016, 'NVIDIA GeForce GTX 1070'],
  ['GTX 1070 Ti',      'PCIe',   8,    256,    8.2,    _,    _,    _,   _, 6.1,   _,    180, 2017, 'NVIDIA GeForce GTX 1070 Ti'],
  ['TITAN X (Pascal)', 'PCIe',  12,    480,     11,    _,    _,    _,   _, 6.1,   _,    250, 2016, 'NVIDIA TITAN X (Pascal)'],
  ['TITAN Xp',         'PCIe',  12,  547.6,   12.1,    _,    _,    _,   _, 6.1,   _,    250, 2017, 'NVIDIA TITAN Xp'],
  ['P104-100',         'PCIe',   4, '320?',      _,    _,    _,    _,   _, 6.1,   _, '180?', 2017, 'NVIDIA P104-100'],
  ['P106-100',         'PCIe',   6,    192, '4.4?',    _,    _,    _,   _, 6.1,   _,    120, 2017, 'NVIDIA P106-100'],
  ['Quadro P2000',     'PCIe',   5,    140,      3,    _,    _,    _,   _, 6.1,   _,     75, 2017, 'Quadro P2000'],
  ['Quadro P4000',     'PCIe',   8,    243,    5.3,    _,    _,    _,   _, 6.1,   _,    105, 2017, 'Quadro P4000'],
  ['Quadro P5000',     'PCIe',  16,    288,    8.9,    _,    _,    _,   _, 6.1,   _,    180, 2016, 'Quadro P5000'],
  ['Quadro P6000',     'PCIe',  24,    432,     12,    _,    _,    _,   _, 6.1,   _,    250, 2016, 'Quadro P6000'],
  ['Quadro GP100',     'PCIe',  16,    717,   10.3,    _,    _,    _,   _, 6.0,   _,    235, 2016, 'Quadro GP100'],
]

// biome-ignore format: one row a line
const volta: readonly ModelRow[] = [
  // model                form    GiB    GB/s     fp32  tf32  bf16    fp16  fp8   cc  NVL       W     year  driver name    MiB
  ['V100-PCIe-16GB',      'PCIe',  16,    900,      14,    _,    _,    112,   _, 7.0,   _,    250,    2017, 'Tesla V100-PCIE-16GB'],
  ['V100-PCIe-32GB',      'PCIe',  32,    900,      14,    _,    _,    112,   _, 7.0,   _,    250,    2018, 'Tesla V100-PCIE-32GB', 32510],
  ['V100S-PCIe-32GB',     'PCIe',  32,   1134,    16.4,    _,    _,    130,   _, 7.0,   _,    250,    2019, 'Tesla V100S-PCIE-32GB', 32510],
  ['V100-SXM2-16GB',      'SXM2',  16,    900,    15.7,    _,    _,    125,   _, 7.0, 300,    300,    2017, 'Tesla V100-SXM2-16GB', 16384],
  ['V100-SXM2-32GB',      'SXM2',  32,    900,    15.7,    _,    _,    125,   _, 7.0, 300,    300,    2018, 'Tesla V100-SXM2-32GB'],
  ['TITAN V',             'PCIe',  12,    653,    14.9,    _,    _, '110?',   _, 7.0,   _,    250,    2017, 'NVIDIA TITAN V', 12288],
  // from data sheets by memory, not in gpu-models.csv
  ['V100-FHHL-16GB',      'PCIe',  16, '829?', '13.2?',    _,    _,      _,   _, 7.0,   _, '150?', '2018?', 'Tesla V100-FHHL-16GB'],
  ['Quadro GV100',        'PCIe',  32,    870,    14.8,    _,    _,  118.5,   _, 7.0, 200,    250,    2018, 'Quadro GV100'],
  ['TITAN V CEO Edition', 'PCIe',  32, '870?',    14.9,    _,    _, '125?',   _, 7.0,   _,    250,    2018, 'NVIDIA TITAN V CEO Edition'],
]

// biome-ignore format: one row a line
const turing: readonly ModelRow[] = [
  // model            form      GiB    GB/s    fp32  tf32  bf16     fp16  fp8   cc  NVL       W  year  driver name    MiB
  ['T4',              'PCIe',    16,    320,    8.1,    _,    _,      65,   _, 7.5,   _,     70, 2018, 'Tesla T4', 15360],
  ['TITAN RTX',       'PCIe',    24,    672,   16.3,    _,    _,     130,   _, 7.5, 100,    280, 2018, 'NVIDIA TITAN RTX'],
  ['RTX 2080',        'PCIe',     8,    448,   10.1,    _,    _, '40.3?',   _, 7.5,  50,    215, 2018, 'NVIDIA GeForce RTX 2080', 8192],
  ['RTX 2080 SUPER',  'PCIe',     8,    496,   11.2,    _,    _, '44.6?',   _, 7.5,  50,    250, 2019, 'NVIDIA GeForce RTX 2080 SUPER', 8192],
  ['RTX 2080 Ti',     'PCIe',    11,    616,   13.4,    _,    _,    53.8,   _, 7.5, 100,    250, 2018, 'NVIDIA GeForce RTX 2080 Ti', 11264],
  ['Quadro RTX 5000', 'PCIe',    16,    448,   11.2,    _,    _,    89.2,   _, 7.5,  50,    230, 2018, 'Quadro RTX 5000'],
  ['Quadro RTX 6000', 'PCIe',    24,    672,   16.3,    _,    _,   130.5,   _, 7.5, 100,    260, 2018, 'Quadro RTX 6000'],
  ['Quadro RTX 8000', 'PCIe',    48,    672,   16.3,    _,    _,   130.5,   _, 7.5, 100,    260, 2018, 'Quadro RTX 8000'],
  // from data sheets by memory, not in gpu-models.csv
  ['T4G',             'PCIe',    16, '320?', '8.1?',    _,    _,   '65?',   _, 7.5,   _,  '70?', 2021, 'NVIDIA T4G'],
  ['GTX 1650',        'PCIe',     4,    128,      3,    _,    _,       _,   _, 7.5,   _,     75, 2019, 'NVIDIA GeForce GTX 1650'],
  ['GTX 1650 SUPER',  'PCIe',     4,    192,    4.4,    _,    _,       _,   _, 7.5,   _,    100, 2019, 'NVIDIA GeForce GTX 1650 SUPER'],
  ['GTX 1650 Ti',     'laptop',   4, '192?',   '3?',    _,    _,       _,   _, 7.5,   _,  '55?', 2020, 'NVIDIA GeForce GTX 1650 Ti'],
  ['GTX 1660',        'PCIe',     6,    192,      5,    _,    _,       _,   _, 7.5,   _,    120, 2019, 'NVIDIA GeForce GTX 1660'],
  ['GTX 1660 SUPER',  'PCIe',     6,    336,      5,    _,    _,       _,   _, 7.5,   _,    125, 2019, 'NVIDIA GeForce GTX 1660 SUPER'],
  ['GTX 1660 Ti',     'PCIe',     6,    288,    5.4,    _,    _,       _,   _, 7.5,   _,    120, 2019, 'NVIDIA GeForce GTX 1660 Ti'],
  ['RTX 2060',        'PCIe',     6,    336,    6.5,    _,    _, '25.8?',   _, 7.5,   _,    160, 2019, 'NVIDIA GeForce RTX 2060'],
  ['RTX 2060 SUPER',  'PCIe',     8,    448,    7.2,    _,    _, '28.7?',   _, 7.5,   _,    175, 2019, 'NVIDIA GeForce RTX 2060 SUPER'],
  ['RTX 2070',        'PCIe',     8,    448,    7.5,    _,    _, '29.9?',   _, 7.5,   _,    175, 2018, 'NVIDIA GeForce RTX 2070'],
  ['RTX 2070 SUPER',  'PCIe',     8,    448,    9.1,    _,    _, '36.3?',   _, 7.5,  50,    215, 2019, 'NVIDIA GeForce RTX 2070 SUPER'],
  ['Quadro RTX 4000', 'PCIe',     8,    416,    7.1,    _,    _,      57,   _, 7.5,   _,    160, 2018, 'Quadro RTX 4000'],
  ['CMP 50HX',        'PCIe',    10,    560,      _,    _,    _,       _,   _, 7.5,   _, '250?', 2021, 'NVIDIA CMP 50HX'],
]

/**
 * NVIDIA GPUs of the generations Kepler to Turing (2012 to 2019).
 *
 * FP16 of GeForce cards is the rate with FP32 accumulation. The P100 has fast FP16 on the vector units, which
 * is not listed, and none of these has BF16, TF32 or FP8.
 *
 * Source: NVIDIA's data sheets from memory, the driver's memory sizes from recordings of nvidia-smi
 * (`gpu-models.csv`, 2026-11-23).
 */
export const keplerToTuringModels: readonly GpuModel[] = [
  ...toModels({ vendor: 'nvidia', architecture: 'Kepler' }, kepler),
  ...toModels({ vendor: 'nvidia', architecture: 'Maxwell' }, maxwell),
  ...toModels({ vendor: 'nvidia', architecture: 'Pascal' }, pascal),
  ...toModels({ vendor: 'nvidia', architecture: 'Volta' }, volta),
  ...toModels({ vendor: 'nvidia', architecture: 'Turing' }, turing),
]
