import { z } from 'zod'
import { isPlace, number, word } from '../host/quantity.ts'

/** A GPU in `discovery -j`, and with more members in `discovery -d <id> -j`. Source: intel/xpumanager, 2026-11-23. */
const xpu = z.object({
  device_id: number,
  device_name: word,
  device_function_type: word,
  uuid: word,
  pci_bdf_address: word,
  memory_physical_size_byte: number,
  memory_free_size_byte: number,
  memory_ecc_state: word,
  driver_version: word,
})

/** A GPU as xpu-smi tells of it. */
export type Xpu = z.infer<typeof xpu>

const listed = z.object({ device_list: z.unknown() })

/**
 * GPUs in `discovery -j`: a list, bare or as `device_list`, which without GPUs is a text or null.
 *
 * @param json - What xpu-smi printed.
 * @returns The GPUs that have an id; undefined when it is none of these forms.
 * @example
 * xpusIn({ device_list: 'No device discovered' }) // => []
 */
export const xpusIn = (json: unknown): readonly Xpu[] | undefined => {
  const list = Array.isArray(json) ? json : listed.safeParse(json).data?.device_list
  if (list === null || typeof list === 'string') return []
  if (!Array.isArray(list)) return undefined
  return list.flatMap((row) => {
    const read = xpu.safeParse(row)
    return read.success && isPlace(read.data.device_id) ? [read.data] : []
  })
}

/** Details of one GPU; undefined: there are none. */
export const xpuIn = (json: unknown): Xpu | undefined => xpu.safeParse(json).data

const metrics = z.object({ device_level: z.array(z.object({ metrics_type: z.string(), value: number })) })

/** Numbers of one GPU by their names, from `stats -d <id> -j`. */
export const metricsIn = (json: unknown): ReadonlyMap<string, number> => {
  const rows = metrics.safeParse(json).data?.device_level ?? []
  return new Map(
    rows.flatMap(({ metrics_type, value }) => (value === undefined ? [] : [[metrics_type, value]])),
  )
}

const user = z.object({ device_id: number, process_id: number, process_name: word, mem_size: number })
const users = z.object({ device_util_by_proc_list: z.array(z.unknown()) })

/** A program on a GPU. */
export type XpuUser = z.infer<typeof user>

/** Programs in `ps -j`, without xpu-smi itself, which lists itself; undefined: not told. */
export const xpuUsersIn = (json: unknown): readonly XpuUser[] | undefined => {
  const rows = users.safeParse(json).data?.device_util_by_proc_list.map((row) => user.safeParse(row).data)
  return rows?.flatMap((row) => (row === undefined || row.process_name === 'xpu-smi' ? [] : [row]))
}
