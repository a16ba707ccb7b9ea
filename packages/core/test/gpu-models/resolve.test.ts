import { describe, expect, test } from 'vitest'
import { maximumNameLength, resolveGpuModel } from '../../src/gpu-models/index.ts'

/** Who spells it so, the spelling, the memory given beside it (GiB), the canonical name. */
type Case = readonly [source: string, spelling: string, vramGiB: number | undefined, model: string]

const none = undefined

const exactCases: readonly Case[] = [
  ['aws', 'A10G', 22888 / 1024, 'A10G'],
  ['aws', 'T4g', 16, 'T4G'],
  ['aws', 'L40S', 45776 / 1024, 'L40S'],
  ['aws', 'RTX PRO Server 6000', 96, 'RTX PRO 6000 Blackwell Server'],
  ['aws', 'Gaudi HL-205', 32, 'Gaudi'],
  ['aws', 'Radeon Pro V520', 8, 'Radeon Pro V520'],
  ['aws', 'H200', 144384 / 1024, 'H200-SXM'],
  ['azure', 'A100 PCIe 80GB', 80, 'A100-PCIe-80GB'],
  ['azure', 'H100 NVL 94GB', 94, 'H100-NVL'],
  ['azure', 'GB300 288GB', 288, 'GB300'],
  ['azure', 'Radeon PRO V710', 24, 'Radeon PRO V710 24GB'],
  ['gcp', 'nvidia-l4', none, 'L4'],
  ['gcp', 'nvidia-tesla-t4-vws', none, 'T4'],
  ['gcp', 'nvidia-h100-mega-80gb', none, 'H100-SXM5'],
  ['gcp', 'nvidia-h200-141gb', none, 'H200-SXM'],
  ['gcp', 'Nvidia H100 80GB Plus GPU', none, 'H100-SXM5'],
  ['gcp', 'RTX 6000 96GB', none, 'RTX PRO 6000 Blackwell Server'],
  ['runpod', 'NVIDIA A100-SXM4-80GB', 80, 'A100-SXM4-80GB'],
  ['runpod', 'NVIDIA H100 80GB HBM3', 80, 'H100-SXM5'],
  ['runpod', 'NVIDIA B300 SXM6 AC', 288, 'B300'],
  ['runpod', 'AMD Instinct MI300X OAM', 192, 'MI300X'],
  ['runpod', 'NVIDIA GeForce RTX 3080TI', none, 'RTX 3080 Ti'],
  ['runpod', 'NVIDIA  RTX A4500', none, 'RTX A4500'],
  ['runpod', 'NVIDIA RTX 6000 Ada Generation', 48, 'RTX 6000 Ada'],
  ['runpod', 'RTX 4000 Ada SFF', 20, 'RTX 4000 SFF Ada'],
  ['runpod', 'RTX PRO 6000 WK', 96, 'RTX PRO 6000 Blackwell Workstation'],
  ['vastai', 'A100 SXM4', 39936 / 1024, 'A100-SXM4-40GB'],
  ['vastai', 'A10g', 23028 / 1024, 'A10G'],
  ['vastai', 'RTX 4090', 24564 / 1024, 'RTX 4090'],
  ['vastai', 'RTX 4090', 49140 / 1024, 'RTX 4090 48GB'],
  ['vastai', 'RTX 4090D', 49140 / 1024, 'RTX 4090 D 48GB'],
  ['vastai', 'RTX 3080', 20, 'RTX 3080 20GB'],
  ['vastai', 'RTX 2080 Ti', 22, 'RTX 2080 Ti 22GB'],
  ['vastai', 'RTX 4070S Ti', 16376 / 1024, 'RTX 4070 Ti SUPER'],
  ['vastai', 'RTX 4080S', 32760 / 1024, 'RTX 4080 SUPER 32GB'],
  ['vastai', 'RTX 5060 Ti', 8151 / 1024, 'RTX 5060 Ti 8GB'],
  ['vastai', 'RTX 6000Ada', 46068 / 1024, 'RTX 6000 Ada'],
  ['vastai', 'Q RTX 8000', 45, 'Quadro RTX 8000'],
  ['vastai', 'RTX PRO 6000 WS', 97887 / 1024, 'RTX PRO 6000 Blackwell Workstation'],
  ['vastai', 'RTX PRO 6000 S', 97887 / 1024, 'RTX PRO 6000 Blackwell Server'],
  ['vastai', 'GeForce 970', none, 'GTX 970'],
  ['vastai', 'InstinctMI250X', none, 'MI250X'],
  ['vastai', 'GH200 SXM', none, 'GH200-96GB'],
  ['skypilot', 'RTXA6000', none, 'RTX A6000'],
  ['skypilot', 'A6000', 48, 'RTX A6000'],
  ['skypilot', 'RTX4090', none, 'RTX 4090'],
  ['skypilot', 'RTX6000', 24, 'Quadro RTX 6000'],
  ['skypilot', 'RTX6000-Ada', none, 'RTX 6000 Ada'],
  ['skypilot', 'A100-80GB-SXM', none, 'A100-SXM4-80GB'],
  ['skypilot', 'H100-SXM', 80, 'H100-SXM5'],
  ['skypilot', 'H100', 95830 / 1024, 'H100-NVL'],
  ['nvidia-smi', 'Tesla T4', 15109 / 1024, 'T4'],
  ['nvidia-smi', 'Tesla V100-PCIE-32GB', 32510 / 1024, 'V100-PCIe-32GB'],
  ['nvidia-smi', 'GeForce RTX 4090', none, 'RTX 4090'],
  ['nvidia-smi', 'NVIDIA GH200 480GB', 97871 / 1024, 'GH200-96GB'],
  ['nvidia-smi', 'NVIDIA GeForce RTX 3080', 12, 'RTX 3080 12GB'],
  ['nvidia-smi', 'NVIDIA GeForce RTX 3050', 6, 'RTX 3050 6GB'],
  ['nvidia-smi', 'NVIDIA H200 NVL', 143771 / 1024, 'H200-NVL'],
  ['nvidia-smi', 'NVIDIA B200', 183359 / 1024, 'B200'],
  ['nvidia-smi', 'Orin (nvgpu)', 30, 'Jetson AGX Orin 32GB'],
  ['gfd', 'NVIDIA-A100-SXM4-40GB', 40, 'A100-SXM4-40GB'],
  ['gfd', 'NVIDIA-A100-80GB-PCIe', none, 'A100-PCIe-80GB'],
  ['gfd', 'NVIDIA-GeForce-RTX-4090', none, 'RTX 4090'],
  ['gfd', 'Tesla-T4', 15, 'T4'],
  ['slurm', 'nvidia_a100-sxm4-80gb', none, 'A100-SXM4-80GB'],
  ['slurm', 'h200', none, 'H200-SXM'],
  ['slurm', 'h100-sxm5', none, 'H100-SXM5'],
  ['rocm-smi', 'Arcturus GL-XL [Instinct MI100]', 32, 'MI100'],
  ['rocm-smi', 'Aldebaran/MI200 [Instinct MI210]', 64, 'MI210'],
  ['rocm-smi', 'AMD Instinct MI250X', 64, 'MI250X (one of two devices)'],
  ['amd-smi', 'AMD Instinct MI300X VF', 191.5, 'MI300X'],
  ['xpu-smi', 'Intel(R) Data Center GPU Max 1550', none, 'Data Center GPU Max 1550'],
  ['system_profiler', 'Apple M4 Max', 64, 'M4 Max (40-core)'],
  ['system_profiler', 'Apple M3 Pro (18-core)', 36, 'M3 Pro (18-core)'],
  ['lambda', 'A100 (40 GB SXM4)', none, 'A100-SXM4-40GB'],
  ['seeweb', 'L40s 48GB', none, 'L40S'],
  ['digitalocean', 'amd_mi300x', 192, 'MI300X'],
  ['prime intellect', 'H100_80GB SXM5', none, 'H100-SXM5'],
  ['price list', 'NVIDIA A100 40GB PCle', none, 'A100-PCIe-40GB'],
  ['trace', 'A100_SXM_80GB', none, 'A100-SXM4-80GB'],
]

const assumedCases: readonly Case[] = [
  ['aws', 'A100', 40, 'A100-PCIe-40GB'],
  ['aws', 'RTX PRO 4500', 32, 'RTX PRO 4500 Blackwell Server'],
  ['gcp', 'nvidia-tesla-a100', 40, 'A100-PCIe-40GB'],
  ['gcp', 'Nvidia Tesla A100 GPU', 40, 'A100-PCIe-40GB'],
  ['gcp', 'nvidia-h100-80gb', none, 'H100-PCIe'],
  ['gcp', 'nvidia-rtx-pro-6000', none, 'RTX PRO 6000 Blackwell Server'],
  ['skypilot', 'A100-80GB', none, 'A100-PCIe-80GB'],
  ['vastai', 'Tesla V100', 32, 'V100-PCIe-32GB'],
  ['alibaba', 'V100M16', none, 'V100-PCIe-16GB'],
  ['rocm-smi', 'Navi 22 [Radeon RX 6700/6700 XT / 6800M]', 12272 / 1024, 'Radeon RX 6800M'],
  ['system_profiler', 'Apple M3 Pro', 18, 'M3 Pro (14-core)'],
]

const resolved = (name: string, vramGiB?: number) => {
  const { model, formAssumed } = resolveGpuModel(name, vramGiB)._unsafeUnwrap()
  return { model: model.model, formAssumed }
}

const failed = (name: string, vramGiB?: number) => resolveGpuModel(name, vramGiB)._unsafeUnwrapErr()

describe('a name that says which model it is', () => {
  test.each(exactCases)('%s writes %s with %s GiB for %s', (_source, spelling, vramGiB, model) => {
    expect(resolved(spelling, vramGiB)).toEqual({ model, formAssumed: false })
  })
})

describe('a name that leaves the form open gives the slowest form and says so', () => {
  test.each(assumedCases)('%s writes %s with %s GiB, taken as %s', (_source, spelling, vramGiB, model) => {
    expect(resolved(spelling, vramGiB)).toEqual({ model, formAssumed: true })
  })
})

describe('a name that means part of a GPU is a slice, with the whole where the name tells it', () => {
  test.each([
    ['NVIDIA-A100-SXM4-40GB-MIG-1g.5gb', 'mig', 'A100-SXM4-40GB'],
    ['NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 1g.24gb', 'mig', 'RTX PRO 6000 Blackwell Server'],
    ['NVIDIA H100 80GB HBM3 MIG 1c.3g.40gb', 'mig', 'H100-SXM5'],
    ['a100_3g.20gb', 'mig', none],
    ['3g.40gb', 'mig', none],
    ['NVIDIA-A100-SXM4-40GB-SHARED', 'time-slice', 'A100-SXM4-40GB'],
    ['NVIDIA A40-12Q', 'vgpu', 'A40'],
    ['GRID T4-1B4', 'vgpu', 'T4'],
    ['GRID V100D-8Q', 'vgpu', none],
    ['A10 1/6', 'fraction', 'A10'],
    ['1/3 A10', 'fraction', 'A10'],
    ['0.5 L4', 'fraction', 'L4'],
  ])('%s is cut by %s out of %s', (name, share, model) => {
    expect(failed(name)).toEqual({ kind: 'gpu-slice', name, share, model })
  })
})

describe('names that are no model', () => {
  test.each([
    ['another vendor', 'AMD A10'],
    ['a number alone', '970'],
    ['a number torn apart', 'RTX 40 90'],
    ['a form that the model does not have', 'L4 SXM5'],
    ['an unknown suffix', 'RTX 4090 Ti'],
    ['an unknown model', 'RTX 9999'],
    ['another accelerator', 'tpu-v4-8'],
    ['a machine size of Azure', 'Standard_NV6ads_A10_v5'],
    ['a chip with an unknown card in its list', 'Navi 22 [Radeon RX 6700/6700 XT / 6850M]'],
    ['the driver\'s words for "no idea"', 'NVIDIA Graphics Device'],
    ['vendor alone', 'NVIDIA'],
    ['nothing', ''],
    ['a letter of another alphabet', 'А100 80GB'],
    ['a sign that no GPU name has', 'RTX 4090; rm -rf /'],
  ])('%s: %s', (_why, name) => {
    expect(failed(name)).toEqual({ kind: 'unknown-gpu-name', name })
  })

  test('a text of 10 MB is unknown, and the error keeps only its beginning', () => {
    const name = 'RTX 4090 '.repeat(1_200_000)
    expect(failed(name)).toEqual({ kind: 'unknown-gpu-name', name: name.slice(0, maximumNameLength) })
  })
})

describe('memory', () => {
  test('a name of several sizes without a memory is ambiguous, with the models it may mean', () => {
    const candidates = ['H100-PCIe', 'H100-SXM5', 'H100-NVL']
    expect(failed('H100')).toEqual({ kind: 'ambiguous-gpu-name', name: 'H100', candidates })
  })

  test('a size that no model of that name has is a mismatch', () => {
    const expected = { kind: 'vram-mismatch', name: 'L4', vramGiB: 3, candidates: ['L4'] }
    expect(failed('L4', 3)).toEqual(expected)
  })

  test('a size in the name that no model has is a mismatch', () => {
    const expected = { kind: 'vram-mismatch', vramGiB: 96, candidates: ['H100-PCIe'] }
    expect(failed('NVIDIA H100 PCIe 96 GB')).toMatchObject(expected)
  })

  test('a given size that contradicts the name is a mismatch', () => {
    expect(failed('A100-80GB', 40)).toMatchObject({ kind: 'vram-mismatch', vramGiB: 40 })
    expect(failed('RTX 4090 48GB', 24)).toMatchObject({ kind: 'vram-mismatch', vramGiB: 24 })
  })

  test('up to 8 % less or more than nominal still fits', () => {
    expect(resolved('T4', 16 * 0.9201).model).toBe('T4')
    expect(resolved('T4', 16 * 1.0799).model).toBe('T4')
    expect(failed('T4', 16 * 0.9199).kind).toBe('vram-mismatch')
    expect(failed('T4', 16 * 1.0801).kind).toBe('vram-mismatch')
  })

  test.each([0, -24, Number.NaN, Number.POSITIVE_INFINITY])('%s GiB fits nothing', (vramGiB) => {
    expect(failed('RTX 4090', vramGiB).kind).toBe('vram-mismatch')
    expect(failed('Apple M1 Max', vramGiB).kind).toBe('vram-mismatch')
  })

  test('a refitted card is meant only where its size is stated', () => {
    expect(resolved('RTX 4090').model).toBe('RTX 4090')
    expect(resolved('RTX 4090 48GB').model).toBe('RTX 4090 48GB')
  })

  test("an Apple chip may have any memory up to its largest, which tells the chip's versions apart", () => {
    expect(resolved('Apple M2 Ultra', 64).model).toBe('M2 Ultra (60-core)')
    expect(resolved('M4 Max (32-core)', 36).formAssumed).toBe(false)
    expect(failed('Apple M1', 64).kind).toBe('vram-mismatch')
  })
})
