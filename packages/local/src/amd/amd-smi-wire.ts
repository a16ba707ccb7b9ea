import { z } from 'zod'
import { isPlace, number, quantity, word } from '../host/quantity.ts'

/** A section of a card; `N/A` in its place, as some versions print, reads as absent. */
const section = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).optional().catch(undefined)

/**
 * One GPU in the output of `static`, `metric` or `list`. The sub-commands differ in sections and some authors merge them, so one
 * schema reads all. Source: amd-smi of Debian 6.1.2 and 10.1, recordings of an MI210 and an RX 7800 XT, read 2026-11-23.
 */
const card = z.object({
  gpu: number,
  bdf: word,
  uuid: word,
  asic: section({ market_name: word, device_id: word, asic_serial: word }),
  board: section({ product_name: word }),
  bus: section({ bdf: word }),
  vram: section({ size: quantity }),
  driver: section({ version: word }),
  numa: section({ node: number }),
  ras: section({ ecc_block_state: section({ UMC: word }) }),
  limit: section({
    max_power: quantity,
    socket_power: quantity,
    ppt0: section({ max_power_limit: quantity, socket_power_limit: quantity }),
    slowdown_edge_temperature: quantity,
    slowdown_hotspot_temperature: quantity,
  }),
  mem_usage: section({
    total_vram: quantity,
    used_vram: quantity,
    free_vram: quantity,
    total_gtt: quantity,
    used_gtt: quantity,
  }),
  usage: section({ gfx_activity: quantity }),
  power: section({ socket_power: quantity, current_socket_power: quantity, average_socket_power: quantity }),
  temperature: section({ edge: quantity, hotspot: quantity }),
  ecc: section({ total_uncorrectable_count: quantity }),
})

/** One GPU as amd-smi tells of it. */
export type AmdSmiCard = z.infer<typeof card>

const processInfo = z.object({ pid: number, name: word, mem_usage: quantity })

const processList = z.object({
  gpu: number,
  process_list: z.array(z.object({ process_info: z.unknown() })),
})

/** Processes on one GPU, as amd-smi tells of them. */
export interface AmdSmiProcesses {
  /** Index of the GPU. */
  readonly gpu: number
  /** Its processes; undefined: not told. */
  readonly processes: readonly z.infer<typeof processInfo>[] | undefined
}

const wrapped = z.object({ gpu_data: z.array(z.unknown()) })
const failure = z.object({ error: z.string() })
const single = z.object({ gpu: z.unknown() }).refine((value) => value.gpu !== undefined)

/**
 * Rows of a reply: a bare list up to ROCm 6, `{ gpu_data }` later, and one object now and then.
 *
 * @param json - What amd-smi printed.
 * @returns The rows; undefined when it is an error or none of these forms.
 * @example
 * amdSmiRows({ gpu_data: [{ gpu: 0 }] }) // => [{ gpu: 0 }]
 */
export const amdSmiRows = (json: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(json)) return json
  const inside = wrapped.safeParse(json)
  if (inside.success) return inside.data.gpu_data
  return single.safeParse(json).success ? [json] : undefined
}

/** Text of an error that amd-smi prints as JSON. */
export const amdSmiError = (json: unknown): string | undefined => failure.safeParse(json).data?.error

/** Cards in rows; a row without an index is left out, because nothing could be joined to it. */
export const amdSmiCards = (rows: readonly unknown[]): readonly AmdSmiCard[] =>
  rows.flatMap((row) => {
    const read = card.safeParse(row)
    return read.success && isPlace(read.data.gpu) ? [read.data] : []
  })

const isNone = (info: unknown): boolean => typeof info === 'string' && /no running process/i.test(info)

/** Processes in rows. A text in place of a process is "none" only where it says so. */
export const amdSmiProcesses = (rows: readonly unknown[]): readonly AmdSmiProcesses[] =>
  rows.flatMap((row) => {
    const read = processList.safeParse(row)
    if (!read.success || !isPlace(read.data.gpu)) return []
    const infos = read.data.process_list.map((entry) => entry.process_info).filter((info) => !isNone(info))
    const processes = infos.map((info) => processInfo.safeParse(info).data)
    const isWhole = processes.every((found) => isPlace(found?.pid))
    return [
      {
        gpu: read.data.gpu,
        processes: isWhole ? processes.filter((found) => found !== undefined) : undefined,
      },
    ]
  })
