import fc from 'fast-check'

/** Canonical models, of every vendor and with gaps in what is known of them. */
const knownModel = fc.constantFrom(
  'RTX 4090',
  'RTX 3090',
  'L4',
  'T4',
  'A100-SXM4-80GB',
  'H100-SXM5',
  'K80',
  'MI300X',
  'Gaudi2',
  'M2 Max (38-core)',
)

/** Canonical names, some of which no table knows. */
export const model = fc.oneof(
  { arbitrary: knownModel, weight: 9 },
  { arbitrary: fc.constant('Mystery X1'), weight: 1 },
)

export const vendor = fc.constantFrom('nvidia', 'amd', 'intel', 'apple')
export const interconnect = fc.constantFrom('pcie', 'nvlink')
export const precision = fc.constantFrom('fp32', 'tf32', 'bf16', 'fp16', 'fp8')
export const architecture = fc.constantFrom('x86_64', 'arm64')
export const provider = fc.constantFrom('aws', 'gcp', 'azure', 'runpod', 'vastai', 'local', 'lab')
export const sourceId = fc.constantFrom('list-1', 'list-2')
export const purchase = fc.constantFrom('owned', 'on-demand', 'spot')
export const confidentiality = fc.constantFrom('public', 'internal', 'confidential')
export const urgency = fc.constantFrom('low', 'normal', 'high')
export const workload = fc.constantFrom('video-analysis', 'training')
export const labels = fc.dictionary(fc.constantFrom('team', 'case'), fc.constantFrom('red', 'blue'))
export const accessLabels = fc.dictionary(
  fc.constantFrom('team', 'case'),
  fc.subarray(['red', 'blue'], { minLength: 1 }),
)
export const country = fc.constantFrom('DE', 'FR', 'NO', 'US', 'CH', 'IS')
export const trust = fc.constantFrom('community', 'datacenter', 'certified', 'owned')
export const certification = fc.constantFrom('ISO 27001', 'iso-27001', 'GDPR', 'SOC 2', 'HIPAA')
export const benchmark = fc.constantFrom('whisper', 'blender')

/** Ordinary ids, and some that only an order by UTF-16 code units sorts right. */
export const offerId = fc.oneof(
  fc.constantFrom('a', 'B', 'b', 'é', 'z', '\u{1F600}', '\uFF21', '10', '9'),
  fc.string({ minLength: 1, maxLength: 6 }),
)
