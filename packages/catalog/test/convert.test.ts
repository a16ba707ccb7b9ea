import { expect, test } from 'vitest'
import { csv, gpuInfo, listFiles, offerOf, offersOf } from './catalog-folder.ts'

const l4 = `g6.xlarge,L4,1.0,4.0,16.0,${gpuInfo(22_888)},0.8048,0.1513,us-east-1,use1-az1`

test('makes an offer on demand and a spot offer of a row with both prices', async () => {
  const [onDemand, spot] = await offersOf('aws', l4)
  expect(onDemand).toMatchObject({
    id: 'skypilot-catalog/aws/us-east-1/use1-az1/g6.xlarge/on-demand',
    source: 'skypilot-catalog',
    provider: 'aws',
    providerKind: 'hyperscaler',
    purchase: 'on-demand',
    gpu: { name: 'L4', model: 'L4', vramGiB: 24 },
    gpuCount: 1,
    host: { vcpus: 4, ramGiB: 16, architecture: 'x86_64', driver: { kind: 'from-image' } },
    place: { region: 'us-east-1', zone: 'use1-az1', country: 'US' },
    trust: 'certified',
    price: { usdPerHour: 0.8048 },
    observedAtMs: Date.UTC(2024, 5, 13),
    launch: {
      cloud: 'aws',
      instanceType: 'g6.xlarge',
      region: 'us-east-1',
      zone: 'use1-az1',
      acceleratorName: 'L4',
      acceleratorCount: 1,
      purchase: 'on-demand',
    },
  })
  expect(spot).toMatchObject({
    id: 'skypilot-catalog/aws/us-east-1/use1-az1/g6.xlarge/spot',
    purchase: 'spot',
    price: { usdPerHour: 0.1513, onDemandUsdPerHour: 0.8048 },
    spotRisk: { noticeHours: 1 / 30 },
  })
})

test.each(['0.0', '0', '', '0.00'])('takes a price of %j as unknown and keeps the offer', async (price) => {
  const offers = await offersOf(
    'azure',
    `Standard_NC40ads_H100_v5,H100,1,40,320,H100,${price},${price},eastus,`,
  )
  expect(offers.map(({ purchase, price }) => [purchase, price?.usdPerHour])).toEqual([
    ['on-demand', undefined],
  ])
})

test('lists the spot offer of a row whose price on demand is unknown', async () => {
  const offers = await offersOf('aws', 'p5.48xlarge,H100,8,192,2048,,0,34.3,us-west-2,usw2-az1')
  expect(offers.map(({ price }) => price)).toMatchObject([
    { usdPerHour: undefined },
    { usdPerHour: 34.3, onDemandUsdPerHour: undefined },
  ])
})

test.each([
  [
    'aws: memory of one GPU',
    'aws',
    `p9.huge,A100-80GB,8,96,1152,${gpuInfo(81_920, 655_360)}`,
    'A100-PCIe-80GB',
    80,
  ],
  ['aws: the total for L4 machines', 'aws', `g9.huge,L4,4,48,192,${gpuInfo(91_553)}`, 'L4', 24],
  [
    'gcp: no name in the text',
    'gcp',
    `x-1,V100,1,8,30,"{'Gpus': [{'MemoryInfo': {'SizeInMiB': 16384}}]}"`,
    'V100-PCIe-16GB',
    16,
  ],
  [
    'vast: the total of the machine',
    'vast',
    `8x-H100_SXM-32-65536,H100,8,32,64,${gpuInfo(652_472)}`,
    'H100-SXM5',
    80,
  ],
  [
    'vast: 80 GB in all are two of 40',
    'vast',
    `2x-A100_SXM4-32-65536,A100,2,32,64,${gpuInfo(81_920)}`,
    'A100-SXM4-40GB',
    40,
  ],
  [
    'runpod: GiB under a name of MiB',
    'runpod',
    `2x_A100-80GB_SECURE,A100-80GB,2,16,234,${gpuInfo(80, 160)}`,
    'A100-PCIe-80GB',
    80,
  ],
  [
    'runpod: only a total in GiB',
    'runpod',
    `2x_RTX4090_SECURE,RTX4090,2,32,124,"{'TotalGpuMemoryInMiB': 48}"`,
    'RTX 4090',
    24,
  ],
  [
    'lambda: the total is that of one',
    'lambda',
    `gpu_8x_v100,V100,8,92,448,${gpuInfo(16_384)}`,
    'V100-PCIe-16GB',
    16,
  ],
  [
    'scp: as the driver reports it',
    'scp',
    `g1v8v1,V100-32GB,1,8,64,${gpuInfo(32_510)}`,
    'V100-PCIe-32GB',
    32,
  ],
  [
    'azure: only a name, which has its own size',
    'azure',
    'Standard_X,A100-80GB,1,24,220,A100-80GB',
    'A100-PCIe-80GB',
    80,
  ],
  ['azure: A100 alone means 40 GB', 'azure', 'Standard_X,A100,8,96,900,A100', 'A100-PCIe-40GB', 40],
  ['ibm: V100 alone means 16 GB', 'ibm', 'gx2-8x64x1v100,V100,1,8,64,V100', 'V100-PCIe-16GB', 16],
  ['paperspace: H100 alone means 80 GB', 'paperspace', 'H100,H100,1,15,80,H100', 'H100-PCIe', 80],
])('reads the memory of %s', async (_what, cloud, cells, model, vramGiB) => {
  const offer = await offerOf(cloud, `${cells},1,,somewhere,`)
  expect(offer.gpu).toMatchObject({ model, vramGiB })
})

test.each([
  ['2x-RTX_4070S_Ti-32-65536', 'RTX4070', 32_752, 'RTX 4070 Ti SUPER'],
  ['1x-H100_NVL-32-65536', 'H100', 95_830, 'H100-NVL'],
  ['1x-RTX_4090-32-65536', 'RTX4090', 49_140, 'RTX 4090 48GB'],
  ['vastv2-1x-A100-81920-4-8192', 'A100-80GB', 81_920, 'A100-PCIe-80GB'],
])('takes the name of a GPU on Vast.ai from the type %s', async (type, name, sizeInMiB, model) => {
  const count = type.startsWith('2x') ? 2 : 1
  const offer = await offerOf(
    'vast',
    `${type},${name},${count},32,64,${gpuInfo(sizeInMiB)},1,0.00,", US, NA",`,
  )
  expect(offer.gpu.model).toBe(model)
  expect(offer.place.country).toBe('US')
})

test.each([
  ['aws', 'p5.48xlarge', 8, 'H100-SXM5'],
  ['gcp', 'a3-highgpu-8g', 8, 'H100-SXM5'],
  ['azure', 'Standard_NC80adis_H100_v5', 2, 'H100-NVL'],
])('knows the form of the H100 in %s %s', async (cloud, type, count, model) => {
  const offer = await offerOf(cloud, `${type},H100,${count},192,2048,H100,98,,r,`)
  expect(offer.gpu).toMatchObject({ model, interconnect: 'nvlink' })
  expect(offer.assumptions?.some(({ name }) => name === 'gpu')).toBe(false)
})

test('says that it took the slowest model that a name may mean', async () => {
  const offer = await offerOf('fluidstack', `rec1,H100,1,26,225,${gpuInfo(81_920)},3.3,,generic_1_canada,`)
  expect(offer.gpu.model).toBe('H100-PCIe')
  expect(offer.assumptions).toContainEqual({
    name: 'gpu',
    value: 'H100-PCIe',
    unit: '',
    basis: 'the list says H100, and this is the slowest that it may mean',
  })
})

test('corrects the count of Azure machines with eight H100 and says so', async () => {
  const offer = await offerOf(
    'azure',
    'Standard_ND96isr_H100_v5,H100,12,96,1900,H100,117.984,,northcentralus,',
  )
  expect(offer.gpuCount).toBe(8)
  expect(offer.launch).toMatchObject({ acceleratorCount: 12 })
  expect(offer.assumptions).toContainEqual({
    name: 'gpuCount',
    value: 8,
    unit: '',
    basis: 'size tables of the cloud; the list says 12',
  })
})

test.each([
  ['Standard_NV6ads_A10_v5,A10,1,6,55,A10', 1 / 6, 4],
  ['Standard_NV18ads_A10_v5,A10,1,18,220,A10', 1 / 2, 12],
  ['Standard_NV4as_v4,Radeon MI25,1,4,14,Radeon MI25', 1 / 8, 2],
  ['Standard_NV6ads_A10_v5,A10,0.167,6,55,A10', 1 / 6, 4],
])('knows that %s is a part of a GPU', async (cells, fraction, vramGiB) => {
  const offer = await offerOf('azure', `${cells},0.454,,eastus,`)
  expect(offer).toMatchObject({ gpuCount: 1, gpu: { fraction, vramGiB } })
})

test('reads a count below one as a part of a GPU', async () => {
  const offer = await offerOf('aws', `g6f.2xlarge,L4,0.25,8,32,${gpuInfo(5_722)},0.475,,us-east-1,use1-az1`)
  expect(offer).toMatchObject({ gpuCount: 1, gpu: { model: 'L4', fraction: 0.25, vramGiB: 6 } })
})

test('keeps an offer whose GPU is unknown, with the memory as stated', async () => {
  const { offers, warnings } = await listFiles({
    'aws-vms.csv': csv(
      `x1.large,V9000,1,4,16,${gpuInfo(40_960)},1,0.5,us-east-1,use1-az1`,
      `x1.large,V9000,1,4,16,${gpuInfo(40_960)},1,,us-east-1,use1-az2`,
    ),
  })
  expect(offers.map(({ gpu }) => gpu)).toMatchObject(Array(3).fill({ name: 'V9000', reportedVramGiB: 40 }))
  expect(offers.every(({ gpu }) => gpu.model === undefined)).toBe(true)
  expect(warnings).toContainEqual({ kind: 'unknown-model', name: 'V9000', offers: 3 })
})

test('leaves out accelerators that are no GPU, with one warning for each kind', async () => {
  const { offers, warnings } = await listFiles({
    'aws-vms.csv': csv(
      'inf1.xlarge,Inferentia,1,4,8,,0.228,,us-east-1,use1-az1',
      'inf2.xlarge,Inferentia2,1,4,16,,0.7582,,us-east-1,use1-az1',
      'f1.2xlarge,Virtex UltraScale (VU9P),1,8,122,,1.65,,us-east-1,use1-az1',
      `dl1.24xlarge,Gaudi HL-205,8,96,768,${gpuInfo(32_768, 262_144)},13.1,,us-east-1,use1-az2`,
    ),
    'gcp-vms.csv': csv(',tpu-v4-8,1,,,tpu-v4-8,12.88,3.88,us-central2,us-central2-b'),
  })
  expect(offers.map(({ gpu }) => [gpu.model, gpu.vramGiB])).toEqual([['Gaudi', 32]])
  expect(warnings.filter(({ kind }) => kind === 'limited').slice(0, 3)).toEqual([
    { kind: 'limited', reason: 'rows left out because FPGA is no GPU: 1' },
    { kind: 'limited', reason: 'rows left out because Inferentia is no GPU: 2' },
    { kind: 'limited', reason: 'rows left out because TPU is no GPU: 1' },
  ])
})

test('prices GPUs of Google Cloud together with each host that they can have', async () => {
  const offers = await offersOf(
    'gcp',
    `,L4,1.0,,,${gpuInfo(24_576)},0.56,0.2,us-east4,us-east4-a`,
    'g2-standard-4,,,4.0,16.0,,0.14452,0.01038,us-east4,us-east4-a',
    'g2-standard-32,,,32.0,128.0,,1.2,,us-east4,us-east4-a',
    'g2-standard-24,,,24.0,96.0,,0.9,,us-east4,us-east4-a',
    'g2-standard-4,,,4.0,16.0,,9,9,us-east4,us-east4-b',
  )
  expect(
    offers
      .filter(({ price }) => price?.usdPerHour !== undefined)
      .map(({ launch: { instanceType }, purchase, price }) => [instanceType, purchase, price?.usdPerHour]),
  ).toEqual([
    ['g2-standard-32', 'on-demand', 0.56 + 1.2],
    ['g2-standard-4', 'on-demand', 0.56 + 0.14452],
    ['g2-standard-4', 'spot', 0.2 + 0.01038],
  ])
  expect(offers.find(({ id }) => id.endsWith('g2-standard-4/on-demand'))).toMatchObject({
    host: { vcpus: 4, ramGiB: 16 },
    gpu: { model: 'L4' },
    price: {
      parts: [
        { name: 'GPUs', usdPerHour: 0.56 },
        { name: 'host', usdPerHour: 0.14452 },
      ],
    },
  })
})

test.each([
  ['A100', 16, 'a2-megagpu-16g'],
  ['A100', 2, 'a2-highgpu-2g'],
  ['A100-80GB', 4, 'a2-ultragpu-4g'],
  ['H100', 8, 'a3-highgpu-8g'],
  ['H100-MEGA', 8, 'a3-megagpu-8g'],
  ['T4', 1, 'n1-standard-8'],
  ['V100', 8, 'n1-standard-64'],
])('puts %s x %d of Google Cloud into %s', async (name, count, type) => {
  const offer = await offerOf(
    'gcp',
    `,${name},${count},,,,10,,us-central1,us-central1-a`,
    `${type},,,8,30,,1,,us-central1,us-central1-a`,
  )
  expect(offer.price?.usdPerHour).toBe(11)
  expect(offer.launch).toMatchObject({ instanceType: type, acceleratorName: name, acceleratorCount: count })
})

test('gives no price to a machine of Google Cloud of which one part is missing', async () => {
  const offers = await offersOf(
    'gcp',
    ',H100,8,,,,78.37,55.27,europe-west2,europe-west2-b',
    ',B200,8,,,,90,40,us-central1,us-central1-b',
  )
  expect(offers.map(({ launch: { instanceType }, price }) => [instanceType, price?.usdPerHour])).toEqual([
    ['a3-highgpu-8g', undefined],
    ['8x B200', undefined],
  ])
})

test('says that the list forgets the local disks of some machines of Google Cloud', async () => {
  const offer = await offerOf(
    'gcp',
    ',A100-80GB,1,,,,3.9,,us-central1,us-central1-a',
    'a2-ultragpu-1g,,,12,170,,1.1,,us-central1,us-central1-a',
  )
  expect(offer.assumptions).toContainEqual(
    expect.objectContaining({ name: 'usdPerHour', value: 'without local disks' }),
  )
})

test('tells two GPUs in the same host of Google Cloud apart', async () => {
  const offers = await offersOf(
    'gcp',
    ',T4,1,,,,0.35,,us-central1,us-central1-a',
    ',P4,1,,,,0.6,,us-central1,us-central1-a',
    'n1-standard-8,,,8,30,,0.38,,us-central1,us-central1-a',
  )
  expect(offers.map(({ id }) => id)).toEqual([
    'skypilot-catalog/gcp/us-central1/us-central1-a/n1-standard-8 with 1x P4/on-demand',
    'skypilot-catalog/gcp/us-central1/us-central1-a/n1-standard-8 with 1x T4/on-demand',
  ])
})

test('lists plain machines of no cloud', async () => {
  const offers = await offersOf(
    'aws',
    'm5.large,,,2,8,,0.096,0.04,us-east-1,use1-az1',
    'n1-standard-8,,,8,30,,0.38,,us-east-1,use1-az1',
  )
  expect(offers).toEqual([])
})

test.each([
  ['1x_L4_SECURE', 'datacenter'],
  ['1x_RTX3090_COMMUNITY', 'community'],
])('trusts RunPod type %s as %s', async (type, trust) => {
  const offer = await offerOf('runpod', `${type},L4,1,4,24,L4,0.44,,SE,`)
  expect(offer).toMatchObject({ trust, place: { region: 'SE', country: 'SE' } })
})

test('goes by the data centre where the region of a RunPod row contradicts it', async () => {
  const offer = await offerOf('runpod', '1x_L4_SECURE,L4,1,4,24,L4,0.44,,NO,EU-SE-1')
  expect(offer.place).toEqual({ region: 'NO', zone: 'EU-SE-1', country: 'SE' })
  expect(offer.assumptions).toContainEqual(
    expect.objectContaining({ name: 'place', value: 'asked for at launch' }),
  )
})

test('says that a price of Vast.ai is a median, and trusts its hosts as a community', async () => {
  const offer = await offerOf(
    'vast',
    `1x-L4-32-65536,L4,1,32,64,${gpuInfo(23_034)},0.3,0.00,"France, FR, EU",`,
  )
  expect(offer).toMatchObject({ provider: 'vastai', trust: 'community', place: { country: 'FR' } })
  expect(offer.assumptions?.[0]).toEqual({
    name: 'usdPerHour',
    value: '2024-06-13',
    unit: '',
    basis: 'median of the offers of this type when a SkyPilot catalog was made; day as stated in the options',
  })
})

test('knows the processor architecture of types in its tables, and says nothing of others', async () => {
  const arm = await offerOf('aws', `g5g.xlarge,T4g,1,4,8,${gpuInfo(16_384)},0.42,,eu-central-1,euc1-az1`)
  const old = await offerOf('aws', `p2.xlarge,K80,1,4,61,${gpuInfo(12_288)},0.9,,us-east-1,use1-az1`)
  expect([arm.host?.architecture, old.host?.architecture]).toEqual(['arm64', undefined])
})

test.each([
  ['runpod', 'RTX4090', 11.8],
  ['runpod', 'A100-80GB', 11],
  ['lambda', 'V100', 9],
  ['runpod', 'RTX5090', 12.8],
])(
  'takes the least CUDA version that runs the GPU where %s states none for %s',
  async (cloud, name, cudaVersion) => {
    const offer = await offerOf(cloud, `x,${name},1,4,24,,1,,us-east-1,`)
    expect(offer.host?.driver).toEqual({ kind: 'installed', cudaVersion })
    expect(offer.assumptions).toContainEqual({
      name: 'cudaVersion',
      value: cudaVersion,
      unit: '',
      basis: 'least version of a driver that runs this GPU; the list states none',
    })
  },
)
