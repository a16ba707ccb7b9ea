import type { Result } from 'neverthrow'
import { z } from 'zod'
import { nonNegativeCell, wholeCell } from '../traces/csv-cell.ts'
import { readCsvRows } from '../traces/read-csv-rows.ts'
import type { TraceFault } from '../traces/trace-fault.ts'
import { nameCell } from '../workload/trace-cells.ts'
import { type NodeOptions, type OwnedNodes, toOwnedNodes } from './cluster-nodes.ts'

const NodeRow = z.object({
  sn: nameCell,
  cpu_milli: nonNegativeCell,
  memory_mib: nonNegativeCell,
  gpu: wholeCell,
  model: nameCell,
})

/**
 * Reads the GPU nodes of Alibaba's clusters of 2023.
 *
 * Columns: `sn` (name), `cpu_milli`, `memory_mib`, `gpu` (how many), `model`; others are ignored. `G2` and `G3` are secret models, which
 * are offered by name, as the jobs of the trace ask for them by name. A `P100` is taken as the card with 16 GB (assumption).
 *
 * @param text - CSV, unpacked.
 * @param options - How nodes become offers.
 * @returns The nodes, or `unreadable-trace`.
 * Source: alibaba/clusterdata, cluster-trace-gpu-v2023.
 * @see {@link readAlibabaPods} for their jobs.
 * @example
 * const { offers } = readAlibabaNodes('sn,cpu_milli,memory_mib,gpu,model\nnode-1,104000,524288,2,T4')._unsafeUnwrap()
 * offers.map(({ id, gpu, host }) => [id, gpu.model, host?.vcpus, host?.ramGiB]) // => [['node-1/gpu-1', 'T4', 52, 256], ['node-1/gpu-2', 'T4', 52, 256]]
 */
export const readAlibabaNodes = (text: string, options: NodeOptions = {}): Result<OwnedNodes, TraceFault> =>
  readCsvRows(text, NodeRow).map((rows) =>
    toOwnedNodes(
      rows.map(({ sn, model, gpu, cpu_milli, memory_mib }) => ({
        name: sn,
        gpuName: model,
        gpus: gpu,
        vcpus: cpu_milli / 1000,
        ramGiB: memory_mib / 1024,
      })),
      options,
    ),
  )

const SpotNodeRow = z.object({
  gpu_model: nameCell,
  gpu_capacity_num: wholeCell,
  cpu_num: nonNegativeCell,
  node_name: nameCell,
})

/**
 * Reads the nodes of Alibaba's spot GPU trace of 2026.
 *
 * Columns: `node_name`, `gpu_model`, `gpu_capacity_num` (GPUs), `cpu_num`; others are ignored. Main memory is not told:
 * {@link NodeOptions.host} can say it. `GPU-series-1` and `GPU-series-2` are secret models, which are offered by name.
 *
 * @param text - CSV, unpacked.
 * @param options - How nodes become offers.
 * @returns The nodes, or `unreadable-trace`.
 * Source: alibaba/clusterdata, spot GPU trace of 2026.
 * @example
 * const { offers, gpus } = readAlibabaSpotNodes('gpu_model,gpu_capacity_num,cpu_num,node_name\nA10,1,128,2')._unsafeUnwrap()
 * ;[offers[0]?.id, offers[0]?.gpu.model, gpus] // => ['node-2/gpu-1', 'A10', 1]
 */
export const readAlibabaSpotNodes = (
  text: string,
  options: NodeOptions = {},
): Result<OwnedNodes, TraceFault> =>
  readCsvRows(text, SpotNodeRow).map((rows) =>
    toOwnedNodes(
      rows.map(({ node_name, gpu_model, gpu_capacity_num, cpu_num }) => ({
        name: `node-${node_name}`,
        gpuName: gpu_model,
        gpus: gpu_capacity_num,
        vcpus: cpu_num,
        ramGiB: undefined,
      })),
      options,
    ),
  )
