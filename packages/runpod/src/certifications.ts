/** What a name in a data centre's `compliance` list means. */
interface Certification {
  /** Names under which residency rules ask for it. */
  readonly names: readonly string[]
  /** Whether it comes from an independent audit of security, which makes an operator `certified`. */
  readonly isAudit: boolean
}

const audited = (...names: readonly string[]): Certification => ({ names, isAudit: true })

const declared = (...names: readonly string[]): Certification => ({ names, isAudit: false })

/**
 * RunPod's names and the usual ones. GDPR, HIPAA and ITAR are laws, ISO 14001 and renewable energy concern the environment,
 * and SOC 1 concerns financial reporting: none of them audits how data is kept safe.
 *
 * Source: enumeration `Compliance` of RunPod's REST v2 description (2026-08-18).
 */
const certifications: ReadonlyMap<string, Certification> = new Map([
  ['GDPR', declared('GDPR')],
  ['ISO_IEC_27001', audited('ISO 27001')],
  ['ISO_14001', declared('ISO 14001')],
  ['PCI_DSS', audited('PCI DSS')],
  ['HITRUST', audited('HITRUST')],
  ['SOC_1_TYPE_2', declared('SOC 1', 'SOC 1 Type 2')],
  ['SOC_2_TYPE_2', audited('SOC 2', 'SOC 2 Type 2')],
  ['SOC_3_TYPE_2', audited('SOC 3', 'SOC 3 Type 2')],
  ['ITAR', declared('ITAR')],
  ['FISMA_HIGH', audited('FISMA', 'FISMA High')],
  ['HIPAA', declared('HIPAA')],
  ['RENEWABLE', declared('Renewable energy')],
])

/** A name that is not in the table keeps its words; core compares without case, spaces and dashes. */
const meaningOf = (name: string): Certification =>
  certifications.get(name) ?? declared(name.replaceAll('_', ' ').trim())

/**
 * Names under which residency rules know what a data centre holds.
 *
 * @param compliance - RunPod's list for one data centre.
 * @returns The names, sorted, each once. One that is not in RunPod's documentation is kept as it is.
 * @example
 * certificationsOf(['SOC_2_TYPE_2', 'ISO_IEC_27001']) // => ['ISO 27001', 'SOC 2', 'SOC 2 Type 2']
 * certificationsOf([]) // => []
 */
export const certificationsOf = (compliance: readonly string[]): readonly string[] =>
  [...new Set(compliance.flatMap((name) => meaningOf(name).names))].filter((name) => name !== '').sort()

/**
 * Whether a data centre holds a certificate of an independent audit of security.
 *
 * @param compliance - RunPod's list for it.
 * @example
 * isCertified(['SOC_2_TYPE_2']) // => true
 * isCertified(['GDPR', 'RENEWABLE']) // => false
 */
export const isCertified = (compliance: readonly string[]): boolean =>
  compliance.some((name) => meaningOf(name).isAudit)
