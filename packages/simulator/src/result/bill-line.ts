/** What is paid for: machine time, traffic in, what the place charges that the input leaves, traffic out, disk. */
export type BillItem = 'compute' | 'ingress' | 'source-egress' | 'egress' | 'storage'

/** One line of a bill: `usd` is `quantity` times `usdPerUnit`. */
export interface BillLine {
  /** Whose it is. */
  readonly jobId: string
  /** On which offer. */
  readonly offerId: string
  /** Who is paid; `local` GPUs cost their owner. */
  readonly provider: string
  /** What is paid for. */
  readonly item: BillItem
  /** When it is due (ms since 1970-01-01 UTC): at the end of the machine, or of the transfer. */
  readonly atMs: number
  /** How much. */
  readonly quantity: number
  /** Unit of the quantity: billed hours, gigabytes, or gigabytes times months of 730 h. */
  readonly unit: 'h' | 'GB' | 'GB-month'
  /** Price of a unit (USD); of traffic out in tiers, the mean. */
  readonly usdPerUnit: number
  /** Money (USD). */
  readonly usd: number
}
